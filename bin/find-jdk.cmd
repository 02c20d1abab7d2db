@echo off
rem Sets JAVA_HOME to a JDK 25, as find-jdk does elsewhere: JAVA_HOME, PATH, then the folders of the usual installers.
if defined JAVA_HOME call :look "%JAVA_HOME%" && exit /b 0
for /f "delims=" %%j in ('where javac 2^>nul') do call :look "%%~dpj.." && exit /b 0
for %%r in (
  "%ProgramFiles%\Eclipse Adoptium"
  "%ProgramFiles%\Java"
  "%ProgramFiles%\Microsoft"
  "%ProgramFiles%\Zulu"
  "%ProgramFiles%\Amazon Corretto"
  "%ProgramFiles%\BellSoft"
  "%LOCALAPPDATA%\Programs\Eclipse Adoptium"
  "%USERPROFILE%\.jdks"
) do for /d %%j in ("%%~r\*") do call :look "%%~j" && exit /b 0
echo Panoptes needs a JDK 25 and found none in JAVA_HOME, in PATH or in the usual folders: install one (winget install EclipseAdoptium.Temurin.25.JDK), or set JAVA_HOME to it. 1>&2
exit /b 1

:look
if not exist "%~1\bin\javac.exe" exit /b 1
findstr /b /r /c:"JAVA_VERSION=.25" "%~1\release" >nul 2>nul || exit /b 1
set "JAVA_HOME=%~f1"
exit /b 0
