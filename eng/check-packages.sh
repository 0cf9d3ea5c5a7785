#!/usr/bin/env bash
# Packs the libraries and lets a project outside the repository restore and run them, as a user would.
set -euo pipefail
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
work=$(mktemp -d)
# A version of its own, so that nothing packed earlier is taken from the package cache; removed from there at the end.
version="0.0.1-check.$$.$(date +%s)"
cache=$(dotnet nuget locals global-packages --list | sed 's/^[^:]*: *//')
trap 'rm -rf "$work" "$cache"/memori*/"$version"' EXIT
for library in Memori Memori.Sqlite Memori.Postgres Memori.Claude Memori.Text2Sql; do
  dotnet pack "$root/src/$library/$library.csproj" -c Release --nologo -v quiet -o "$work/feed" -p:Version="$version"
done
mkdir "$work/app"
cp "$root"/samples/RememberRestartRecall/Program.cs "$work/app/"
cat >"$work/app/app.csproj" <<PROJECT
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
    <Nullable>enable</Nullable>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Microsoft.Extensions.DependencyInjection" Version="10.0.12" />
    <PackageReference Include="Memori.Sqlite" Version="$version" />
    <PackageReference Include="Memori.Postgres" Version="$version" />
    <PackageReference Include="Memori.Claude" Version="$version" />
    <PackageReference Include="Memori.Text2Sql" Version="$version" />
  </ItemGroup>
</Project>
PROJECT
dotnet restore "$work/app/app.csproj" --nologo -v quiet -p:RestoreAdditionalProjectSources="$work/feed"
dotnet run --project "$work/app/app.csproj" --no-restore -- "$work/memories.db"
