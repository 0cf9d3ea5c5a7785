#!/usr/bin/env bash
# Packs the libraries and lets a project outside the repository restore and run them, as a user would.
set -euo pipefail
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for library in Memori Memori.Sqlite Memori.Claude Memori.Text2Sql; do
  dotnet pack "$root/src/$library/$library.csproj" -c Release --nologo -v quiet -o "$work/feed" -p:Version=0.0.1-check
done
mkdir "$work/app"
cp "$root"/samples/RememberRestartRecall/Program.cs "$work/app/"
cat >"$work/app/app.csproj" <<'PROJECT'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
    <Nullable>enable</Nullable>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Memori.Sqlite" Version="0.0.1-check" />
    <PackageReference Include="Memori.Claude" Version="0.0.1-check" />
    <PackageReference Include="Memori.Text2Sql" Version="0.0.1-check" />
  </ItemGroup>
</Project>
PROJECT
# An own package folder, so that nothing built earlier under the same version is taken.
export NUGET_PACKAGES="$work/packages"
dotnet restore "$work/app/app.csproj" --nologo -v quiet -p:RestoreAdditionalProjectSources="$work/feed"
dotnet run --project "$work/app/app.csproj" --no-restore -- "$work/memories.db"
