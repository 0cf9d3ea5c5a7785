@echo off
rem Runs the memori command; builds it first when a source is newer than the last build.
setlocal
set "ROOT=%~dp0"
set "APP=%ROOT%artifacts\app"
powershell -NoProfile -Command "$b='%APP%\.built'; if (!(Test-Path $b)) { exit 1 }; $t=(Get-Item $b).LastWriteTimeUtc; if (Get-ChildItem '%ROOT%src','%ROOT%Directory.Build.props','%ROOT%Directory.Build.targets','%ROOT%Directory.Packages.props' -Recurse | Where-Object { $_.LastWriteTimeUtc -gt $t } | Select-Object -First 1) { exit 1 }"
if errorlevel 1 (
  echo memori: building ^(only when sources changed^) ... 1>&2
  dotnet publish "%ROOT%src\Memori.Cli\Memori.Cli.csproj" -c Release -o "%APP%" -v quiet --nologo -p:ReadyToRun=true 1>&2 || dotnet publish "%ROOT%src\Memori.Cli\Memori.Cli.csproj" -c Release -o "%APP%" -v quiet --nologo 1>&2 || exit /b 1
  type nul > "%APP%\.built"
)
dotnet "%APP%\Memori.Cli.dll" %*
