#!/usr/bin/env bash
# Prepares this machine for `make demo` and `make test`; does nothing, quickly, when nothing changed.
#   tools/prepare.sh demo|test
# Debian packages are installed as root; otherwise the exact line to type is printed and we stop.
set -euo pipefail
cd "$(dirname "$0")/.."
purpose=${1:?say demo or test}

# What the practice town speaks with, the browser that meets its web pages, and python's own venv
# module (a package of its own on Debian), and what sets the type of a PDF.
debian_demo=(python3 python3-venv espeak-ng chromium libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0)
# The counterparts of the tests: programs and sounds that nobody here wrote.
debian_test=(sip-tester kamailio kamailio-tls-modules openssl faketime postgresql
  postfix dovecot-imapd dovecot-lmtpd prosody
  asterisk-core-sounds-en-wav asterisk-core-sounds-es-wav asterisk-core-sounds-fr-wav
  asterisk-core-sounds-it-wav asterisk-core-sounds-ru-wav asterisk-moh-opsound-wav)
wanted=("${debian_demo[@]}")
[ "$purpose" = demo ] || wanted+=("${debian_test[@]}")

say() { printf 'svartid: %s\n' "$*" >&2; }

missing_packages() {
  local package
  for package in "${wanted[@]}"; do
    # Ubuntu has its Chromium from elsewhere: one that can be run is as good as the package.
    [ "$package" != chromium ] || ! command -v chromium chromium-browser google-chrome >/dev/null || continue
    dpkg-query -W -f='${db:Status-Abbrev}' "$package" 2>/dev/null | grep '^ii' >/dev/null || echo "$package"
  done
}

install_packages() {
  # Servers among the packages (kamailio) must not start by themselves: Debian asks policy-rc.d first.
  local policy=/usr/sbin/policy-rc.d ours=no status=0
  if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod 755 "$policy" && ours=yes
  fi
  { DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$@"; } \
    >>.venv-packages.log 2>&1 || status=$?
  [ "$ours" = no ] || rm -f "$policy"
  if [ "$status" != 0 ]; then
    tail -n 5 .venv-packages.log >&2
    say "Debian could not install: $* (the whole log: .venv-packages.log)"
    exit 1
  fi
  rm -f .venv-packages.log
}

# Leaves in `missing` what this system's archive has, and says what it has not: Ubuntu is no Debian.
without_unknown() {
  local package known=()
  # Without the archive's lists nothing is known. (Not grep -q: it leaves early, and what writes to it then fails.)
  apt-cache show bash 2>/dev/null | grep '^Filename:' >/dev/null || return 0
  for package in "${missing[@]}"; do
    if apt-cache show "$package" 2>/dev/null | grep '^Filename:' >/dev/null; then
      known+=("$package")
    else
      say "this system has no package $package: what needs it is left out (svartid doctor says how to get it)"
    fi
  done
  missing=("${known[@]}")
}

if command -v dpkg-query >/dev/null; then
  mapfile -t missing < <(missing_packages)
  if [ "${#missing[@]}" -gt 0 ] && [ "$(id -u)" = 0 ]; then
    apt-get update -q >.venv-packages.log 2>&1 ||
      { tail -n 5 .venv-packages.log >&2; say "the lists of packages could not be read"; exit 1; }
  fi
  [ "${#missing[@]}" = 0 ] || without_unknown
  if [ "${#missing[@]}" -gt 0 ]; then
    if [ "$(id -u)" = 0 ]; then
      say "installing Debian packages: ${missing[*]}"
      install_packages "${missing[@]}"
    else
      say "Debian packages are missing. Type this, then run make again:"
      echo "  sudo apt-get update && sudo apt-get install --no-install-recommends ${missing[*]}" >&2
      exit 1
    fi
  fi
else
  say "this is not Debian or Ubuntu: see that ${wanted[*]} (or your system's packages of the like) are there"
fi

python=${PYTHON:-}
if [ -z "$python" ]; then
  for candidate in python3.12 python3.11 python3 python3.13; do
    if command -v "$candidate" >/dev/null && "$candidate" -c \
      'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null; then
      python=$candidate && break
    fi
  done
fi
[ -n "$python" ] || { say "no Python 3.11, 3.12 or 3.13 with venv was found – install one, or name it: make $purpose PYTHON=/path/to/python3.12"; exit 1; }
"$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null ||
  { say "$python is not Python 3.11, 3.12 or 3.13"; exit 1; }

stamp=.venv/.prepared
mark=$( { "$python" --version; command -v "$python"; pwd; cat pyproject.toml constraints.txt; } | sha256sum)
if [ ! -f "$stamp" ] || [ "$(cat "$stamp")" != "$mark" ]; then
  say "preparing .venv with $("$python" --version)"
  [ -x .venv/bin/python ] && [ "$(.venv/bin/python --version 2>/dev/null)" = "$("$python" --version)" ] ||
    "$python" -m venv --clear .venv
  # What is imported compiles itself; of most libraries a part only ever is.
  .venv/bin/python -m pip install -q --no-compile --disable-pip-version-check -c constraints.txt -e '.[test]' ||
    { say "pip could not install the Python packages (see above)"; exit 1; }
  printf '%s' "$mark" >"$stamp"
fi
.venv/bin/python -c 'import pjsua2' 2>/dev/null ||
  say "this Python ($("$python" --version), $(uname -m)) has no pjsua2 wheel, so the telephone channel is off: use Python 3.11 or 3.12 on x86_64."
