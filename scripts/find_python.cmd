@echo off
rem Called by the scripts beside it: puts a Python that the program can use into %PYTHON%.
rem With OFFLINE set, only the versions that the wheels beside the program were made for.
set "PYTHON="
for %%V in (3.13 3.12 3.11) do (
    if not defined PYTHON call :try py -%%V
)
for %%P in (python python3) do (
    if not defined PYTHON call :try %%P
)
if defined PYTHON exit /b 0
echo Locality Workbench needs Python 3.11, 3.12 or 3.13, and none was found. 1>&2
if defined OFFLINE if exist wheels\python-versions.txt (
    echo The wheels of this bundle are for Python: 1>&2
    type wheels\python-versions.txt 1>&2
)
echo Install one and run this again. 1>&2
exit /b 1

:try
%* -c "import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))" >nul 2>nul
if errorlevel 1 exit /b 0
if defined OFFLINE if exist wheels\python-versions.txt (
    %* -c "import sys; v = '%%d.%%d' %% sys.version_info[:2]; sys.exit(v not in open('wheels/python-versions.txt').read().split())" >nul 2>nul
    if errorlevel 1 exit /b 0
)
set "PYTHON=%*"
exit /b 0
