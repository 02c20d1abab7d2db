@setlocal
@set "PANOPTES_MODULE=search"
@set "PANOPTES_MAIN=io.panoptes.search.SearchCommand"
@call "%~dp0launch.cmd" %*
@exit /b %ERRORLEVEL%
