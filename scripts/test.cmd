@echo off
rem Checks and tests everything: makes .venv where it is missing or a lock changed, runs check, then pytest.
rem Any arguments go to pytest as they are, without checks and coverage.
setlocal
cd /d "%~dp0.."
set "OFFLINE="
rem dozens of tests start the program as a process: it is compiled once, not by each of them
set "PYTHONDONTWRITEBYTECODE="
call scripts\find_python.cmd || exit /b 1
%PYTHON% scripts\prepare.py --dev || exit /b 1
if not "%~1"=="" (
    .venv\Scripts\python.exe -m pytest %*
    exit /b
)
call scripts\check.cmd || exit /b 1
rem side by side in runs of neighbours, so that what a file makes once is made once; who is done takes over the rest
.venv\Scripts\python.exe -m pytest --cov --numprocesses auto --maxprocesses 4 --dist worksteal
exit /b %ERRORLEVEL%
