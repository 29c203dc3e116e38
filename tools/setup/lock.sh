#!/usr/bin/env bash
# Resolve the dependencies for every platform into hashed lock files that name no index.
set -euo pipefail
venv=$1
[ -x "$venv/bin/uv" ] || "$venv/bin/python" -m pip install --quiet uv
compile() { "$venv/bin/uv" pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --no-annotate --python-version 3.12 pyproject.toml "$@"; }
compile --group build -o requirements.lock
compile --group build --group dev -c requirements.lock -o requirements-dev.lock
"$venv/bin/uv" pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --no-annotate --python-version 3.12 \
	tools/supply/requirements.in -o tools/supply/requirements.lock
