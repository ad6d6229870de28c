# What every script needs: where we are, how we speak, secrets, ports and the certainty that a process is ours.
# shellcheck shell=bash
# shellcheck disable=SC2034 # the variables are read by the scripts that source this file

REPO="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)"
DATA="${PADEL_DATA:-$REPO/.local}"

say() { printf '· %s\n' "$*"; }
die() { printf '✗ %s\n' "$*" >&2; exit 1; }

usage() { # prints the comment at the top of the calling script
  sed -n '2,/^[^#]/{s/^# \{0,1\}//p}' "$0"
  exit "${1:-0}"
}

# Everything this run leaves behind lies under DATA. The marker lets ops/reset tell our directory from any other.
use_data_directory() {
  [ -z "${1:-}" ] || DATA="$1"
  case "$DATA" in /*) ;; *) DATA="$PWD/$DATA" ;; esac
  DATA="$(realpath -m "$DATA")"
}

make_data_directory() {
  mkdir -p "$DATA"
  : >>"$DATA/.padelsaas"
  mkdir -p "$DATA/secrets"
  chmod 700 "$DATA/secrets"
}

# A secret is made once and read ever after: nobody types one, and none is in the repository.
secret() {
  local file="$DATA/secrets/$1"
  if [ ! -s "$file" ]; then
    (umask 077 && head -c 48 /dev/urandom | base64 -w0 | tr -dc 'A-Za-z0-9' | cut -c1-40 >"$file")
  fi
  cat "$file"
}

# The master key of this data directory, as `id:base64`. A key whose id is another stays readable when it is put in front of this one.
master_key() {
  local file="$DATA/secrets/master_key"
  if [ ! -s "$file" ]; then
    (umask 077 && printf 'local:%s' "$(head -c 32 /dev/urandom | base64 -w0)" >"$file")
  fi
  cat "$file"
}

port_answers() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# Below the range from which the kernel hands out ports, so that no outgoing connection takes it from us later.
free_port() {
  local port
  for _ in $(seq 50); do
    port=$((20000 + RANDOM % 10000))
    port_answers "$port" || { echo "$port"; return; }
  done
  die "Found no free port between 20000 and 30000."
}

# Who listens there, when this user may know it.
port_holder() {
  command -v ss >/dev/null || return 0
  ss -Hltnp "sport = :$1" 2>/dev/null | sed -n 's/.*users:((\("[^"]*"\),pid=\([0-9]*\).*/\1 (pid \2)/p' | tr -d '"' | sed -n 1p
}

# A pid alone proves nothing after a reboot: the file also keeps when the process began.
process_began() { sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f20; }

remember_process() { echo "$2 $(process_began "$2")" >"$1"; }

# Prints the pid in a pid file if that very process still lives.
living_process() {
  local pid began
  [ -s "$1" ] || return 1
  read -r pid began <"$1"
  [ -n "$began" ] && [ "$(process_began "$pid")" = "$began" ] && [ "$(process_state "$pid")" != Z ] && echo "$pid"
}

# Asks first, insists after 20 seconds.
end_process() {
  local pid="$1" began
  began="$(process_began "$pid")"
  kill -TERM "$pid" 2>/dev/null || return 0
  for _ in $(seq 200); do
    [ "$(process_began "$pid")" = "$began" ] || return 0
    [ "$(process_state "$pid")" != Z ] || return 0
    sleep 0.1
  done
  kill -KILL "$pid" 2>/dev/null || true
}

process_state() { sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f1; }
