#!/usr/bin/env bash
# Make the virtual environment with the first Python that runs and is new enough.
set -euo pipefail
venv=$1
for candidate in python3.14 python3.13 python3.12 python3; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 12))' 2>/dev/null; then
        python=$candidate
        break
    fi
done
if [ -z "${python:-}" ]; then
    found=$(python3 --version 2>/dev/null || echo "no Python")
    cat >&2 <<MESSAGE
This program needs Python 3.12 or newer; found: $found.
  Debian, Ubuntu:  sudo apt-get install python3.12 python3.12-venv   (or a newer release of the system)
  Fedora:          sudo dnf install python3.12
  elsewhere:       pyenv install 3.13, or the installer of the Python project
MESSAGE
    exit 1
fi
if ! "$python" -m venv "$venv"; then
    echo "$python cannot make a virtual environment; on Debian and Ubuntu: sudo apt-get install ${python}-venv" >&2
    exit 1
fi
touch "$venv/.python"
