#!/usr/bin/env bash
# Install a hashed lock file and the program itself; nothing is resolved, nothing is built in isolation.
set -euo pipefail
venv=$1 lock=$2
echo "Installing $lock …"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r "$lock" 2> >(grep -v '^WARNING: Location' >&2 || true)
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable . 2> >(grep -v '^WARNING: Location' >&2 || true)
