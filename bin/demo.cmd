@setlocal
@set "PANOPTES_MODULE=web"
@set "PANOPTES_MAIN=io.panoptes.web.demo.DemoCommand"
@call "%~dp0launch.cmd" %*
@exit /b %ERRORLEVEL%
