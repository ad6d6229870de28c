# Which projects hold tests, and what their result files say.
# shellcheck shell=bash

TEST_RESULTS="$REPO/.artifacts/test-results"

# From the solution, so that a new test project is run the day it is added. tests/Load measures and is not one.
test_projects() {
  local project
  sed -n 's/^Project(.*"\(tests[^"]*\.csproj\)".*/\1/p' "$REPO/PadelSaaS.sln" | tr '\134' '/' | while read -r project; do
    if grep -q 'Microsoft\.NET\.Test\.Sdk\|<IsTestProject>true' "$REPO/$project"; then echo "$project"; fi
  done
}

# A test process that was killed leaves its throw-away PostgreSQL behind, in a folder that bears the dead process's number.
end_orphans() {
  local folder server
  for folder in /tmp/padel-tests-*/; do
    if [ ! -d "$folder" ] || [ -e "/proc/$(basename "${folder##*tests-}")" ]; then continue; fi
    server="$(head -1 "$folder/data/postmaster.pid" 2>/dev/null || true)"
    if [ -n "$server" ] && grep -qz -- "^${folder}data\$" "/proc/$server/cmdline" 2>/dev/null; then kill -QUIT "$server" 2>/dev/null || continue; fi
    rm -rf -- "$folder" 2>/dev/null || true
  done
}

# Streams the output; the result is one line "passed failed skipped". A project that breaks off counts as one failure,
# even when every test it got to passed.
run_tests() { # PROJECT FILTER
  local project="$1" filter="$2" name code=0
  name="$(basename "$project" .csproj)"
  say "Testing $name"
  rm -f "$TEST_RESULTS/$name.trx"
  # The limit keeps a test that hangs from holding the machine; the whole suite is meant to take four minutes.
  timeout --kill-after=30 "${TEST_MINUTES:-20}m" dotnet test "$REPO/$project" -c Release --no-build --nologo \
    --logger "trx;LogFileName=$name.trx" --logger "console;verbosity=${TEST_VERBOSITY:-minimal}" \
    --results-directory "$TEST_RESULTS" ${filter:+--filter "$filter"} </dev/null &
  running=$!
  wait "$running" || code=$?
  running=""
  end_orphans
  count_results "$TEST_RESULTS/$name.trx" "$code"
}

count_results() { # TRX EXIT_CODE
  local total=0 executed=0 good=0 bad=0
  if [ -f "$1" ]; then
    total="$(counter total "$1")" executed="$(counter executed "$1")" good="$(counter passed "$1")"
    bad=$((executed - good))
  fi
  if [ "$2" -ne 0 ] && [ "$bad" -eq 0 ]; then
    say "The test process ended with code $2$([ "$2" -ne 124 ] || echo ' (it took too long)')"
    bad=1
  fi
  passed=$((passed + good)) failed=$((failed + bad)) skipped=$((skipped + total - executed))
}

counter() { sed -n "s/.*<Counters.* $1=\"\([0-9]*\)\".*/\1/p" "$2" | tail -1; }
