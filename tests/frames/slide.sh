#!/usr/bin/env bash
# Drags "hours for learning" from 2 to 15 in the real window, and prints how much CPU time its frames took.
#
# PREMIA names the program, by default the release binary. Needs Xvfb and xdotool; the screen draws in software, so the
# graphics card's part is not in the figures, as it is not in CPU time on a machine that has one.
set -euo pipefail
# shellcheck source=tests/store/desk.sh
source "$(dirname "$0")/../store/desk.sh"

fill_folder
open_screen
open_window "$binary" --data-dir "$data" --frame-times
xdotool key ctrl+5
sleep 3
# Where the slider of learning hours stands in Path, in a window of 1280 x 800: at 2 hours, at 15, and its height.
read -r from until y <<<"${SLIDER:-252 446 272}"
xdotool mousemove "$from" "$y" mousedown 1
for step in $(seq 0 250); do
    xdotool mousemove $((from + (until - from) * step / 250)) "$y"
    sleep 0.016
done
for step in $(seq 250 -1 0); do
    xdotool mousemove $((from + (until - from) * step / 250)) "$y"
    sleep 0.016
done
[ -z "${PICTURE:-}" ] || import -window root "$PICTURE"
xdotool mouseup 1
sleep 2
xdotool key ctrl+s
sleep 1
xdotool key ctrl+q
for _ in $(seq 50); do kill -0 "$window" 2>/dev/null || break; sleep 0.1; done
window=""
cat "$work/out"
# Dragged there and back, the slider ends near where it began; otherwise it was not the slider that was dragged.
hours=$(sed -n 's/^ *learning_hours: \([0-9]*\).*/\1/p' "$profile" | head -n 1)
[ "$hours" = 2 ] || { echo "the slider was not dragged: $hours hours a week" >&2; exit 77; }
