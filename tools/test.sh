#!/usr/bin/env bash
# Runs the tests in two halves at once: those that compute or use the database, politely beside those that talk
# to real servers in real time, which is mostly waiting. Both must pass; coverage is of both together.
set -uo pipefail
cd "$(dirname "$0")/.."
computing=(tests/scenarios tests/dashboards tests/results tests/benchmark/planning tests/benchmark/scoring
  tests/benchmark/statistics tests/benchmark/ranking tests/benchmark/editions)
rest=(tests)
for folder in "${computing[@]}"; do rest+=("--ignore=$folder"); done

rm -f .coverage .coverage.*
log=$(mktemp)
trap 'rm -f "$log"; kill $(jobs -p) 2>/dev/null' EXIT
run() { COVERAGE_FILE=.coverage.$1 .venv/bin/pytest -m "not proof" --cov --cov-report= -q -p no:cacheprovider "${@:2}"; }

nice -n 15 bash -c "$(declare -f run); run computing ${computing[*]}" >"$log" 2>&1 &
half=$!
run rest "${rest[@]}"
second=$?
wait "$half"
first=$?
echo "The half that computes:"
cat "$log"
.venv/bin/coverage combine -q .coverage.computing .coverage.rest && .venv/bin/coverage report
exit $((first != 0 || second != 0))
