# Asks the registries which of our packages are known to be vulnerable. A registry that does not answer is said to be silent: silence is no clean bill.
# shellcheck shell=bash

audit_packages() {
  local found=0
  audit_nuget || found=1
  audit_npm || found=1
  return $found
}

audit_nuget() {
  local canary said
  canary="$(mktemp -d)"
  # A package that everybody knows to be vulnerable: a registry that does not say so of this one says nothing about ours.
  cat >"$canary/canary.csproj" <<'TEXT'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>net10.0</TargetFramework><NuGetAudit>false</NuGetAudit></PropertyGroup>
  <ItemGroup><PackageReference Include="Newtonsoft.Json" Version="12.0.1" /></ItemGroup>
</Project>
TEXT
  said="$(cd "$canary" && timeout 120 dotnet restore -v quiet -nologo 2>&1 && timeout 120 dotnet list canary.csproj package --vulnerable 2>&1)" || true
  rm -rf "$canary"
  if ! grep -q 'Newtonsoft.Json' <<<"$(grep -E '^ *>' <<<"$said")"; then
    say "NOT CHECKED: the NuGet registry in use could not be asked, or says nothing of a package that is known to be vulnerable"
    return 0
  fi
  said="$(timeout 300 dotnet list "$REPO/PadelSaaS.sln" package --vulnerable --include-transitive 2>&1)" || { say "NOT CHECKED: the list of NuGet packages could not be asked for"; return 0; }
  if grep -qE '^ *>' <<<"$said"; then
    grep -E '^ *>|^Project' <<<"$said"
    return 1
  fi
  say "NuGet: no vulnerable package"
}

audit_npm() {
  local said code=0
  said="$(cd "$REPO/src/Ui" && timeout 60 npm audit --omit=dev --json 2>/dev/null)" || code=$?
  if grep -q '"vulnerabilities"' <<<"$said" && ! grep -q '"error"' <<<"$said"; then
    [ $code -eq 0 ] && { say "npm: no vulnerable package"; return 0; }
    printf '%s\n' "$said"
    return 1
  fi
  say "NOT CHECKED: the npm registry in use does not answer an audit"
}
