#!/usr/bin/env bash
# Kills the real window at random moments while it is edited and saved; every reopening must be right.
#
# kill.sh [KILLS]: 300 by default. PREMIA names the program, by default the release binary. Needs Xvfb and xdotool.
# After each kill the file must be whole and hold the level that was seen in it before the kill or one that was typed
# later, and the backup and every earlier version must be whole.
set -euo pipefail
kills=${1:-300}
# shellcheck source=tests/store/desk.sh
source "$(dirname "$0")/desk.sh"

fill_folder
open_screen
saves=0
missed=0
for round in $(seq "$kills"); do
    open_window "$binary" --data-dir "$data"
    # What was typed so far, the oldest first; the file holds the first of them, or one after it.
    if ! (find_level); then
        # A busy machine may lose keys; that round says nothing of the program, and many such rounds say nothing at all.
        missed=$((missed + 1))
        if [ "$missed" -ge $((10 + kills / 10)) ]; then
            echo "given up after $((round - missed)) kills, at least $saves saves between them, every file whole" >&2
            exit 77
        fi
        kill -9 "$window"
        window=""
        continue
    fi
    typed=("$(level)")
    (
        sleep "0.$(printf '%03d' $((RANDOM % 900)))"
        kill -9 "$window"
    ) &
    killer=$!
    seen=0
    while kill -0 "$window" 2>/dev/null; do
        next=$(((typed[-1] + 1) % 5))
        typed+=("$next")
        xdotool key "$next" key ctrl+s 2>/dev/null || true
        found=$(level)
        # The newest of what was typed that is that level; five lie between two that are the same.
        for ((index = ${#typed[@]} - 1; index > seen && index > ${#typed[@]} - 5; index--)); do
            if [ "${typed[$index]}" = "$found" ]; then
                seen=$index
                break
            fi
        done
    done
    wait "$killer" 2>/dev/null || true
    window=""
    saves=$((saves + seen))
    "$binary" check "$profile" "$data"/backups/desk.ron "$data"/snapshots/desk/*.ron >"$work/check" || {
        cat "$work/check"
        echo "kill $round of $kills left a file that is not whole" >&2
        exit 1
    }
    "$binary" plan --data-dir "$data" --today 2026-11-22 --format json >"$work/plan"
    found=$(level)
    right=no
    for ((index = seen; index < ${#typed[@]}; index++)); do
        [ "${typed[$index]}" = "$found" ] && right=yes
    done
    if [ "$right" = no ]; then
        echo "kill $round: level $found is in the file, but $((${#typed[@]} - seen)) were typed since ${typed[$seen]}" >&2
        exit 1
    fi
done
stray=$(find "$data" -name '*.tmp' | wc -l)
open_window "$binary" --data-dir "$data"
find_level
left=$(find "$data/profiles" "$data/backups" -name '*.tmp' | wc -l)
[ "$left" -eq 0 ] || { echo "$left temporary files stayed after the next save" >&2; exit 1; }
echo "$((kills - missed)) kills, at least $saves saves between them, every file whole; $stray temporary files, none after the next save"
