# The one list of what the scripts need from the system: per purpose a probe that says whether it is there,
# and the Debian packages that bring it. apt runs only when a probe fails, so a second start costs nothing.
# shellcheck shell=bash

need() {
  local purpose list packages=()
  for purpose in "$@"; do
    "has_$purpose" && continue
    list="$("packages_for_$purpose")" || exit 1
    mapfile -t -O "${#packages[@]}" packages <<<"$list"
  done
  [ "${#packages[@]}" -eq 0 ] || install_packages "${packages[@]}"
  for purpose in "$@"; do
    "has_$purpose" || die "Still missing after the installation: $purpose"
  done
}

# grep -q would close the pipe early and, with pipefail, make a yes look like a no: hence the here-strings.
has_sdk() { command -v dotnet >/dev/null && grep -q '^10\.' <<<"$(dotnet --list-sdks)"; }
packages_for_sdk() { die "The .NET 10 SDK is missing: install it first (dotnet --list-sdks shows what is there)."; }

has_curl() { command -v curl >/dev/null; }
packages_for_curl() { echo curl; echo ca-certificates; }

has_icu() { grep -q libicuuc <<<"$(/sbin/ldconfig -p)"; }
packages_for_icu() { apt-cache search --names-only '^libicu[0-9]+$' | cut -d' ' -f1 | sort -V | tail -1; }

has_node() { command -v node >/dev/null && command -v npm >/dev/null; }
packages_for_node() { command -v node >/dev/null || echo nodejs; command -v npm >/dev/null || echo npm; }

has_postgres() { postgres_version >/dev/null; }
packages_for_postgres() {
  local version
  version="$(newest_server)"
  [ -n "$version" ] || version="$(apt-cache depends postgresql | sed -n 's/.*Depends: postgresql-\([0-9]*\)$/\1/p' | sed -n 1p)"
  [ "${version:-0}" -ge 15 ] || die "This system offers PostgreSQL ${version:-none}; 15 is the least. Debian 12 and Ubuntu 24.04 have it, or set DATABASE_URL."
  echo "postgresql-$version"
  echo "postgresql-$version-postgis-3"
}

has_psql() { command -v psql >/dev/null; }
packages_for_psql() { echo postgresql-client; }

has_chromium() { [ -n "$(chromium_path)" ]; }
packages_for_chromium() { echo chromium; }
chromium_path() { command -v chromium || command -v chromium-browser || command -v google-chrome || true; }

has_pgbouncer() { [ -x /usr/sbin/pgbouncer ] || command -v pgbouncer >/dev/null; }
packages_for_pgbouncer() { echo pgbouncer; }

# The broker's client: Debian's, because the managed package alone brings none (decision 41).
has_librdkafka() { grep -q 'librdkafka\.so\.1' <<<"$(/sbin/ldconfig -p)"; }
packages_for_librdkafka() { echo librdkafka1; }

# The memory that processes share, where one is configured (decision 45).
has_redis() { command -v redis-server >/dev/null; }
packages_for_redis() { echo redis-server; }

has_promtool() { command -v promtool >/dev/null; }
packages_for_promtool() { echo prometheus; }

# Urdu is set in Nastaliq: without this font the screenshots would show boxes.
has_fonts() { [ -e /usr/share/fonts/truetype/noto/NotoNastaliqUrdu-Regular.ttf ]; }
packages_for_fonts() { echo fonts-noto-core; }

# The newest server of at least 15 that also has PostGIS; newest_server does without.
postgres_version() {
  local version
  for version in $(server_versions); do
    [ -e "/usr/share/postgresql/$version/extension/postgis.control" ] && { echo "$version"; return; }
  done
  return 1
}

newest_server() { server_versions | sed -n 1p; }

server_versions() {
  local folder version
  for folder in /usr/lib/postgresql/*/; do
    version="$(basename "$folder")"
    if [ -x "$folder/bin/initdb" ] && [ "$version" -ge 15 ]; then echo "$version"; fi
  done | sort -rV
}

install_packages() {
  local sudo="" quiet=/etc/postgresql-common/createcluster.d/padelsaas.conf
  command -v apt-get >/dev/null || die "Missing: $*. Install them; only Debian and Ubuntu are served by apt here."
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || die "Missing: $*. Ask root to run: apt-get install $*"
    sudo=sudo
  fi
  say "Installing $*"
  # Debian would start a server of its own on port 5432, which nobody here uses: that is switched off while apt runs.
  $sudo mkdir -p "$(dirname "$quiet")"
  echo 'create_main_cluster = false' | $sudo tee "$quiet" >/dev/null
  # An old list of packages names files that are gone, so a first failure fetches the list and tries again.
  apt install -y --no-install-recommends "$@" || { apt update && apt install -y --no-install-recommends "$@"; } ||
    { $sudo rm -f "$quiet"; die "apt-get could not install $*: $apt_said"; }
  $sudo rm -f "$quiet"
}

# Silent when it works: what apt said is shown with the failure.
apt() { apt_said="$($sudo env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=120 "$@" 2>&1 </dev/null)"; }
