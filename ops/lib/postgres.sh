# The private PostgreSQL cluster under DATA/postgres: made once, started and stopped by us, seen by nobody else.
# shellcheck shell=bash

cluster_place() { echo "$DATA/postgres"; }
cluster_directory() { echo "$DATA/postgres/cluster"; }
cluster_port() { cat "$DATA/postgres/port" 2>/dev/null; }
postgres_tool() { echo "/usr/lib/postgresql/$(cat "$(cluster_directory)/PG_VERSION" 2>/dev/null || postgres_version)/bin/$1"; }

# PostgreSQL refuses to run as root, so root lends its hands to the user that Debian made for it.
as_database_user() {
  if [ "$(id -u)" -eq 0 ]; then
    (cd / && exec setpriv --reuid=postgres --regid=postgres --init-groups -- "$@")
  else
    "$@"
  fi
}

# A checkout may lie under a directory that only root can enter (/root). The cluster then lies elsewhere, behind a link.
make_cluster_place() {
  local place elsewhere
  place="$(cluster_place)"
  [ -d "$place" ] && return
  if as_database_user test -x "$DATA"; then
    mkdir -p "$place"
    chmod 700 "$place"
  else
    elsewhere="/var/lib/padelsaas/$(printf %s "$DATA" | sha256sum | cut -c1-12)"
    say "User postgres cannot enter $DATA, so the database lies in $elsewhere"
    mkdir -p "$elsewhere"
    chmod 700 "$elsewhere"
    ln -sfn "$elsewhere" "$place"
  fi
  [ "$(id -u)" -ne 0 ] || chown postgres: "$place/."
}

make_cluster() {
  local place
  make_cluster_place
  place="$(realpath "$(cluster_place)")"
  if [ ! -s "$place/cluster/PG_VERSION" ]; then
    say "Making a private PostgreSQL cluster"
    rm -rf "$place/cluster"
    # The place is closed to others (700), so the password may lie in it for a moment.
    secret postgres | as_database_user tee "$place/password" >/dev/null
    as_database_user "$(postgres_tool initdb)" -D "$place/cluster" -U postgres -E UTF8 --locale=C.UTF-8 --pwfile="$place/password" \
      --auth-local=scram-sha-256 --auth-host=scram-sha-256 >/dev/null || die "initdb failed."
    rm -f "$place/password"
    echo "include 'padel.conf'" | as_database_user tee -a "$place/cluster/postgresql.conf" >/dev/null
  fi
  [ "$(id -u)" -eq 0 ] || [ -O "$place/cluster" ] || die "The database was made by another user: run as that user, or ops/reset."
}

# Written at every start, so that a change here reaches clusters that exist. fsync stays on: kill -9 must lose nothing.
write_cluster_settings() {
  local place socket
  place="$(realpath "$(cluster_place)")"
  socket="$place"
  # A socket's path is at most 107 bytes long.
  [ "${#socket}" -le 80 ] || socket=""
  as_database_user tee "$place/cluster/padel.conf" >/dev/null <<CONF
listen_addresses = '127.0.0.1'
port = $(cluster_port)
unix_socket_directories = '$socket'
max_connections = 200
# One transaction may touch every table of many tenants: migrations and exports do.
max_locks_per_transaction = 1024
# After a crash, one sync of the file system instead of one per file: thousands of tenants are tens of thousands of files.
recovery_init_sync_method = syncfs
deadlock_timeout = 100ms
jit = off
CONF
}

choose_cluster_port() {
  local port
  port="$(cluster_port)" || true
  if [ -z "$port" ] || port_answers "$port"; then
    port="$(free_port)"
    echo "$port" | as_database_user tee "$(realpath "$(cluster_place)")/port" >/dev/null
  fi
}

# The server changes into its data directory, which tells it from any process that has got its number since. It is asked as
# the server's own user: in a container even root may not look into another user's process.
cluster_process() {
  local pid
  pid="$(head -1 "$(cluster_directory)/postmaster.pid" 2>/dev/null)" || return 1
  [ -n "$pid" ] && [ "$(as_database_user readlink "/proc/$pid/cwd")" = "$(realpath "$(cluster_directory)")" ] && echo "$pid"
}

start_cluster() {
  make_cluster
  cluster_process >/dev/null && return
  local place
  place="$(realpath "$(cluster_place)")"
  choose_cluster_port
  write_cluster_settings
  forget_crash "$place"
  as_database_user "$(postgres_tool pg_ctl)" start -w -t 120 -s -D "$place/cluster" -l "$place/server.log" </dev/null ||
    { tail -5 "$place/server.log" >&2; die "PostgreSQL did not start; its log is $place/server.log"; }
  say "PostgreSQL $(cat "$place/cluster/PG_VERSION") runs on 127.0.0.1:$(cluster_port)"
}

# A crash leaves lock files behind, whose number may belong to another process by now, so they are removed; but not while
# a child of the dead server still writes: children sit in the data directory, and leave by themselves within seconds.
forget_crash() {
  local place="$1"
  [ -e "$place/cluster/postmaster.pid" ] || return 0
  for _ in $(seq 100); do
    if ! grep -qx "$place/cluster" <<<"$(as_database_user readlink /proc/[0-9]*/cwd 2>/dev/null)"; then
      rm -f "$place/cluster/postmaster.pid" "$place"/.s.PGSQL.*
      return
    fi
    sleep 0.1
  done
  die "Remains of a crashed PostgreSQL still use $place/cluster"
}

stop_cluster() {
  cluster_process >/dev/null || return 0
  as_database_user "$(postgres_tool pg_ctl)" stop -w -t 60 -s -m fast -D "$(realpath "$(cluster_directory)")" || die "PostgreSQL did not stop."
  say "PostgreSQL stopped"
}

# The owner may make roles (one per tenant) and nothing else a superuser may: that is what a hosted database gives, too.
prepare_database() {
  PGPASSWORD="$(secret postgres)" PGOPTIONS='-c client_min_messages=warning' psql -X -q -v ON_ERROR_STOP=1 \
    -h 127.0.0.1 -p "$(cluster_port)" -U postgres postgres >/dev/null <<SQL
SELECT 'CREATE ROLE padel_owner' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'padel_owner') \gexec
ALTER ROLE padel_owner LOGIN CREATEROLE PASSWORD '$(secret padel_owner)';
SELECT 'CREATE DATABASE padel OWNER padel_owner' WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'padel') \gexec
\connect padel
CREATE EXTENSION IF NOT EXISTS postgis;
CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
SQL
}
