@echo off
rem Runs PANOPTES_MAIN of PANOPTES_MODULE, as launch does elsewhere, with two things left out: it does not see that sources have
rem changed (remove target\launch then), and it keeps no archive of classes.
setlocal
for %%r in ("%~dp0..") do set "root=%%~fr"
set "out=%root%\target\launch"
call "%root%\bin\find-jdk.cmd" || exit /b 1
if exist "%out%\stamp" goto run
echo Panoptes: building for the first use (half a minute, and longer where 200 MB of libraries are still to be fetched) 1>&2
if not exist "%out%" mkdir "%out%"
pushd "%root%"
call "%root%\mvnw.cmd" -B -ntp -Plaunch -pl !benchmarks prepare-package >"%out%\log" 2>&1
if errorlevel 1 (
  popd
  findstr /b /l "[ERROR]" "%out%\log" 1>&2
  exit /b 1
)
popd
type nul >"%out%\stamp"

:run
for /f "usebackq delims=" %%l in ("%out%\build\%PANOPTES_MODULE%\class-path") do set "libraries=%%l"
set "build=%out%\build"
"%JAVA_HOME%\bin\java.exe" --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED ^
  "-Dpanoptes.home=%root%" "-Dpanoptes.models=%root%\models" -Dai.djl.offline=true -Djava.awt.headless=true ^
  -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8 "-Djava.util.logging.config.file=%root%\bin\logging.properties" %PANOPTES_JAVA_OPTS% ^
  -cp "%build%\encoder\*;%build%\search\*;%build%\indexer\*;%build%\web\*;%build%\training\*;%libraries%" %PANOPTES_MAIN% %*
exit /b %ERRORLEVEL%
