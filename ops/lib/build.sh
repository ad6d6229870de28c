# Building with one warm compiler for all projects, of our own, and ending it afterwards.
# shellcheck shell=bash

HOST_DLL="$REPO/.artifacts/bin/Host/release/padel.dll"
HOST_STAMP="$REPO/.artifacts/host.stamp"
COMPILER="padelsaas-$(printf %s "$REPO" | sha256sum | cut -c1-12)"

# Names, sizes and times of all sources (a build touches the lock files itself): 20 ms,
# where asking MSBuild whether there is anything to do costs 5 s.
source_state() {
  find "$REPO/src" \( -name node_modules -o -name vendor -o -name bin -o -name obj \) -prune -o \
    -type f ! -name packages.lock.json -printf '%P %s %T@\n' | sort | sha256sum
}

# `dotnet msbuild`, because `dotnet build` says everything twice.
build() { # PROJECT [options of MSBuild]
  local project="$1" state result=0
  shift
  state="$(source_state)"
  (cd "$REPO" && dotnet msbuild "$project" -restore -p:Configuration=Release -nologo -v:quiet -nodeReuse:false \
    -p:UseSharedCompilation=true -p:SharedCompilationId="$COMPILER" "$@") || result=$?
  end_compiler
  [ "$result" -eq 0 ] || die "The build failed."
  mkdir -p "$(dirname "$HOST_STAMP")"
  echo "$state" >"$HOST_STAMP"
}

# The compiler would stay for ten minutes. Its pipe bears our name, so this can end nobody else's.
end_compiler() {
  local folder
  for folder in /proc/[0-9]*; do
    if grep -qz -- "^-pipename:$COMPILER\$" "$folder/cmdline" 2>/dev/null; then
      kill -TERM "${folder#/proc/}" 2>/dev/null || true
    fi
  done
}

build_host_if_changed() {
  [ -f "$HOST_DLL" ] && [ "$(cat "$HOST_STAMP" 2>/dev/null)" = "$(source_state)" ] && return
  say "Building (about a minute the first time)"
  build src/Host/Host.csproj
}

padel() { dotnet "$HOST_DLL" "$@"; }
