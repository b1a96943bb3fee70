@echo off
rem Opens .wardroom files with the copy of Wardroom in this folder, for this user only. "associate.cmd /remove" takes it back.
setlocal DisableDelayedExpansion
set "program=%~dp0wardroom.exe"
rem From here on the name of the folder is put in where nothing in it is read as a command any more.
setlocal EnableDelayedExpansion
set "classes=HKCU\Software\Classes"
if /i "%~1"=="/remove" goto remove
reg add "%classes%\Wardroom.Office" /ve /d "Wardroom office" /f >nul
if errorlevel 1 goto failed
reg add "%classes%\Wardroom.Office\DefaultIcon" /ve /d "!program!,-2" /f >nul
if errorlevel 1 goto failed
reg add "%classes%\Wardroom.Office\shell\open\command" /ve /d "\"!program!\" \"%%1\"" /f >nul
if errorlevel 1 goto failed
reg add "%classes%\.wardroom" /ve /d "Wardroom.Office" /f >nul
if errorlevel 1 goto failed
reg add "%classes%\.wardroom\OpenWithProgids" /v "Wardroom.Office" /d "" /f >nul
if errorlevel 1 goto failed
echo .wardroom files now open with !program!
exit /b 0

:remove
reg delete "%classes%\Wardroom.Office" /f >nul 2>nul
reg delete "%classes%\.wardroom" /f >nul 2>nul
echo .wardroom files no longer open with Wardroom
exit /b 0

:failed
echo The registry could not be written, so .wardroom files do not open with Wardroom yet 1>&2
exit /b 1
