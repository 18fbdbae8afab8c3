@echo off
rem Starts Locality Workbench: makes .venv where it is missing or the lock changed, then opens the window.
rem   scripts\run.cmd                    the window on the sample county
rem   scripts\run.cmd PROJECT.gpkg       any arguments go to main.py as they are
rem   scripts\run.cmd --offline ...      installs from the bundle's own wheels, without a network
setlocal
for %%I in ("%~dp0..") do set "ROOT=%%~fI"
set "OFFLINE="
set "ARGUMENTS=%*"
if "%~1"=="--offline" set "OFFLINE=--offline"
if defined OFFLINE call set "ARGUMENTS=%%ARGUMENTS:*--offline=%%"
pushd "%ROOT%"
call scripts\find_python.cmd || (popd & exit /b 1)
%PYTHON% scripts\prepare.py %OFFLINE% || (popd & exit /b 1)
popd
if not defined ARGUMENTS set "ARGUMENTS=--sample"
"%ROOT%\.venv\Scripts\python.exe" "%ROOT%\main.py" %ARGUMENTS%
exit /b %ERRORLEVEL%
