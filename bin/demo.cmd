@setlocal
@set "PANOPTES_MODULE=indexer"
@set "PANOPTES_MAIN=io.panoptes.indexer.DemoCommand"
@call "%~dp0launch.cmd" %*
@exit /b %ERRORLEVEL%
