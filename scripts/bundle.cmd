@echo off
rem Makes bundle\locality-workbench-VERSION: program, wheels and sample for a laptop without a network.
rem   scripts\bundle.cmd --python-version 3.12 --python-version 3.13      for more than one Python
setlocal
cd /d "%~dp0.."
set "OFFLINE="
call scripts\find_python.cmd || exit /b 1
%PYTHON% scripts\prepare.py || exit /b 1
.venv\Scripts\python.exe scripts\bundle.py %*
exit /b %ERRORLEVEL%
