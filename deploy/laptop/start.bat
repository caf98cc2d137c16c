@echo off
rem Starts Jahiziya from this folder with a Python that fits the wheels beside; needs no network.
rem Words given here go to the command: --demo, --port 8600, or another command such as: backup FILE
setlocal
chcp 65001 >nul
set "here=%~dp0"
if not exist "%here%start.py" goto packed
for /f "usebackq tokens=*" %%l in ("%here%pythons.txt") do set "known=%%l"
for %%v in (%known%) do (
  py -%%v -B "%here%start.py" --fits >nul 2>nul && (
    py -%%v -B "%here%start.py" %*
    goto end
  )
)
for %%p in (python python3) do (
  %%p -B "%here%start.py" --fits >nul 2>nul && (
    %%p -B "%here%start.py" %*
    goto end
  )
)
type "%here%python-missing.txt"
start "" "%here%read-me.html"
goto end
:packed
echo Ouvrez le fichier ZIP, choisissez "Extraire tout", puis lancez start.bat dans le dossier extrait.
:end
echo.
pause
