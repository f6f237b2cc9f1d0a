#!/usr/bin/env bash
# Runs the tests in four parts at once: those that compute or use the database, politely, and those of the
# browser, of mail and of campaigns, beside those of the telephone, which go by the hundredth of a second and
# come first. Most of it is waiting. All must pass.
#   tools/test.sh [coverage]    with it, what no test has run is told at the end; it takes half as long again
set -uo pipefail
cd "$(dirname "$0")/.."
computing=(tests/scenarios tests/dashboards/charts tests/results tests/benchmark/planning tests/benchmark/scoring
  tests/benchmark/statistics tests/benchmark/ranking tests/benchmark/editions)
writing=(tests/benchmark/fieldwork tests/house tests/probes/browser tests/probes/chat tests/probes/email
  tests/probes/manual tests/probes/web_form)
# The site has settings of its own, so it has a process of its own.
site=(tests/dashboards)
rest=(tests)
for folder in "${computing[@]}" "${writing[@]}" "${site[@]}"; do rest+=("--ignore=$folder"); done

cover=()
[ "${1:-}" != coverage ] || cover=(--cov --cov-report=)
rm -f .coverage .coverage.*
logs=$(mktemp -d)
trap 'rm -rf "$logs"; kill $(jobs -p) 2>/dev/null' EXIT
run() { COVERAGE_FILE=.coverage.$1 .venv/bin/pytest -m "not proof" "${cover[@]}" -q -p no:cacheprovider "${@:2}"; }
part() { nice -n "$1" bash -c "$(declare -f run); $(declare -p cover); run ${*:2}" >"$logs/$2" 2>&1; }

part 15 computing "${computing[@]}" &
first=$!
part 3 site "${site[@]}" --ignore=tests/dashboards/charts &
third=$!
part 7 writing "${writing[@]}" &
second=$!
run rest "${rest[@]}"
failed=$?
wait "$second" || failed=1
echo "Campaigns, browser, mail:"
cat "$logs/writing"
wait "$first" || failed=1
echo "The part that computes:"
cat "$logs/computing"
wait "$third" || failed=1
echo "The site:"
cat "$logs/site"
if [ "${#cover[@]}" != 0 ]; then
  .venv/bin/coverage combine -q .coverage.computing .coverage.writing .coverage.site .coverage.rest
  .venv/bin/coverage report
fi
exit $((failed != 0))
