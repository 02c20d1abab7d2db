@setlocal
@set "PANOPTES_MODULE=indexer"
@set "PANOPTES_MAIN=io.panoptes.indexer.IndexerCommand"
@call "%~dp0launch.cmd" %*
@exit /b %ERRORLEVEL%
