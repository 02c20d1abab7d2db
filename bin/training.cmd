@setlocal
@set "PANOPTES_MODULE=training"
@set "PANOPTES_MAIN=io.panoptes.training.TrainingCommand"
@call "%~dp0launch.cmd" %*
@exit /b %ERRORLEVEL%
