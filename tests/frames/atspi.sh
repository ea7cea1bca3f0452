#!/usr/bin/env bash
# Reads the real window as a screen reader does, over the accessibility bus: its name, its places, and each input's.
#
# PREMIA names the program, by default the release binary. Needs Xvfb, xdotool, dbus, at-spi2-core, and Python's gi with
# the Atspi types (Debian: python3-gi gir1.2-atspi-2.0). Ends with 77 where one of them is missing.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
# The system's Python knows the system's packages; one of a version manager does not.
python=/usr/bin/python3
for tool in Xvfb xdotool dbus-run-session "$python"; do
    command -v "$tool" >/dev/null || { echo "$tool is missing" >&2; exit 77; }
done
"$python" -c 'import gi; gi.require_version("Atspi", "2.0"); from gi.repository import Atspi' 2>/dev/null ||
    { echo "Python's gi with the Atspi types is missing" >&2; exit 77; }
# shellcheck source=tests/store/desk.sh
source "$here/../store/desk.sh"
[ -x "$binary" ] || { echo "$binary is missing" >&2; exit 77; }
fill_folder
open_screen
dbus-run-session -- "$python" "$here/atspi.py" "$binary" --data-dir "$data"
