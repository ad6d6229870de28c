# The one place where the environment of the host is put together, for ops/run and ops/padel alike.
# shellcheck shell=bash

database_is_given() { [ -n "${DATABASE_URL:-}" ]; }

use_settings() { # PORT
  export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
  export ASPNETCORE_ENVIRONMENT="${ASPNETCORE_ENVIRONMENT:-Development}"
  export Padel__Apex="${Padel__Apex:-localhost}"
  export Padel__PublicPort="${Padel__PublicPort:-$1}"
  # appsettings.json lies beside the program, whatever directory the command is given in.
  export ASPNETCORE_CONTENTROOT="${ASPNETCORE_CONTENTROOT:-$(dirname "$HOST_DLL")}"
  export Database__AppPassword="${Database__AppPassword:-$(secret padel_app)}"
  export Security__MasterKeys="${Security__MasterKeys:-$(master_key)}"
  export Identity__OAuth__Demo="${Identity__OAuth__Demo:-true}"
  export Storage__Folder="${Storage__Folder:-$DATA/files}"
  export Database__Owner
  if database_is_given; then
    Database__Owner="$DATABASE_URL"
  else
    Database__Owner="Host=127.0.0.1;Port=$(cluster_port);Database=padel;Username=padel_owner;Password=$(secret padel_owner)"
  fi
}

# A database that answers, with the extensions in it.
prepare_storage() {
  make_data_directory
  if database_is_given; then
    say "Using the database of DATABASE_URL"
    psql -X -q -v ON_ERROR_STOP=1 "$DATABASE_URL" >/dev/null 2>&1 -c \
      'CREATE EXTENSION IF NOT EXISTS postgis; CREATE EXTENSION IF NOT EXISTS btree_gist; CREATE EXTENSION IF NOT EXISTS pg_trgm' ||
      die "DATABASE_URL does not answer, or lacks postgis, btree_gist or pg_trgm: its administrator creates these extensions once."
  else
    start_cluster
    prepare_database
  fi
}

need_for_running() {
  need sdk curl icu node
  if database_is_given; then need psql; else need postgres; fi
}
