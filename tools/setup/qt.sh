#!/usr/bin/env bash
# See that Qt finds its shared libraries and a font; install them where that needs no password, else name them.
set -euo pipefail
python=$1
probe='import sys
from PySide6 import QtGui, QtSvg, QtWidgets
app = QtWidgets.QApplication([])
sys.exit(0 if QtGui.QFontDatabase.families() else 3)'
works() { QT_QPA_PLATFORM=offscreen "$python" -W ignore -c "$probe" >/dev/null 2>&1; }
works && exit 0

debian=(libgl1 libegl1 libdbus-1-3 libfontconfig1 libxkbcommon0 libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4
    libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-xinerama0 libxcb-xkb1
    libwayland-client0 libwayland-cursor0 libwayland-egl1 fonts-dejavu-core)
fedora=(mesa-libGL mesa-libEGL dbus-libs fontconfig libxkbcommon libxkbcommon-x11 xcb-util-cursor xcb-util-wm
    xcb-util-image xcb-util-keysyms xcb-util-renderutil libwayland-client libwayland-cursor libwayland-egl dejavu-sans-fonts)

as_root=()
if [ "$(id -u)" -ne 0 ]; then
    as_root=(sudo -n)
    sudo -n true 2>/dev/null || as_root=(false)
fi
if [ "${as_root[*]:-}" != false ]; then
    if command -v apt-get >/dev/null; then
        echo "Installing the shared libraries of Qt …"
        "${as_root[@]}" apt-get update -qq || true
        for package in "${debian[@]}"; do
            "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$package" >/dev/null 2>&1 || echo "  not available: $package"
        done
        "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive sh -c \
            'apt-get install -y -qq libglib2.0-0t64 || apt-get install -y -qq libglib2.0-0' >/dev/null 2>&1 || true
    elif command -v dnf >/dev/null; then
        echo "Installing the shared libraries of Qt …"
        "${as_root[@]}" dnf install -y -q "${fedora[@]}" || true
    fi
fi
works && exit 0
cat >&2 <<MESSAGE
Qt cannot start: shared libraries or fonts of the system are missing. Install them and run this command again:
  Debian, Ubuntu:  sudo apt-get install libglib2.0-0 ${debian[*]}
  Fedora:          sudo dnf install ${fedora[*]}
What Qt says:
MESSAGE
QT_QPA_PLATFORM=offscreen "$python" -W ignore -c "$probe" >&2 || true
exit 1
