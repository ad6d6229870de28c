# The host as a process: begin, wait until healthy, end.
# shellcheck shell=bash
# shellcheck disable=SC2153 # DATA comes from common.sh

host_pid_file() { echo "$DATA/host.pid"; }
host_process() { living_process "$(host_pid_file)"; }

refuse_if_running() { # PORT
  local pid holder
  # Somebody who was killed a moment ago is still being taken apart: he answers nobody, and is gone in a moment.
  for _ in $(seq 30); do
    pid="$(host_process)" || break
    ! answers_health "$(cat "$DATA/host.port")" || break
    sleep 0.1
  done
  if pid="$(host_process)"; then
    die "PadelSaaS is already running, pid $pid, port $(cat "$DATA/host.port"); ops/stop ends it."
  fi
  if port_answers "$1"; then
    holder="$(port_holder "$1")"
    die "Port $1 is taken${holder:+ by $holder}: end that, or choose another with --port."
  fi
}

start_host_detached() { # PORT
  setsid dotnet "$HOST_DLL" serve --urls "http://localhost:$1" >"$DATA/host.log" 2>&1 </dev/null &
  remember_host "$!" "$1"
}

start_host_here() { # PORT
  dotnet "$HOST_DLL" serve --urls "http://localhost:$1" </dev/null &
  remember_host "$!" "$1"
}

remember_host() { # PID PORT
  remember_process "$(host_pid_file)" "$1"
  echo "$2" >"$DATA/host.port"
}

answers_health() { curl -fsS --max-time 1 -o /dev/null "http://127.0.0.1:$1/health" 2>/dev/null; } # PORT

await_health() { # PORT
  local deadline=$((SECONDS + 90))
  until curl -fsS --max-time 5 -o /dev/null "http://127.0.0.1:$1/health" 2>/dev/null; do
    host_process >/dev/null || { host_failed; die "The host ended before it was healthy."; }
    [ "$SECONDS" -lt "$deadline" ] || { host_failed; die "The host is not healthy after 90 seconds."; }
    sleep 0.2
  done
}

host_failed() { [ ! -s "$DATA/host.log" ] || tail -20 "$DATA/host.log" >&2; }

stop_host() {
  local pid
  if pid="$(host_process)"; then
    end_process "$pid"
    say "Host stopped"
  fi
  rm -f "$(host_pid_file)" "$DATA/host.port"
}
