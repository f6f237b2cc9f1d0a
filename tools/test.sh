#!/usr/bin/env bash
# Runs the tests in five parts at once: those that compute or use the database, politely, those of the site, its
# pages and after them those of forms, chat and mail, and those of campaigns, beside those of the telephone, which
# go by the hundredth of a second and come first; beside all of them the types and the house's doors. Much of it is
# waiting. All must pass.
# Many go by a real clock, and a shared machine may stand still for a second: what failed beside others is tried
# once more alone, and named whatever comes of it. More than FEW failures are no matter of a moment: no second try.
#   tools/test.sh             what must pass before a change lands
#   tools/test.sh coverage    the same, and at the end what no test has run; it takes half as long again
#   tools/test.sh proof       the long proofs instead
set -uo pipefail
cd "$(dirname "$0")/.."
FEW=12
computing=(tests/scenarios tests/fuzz tests/dashboards/charts tests/results tests/benchmark/planning tests/benchmark/scoring
  tests/benchmark/statistics tests/benchmark/ranking tests/benchmark/editions)
campaigns=(tests/benchmark/fieldwork tests/house)
writing=(tests/probes/browser tests/probes/chat tests/probes/email tests/probes/manual tests/probes/web_form)
# The site has settings of its own, so it has processes of its own; the second looks at each page in the browser.
# A record beside the page's browser, as the journey of a call needs it, has a third: it is a proof.
journey=(tests/dashboards/shopper/test_call_journey.py)
site=(tests/dashboards --ignore=tests/dashboards/charts --ignore=tests/dashboards/site/test_pages.py "--ignore=${journey[0]}")
pages=(tests/dashboards/site/test_pages.py)
rest=(tests)
for folder in "${computing[@]}" "${campaigns[@]}" "${writing[@]}" tests/dashboards; do rest+=("--ignore=$folder"); done
declare -A title=([rest]="Telephone and town" [campaigns]="Campaigns" [writing]="Forms, chat, mail"
  [computing]="The part that computes" [site]="The site" [pages]="The site's pages" [journey]="Call now")

chosen="not proof"
cover=()
[ "${1:-}" != proof ] || chosen=proof
[ "${1:-}" != coverage ] || cover=(--cov --cov-append --cov-report=)
rm -f .coverage .coverage.*
logs=$(mktemp -d)
trap 'rm -rf "$logs"; kill $(jobs -p) 2>/dev/null' EXIT

# run PART NICENESS [pytest's options]: one part's tests; what it printed is kept.
run() {
  local -n folders=$1
  COVERAGE_FILE=.coverage.$1 nice -n "$2" .venv/bin/pytest -m "$chosen" "${cover[@]}" -q \
    -o cache_dir="$logs/$1.cache" "${@:3}" "${folders[@]}" >"$logs/$1" 2>&1
}

# types: the types and the house's one-way doors, as `make lint` looks at them; no proof needs them again.
types() {
  [ "$chosen" = "not proof" ] || return 0
  { nice -n 8 .venv/bin/mypy && nice -n 8 .venv/bin/lint-imports; } >"$logs/types" 2>&1
}

declare -A pid
run computing 15 & pid[computing]=$!
run site 4 & pid[site]=$!
run pages 5 & pid[pages]=$!
{ [ "$chosen" = proof ] || tail --pid="${pid[pages]}" -f /dev/null; run writing 7; } & pid[writing]=$!
run campaigns 7 & pid[campaigns]=$!
run rest 0 & pid[rest]=$!
types & types=$!
failed=() parts=(rest campaigns computing site pages writing)
if [ "$chosen" = proof ]; then
  { tail --pid="${pid[site]}" -f /dev/null; run journey 4; } & pid[journey]=$!
  parts+=(journey)
fi
for part in "${parts[@]}"; do
  wait "${pid[$part]}" || failed+=("$part")
  echo "${title[$part]}:"
  cat "$logs/$part"
done

status=0
wait "$types" || status=1
[ ! -s "$logs/types" ] || cat "$logs/types"
for part in "${failed[@]}"; do
  # pytest keeps the names of what failed, one a line; a part that could not even begin has none.
  names=$(grep -c '": true' "$logs/$part.cache/v/cache/lastfailed" 2>/dev/null)
  if [ "${names:-0}" = 0 ] || [ "$names" -gt "$FEW" ]; then
    status=1
    continue
  fi
  echo "${title[$part]}: $names failed beside the others; once more, alone:"
  run "$part" 0 --last-failed --last-failed-no-failures none -v || status=1
  cat "$logs/$part"
done
if [ "${#cover[@]}" != 0 ]; then
  .venv/bin/coverage combine -q .coverage.{computing,writing,campaigns,site,pages,rest}
  .venv/bin/coverage report
fi
exit "$status"
