# Shared by the scripts beside it: a screen, a data folder with one profile, and the real window on both.
# They end with 77 where the machine cannot open, drive or watch a window, which says nothing of the program.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
binary=${PREMIA:-$root/target/release/premia}
work=$(mktemp -d)
data=$work/data
profile=$data/profiles/desk.ron
export XDG_RUNTIME_DIR=${XDG_RUNTIME_DIR:-$work}
screen=""
window=""

# Ends what this script started, and nothing else.
tidy() {
    [ -z "$window" ] || kill -9 "$window" 2>/dev/null || true
    [ -z "$screen" ] || kill "$screen" 2>/dev/null || true
    rm -rf "$work"
}
trap tidy EXIT

open_screen() {
    # Without -noreset the screen starts anew when its last window is killed, and turns the next one away.
    Xvfb -noreset -displayfd 3 -screen 0 1280x800x24 3>"$work/display" >/dev/null 2>&1 &
    screen=$!
    local number=""
    for _ in $(seq 100); do
        # Only a whole line is read.
        if read -r number <"$work/display" 2>/dev/null && DISPLAY=:$number xdotool getdisplaygeometry >/dev/null 2>&1; then
            export DISPLAY=:$number
            return
        fi
        sleep 0.1
    done
    echo "no screen was opened" >&2
    exit 77
}

fill_folder() {
    mkdir -p "$data/profiles"
    sed -e 's/setup: AtScreen(3)/setup: Done/' -e 's/"video_editing"/"video_editor"/' -e 's/Target("ai_creator")/MostValue/' "$root/tests/core/fixtures/v1/full.ron" >"$profile"
    echo '(schema_version: 1, last_opened: "desk")' >"$data/state.ron"
}

# open_window COMMAND...: starts the command, and waits until its window is there and hears the keys.
open_window() {
    "$@" >"$work/out" 2>&1 &
    window=$!
    # Otherwise the shell reports every kill.
    disown "$window"
    local id=""
    for _ in $(seq 150); do
        id=$(xdotool search --name '^Premia$' 2>/dev/null | head -n 1) || true
        [ -n "$id" ] && xdotool windowfocus "$id" 2>/dev/null && break
        sleep 0.1
    done
    [ -n "$id" ] || { echo "no window was opened: $(cat "$work/out")" >&2; exit 77; }
    sleep 0.4
}

# The level of the first skill in the profile's file.
level() { sed -n 's/^ *level: \([0-4]\),.*/\1/p' "$profile" | head -n 1; }

# Puts the keyboard on the level of the first skill, and sees to it by changing it; a busy machine is slow.
find_level() {
    local wanted=$((($(level) + 2) % 5))
    for _ in $(seq 5); do
        xdotool key ctrl+2
        sleep 0.3
        xdotool key ctrl+f
        for _ in $(seq 4); do
            sleep 0.1
            xdotool key Tab
            sleep 0.1
            xdotool key "$wanted"
            sleep 0.1
            xdotool key ctrl+s
            for _ in $(seq 6); do
                [ "$(level)" = "$wanted" ] && return
                sleep 0.1
            done
        done
        # What was typed into the search field by then would hide the skill.
        xdotool key ctrl+f key ctrl+a key BackSpace
        sleep 0.5
    done
    echo "no key reaches the level of a skill" >&2
    exit 77
}
