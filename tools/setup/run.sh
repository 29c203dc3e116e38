#!/usr/bin/env bash
# Open the window; with no display, drive it offscreen through the samples instead and say so.
set -euo pipefail
venv=$1
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || [ "$(uname)" = Darwin ]; then
    exec "$venv/bin/analyst-app"
fi
echo "No display: driving the window offscreen through the sample reports, into demo-output/"
QT_QPA_PLATFORM=offscreen exec "$venv/bin/analyst-app" demo --out demo-output
