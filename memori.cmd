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
if /i "%~1"=="serve" if exist "%ROOT%web\package.json" (
  powershell -NoProfile -Command "$b='%APP%\wwwroot\index.html'; if (!(Test-Path $b)) { exit 1 }; $t=(Get-Item $b).LastWriteTimeUtc; if (Get-ChildItem '%ROOT%web' -Recurse -File | Where-Object { $_.FullName -notmatch 'node_modules' -and $_.LastWriteTimeUtc -gt $t } | Select-Object -First 1) { exit 1 }"
  if errorlevel 1 call :page
)
dotnet "%APP%\Memori.Cli.dll" %*
exit /b %errorlevel%

:page
where npm >nul 2>nul || (
  echo memori: Node 20.19 or newer with npm is needed to build the page: going on without it 1>&2
  exit /b 0
)
echo memori: building the page ^(only when its sources changed^) ... 1>&2
pushd "%ROOT%web"
(call npm ci --ignore-scripts --no-audit --no-fund && call npm run build -- --outDir "%APP%\wwwroot") 1>&2 || echo memori: the page could not be built: going on without it 1>&2
popd
exit /b 0
