@echo off
rem Style, types and layers, the same here and in CI. scripts\test.cmd makes the .venv it needs.
setlocal
cd /d "%~dp0.."
if not exist .venv\Scripts\ruff.exe (
    echo scripts\check.cmd needs the tools of scripts\test.cmd: run that first. 1>&2
    exit /b 1
)
.venv\Scripts\ruff.exe format --check . || exit /b 1
.venv\Scripts\ruff.exe check . || exit /b 1
.venv\Scripts\mypy.exe || exit /b 1
.venv\Scripts\lint-imports.exe --no-logo || exit /b 1
