@setlocal
@set "PANOPTES_MODULE=web"
@set "PANOPTES_MAIN=io.panoptes.web.WebCommand"
@call "%~dp0launch.cmd" %*
@exit /b %ERRORLEVEL%
