#!/usr/bin/env bash
# Watches a session of the real window with strace: no internet socket, and no write outside the data folder.
#
# PREMIA names the program, by default the release binary. Needs Xvfb, xdotool and strace.
set -euo pipefail
# shellcheck source=tests/store/desk.sh
source "$(dirname "$0")/desk.sh"

calls=socket,connect,open,openat,openat2,creat,rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat,link,linkat,symlink,symlinkat,truncate,ftruncate

# judge TRACE: fails if the trace shows an internet socket, or a write outside the data folder, and prints it.
judge() {
    if grep -E 'AF_INET6?' "$1"; then
        echo "an internet socket was opened" >&2
        return 1
    fi
    # What is opened for writing or changes a name; drivers keep caches and shared memory, which hold nothing of the user.
    local strays
    strays=$(grep -E 'O_WRONLY|O_RDWR|O_CREAT|rename|unlink|mkdir|link\(|linkat|truncate|creat' "$1" |
        grep -vE ' = -1 ' | grep -vE "\"?$data[/\">]" |
        grep -vE '/dev/(null|dri/|shm/|tty|pts/)|/memfd:|/proc/self/|/mesa_shader_cache|anon_inode' || true)
    [ -z "$strays" ] && return
    echo "$strays"
    echo "a write outside the data folder" >&2
    return 1
}

strace -qq -e trace=none true 2>/dev/null || { echo "strace may not watch here" >&2; exit 77; }
fill_folder
open_screen
trace=$work/trace
# A file for each thread, so that no line is torn.
open_window strace -ff -y -qq -e trace="$calls" -e signal=none -o "$trace" "$binary" --data-dir "$data"
find_level
for place in 1 2 3 4 5 6 7 8; do
    xdotool key "ctrl+$place"
    sleep 0.4
done
xdotool key ctrl+shift+s
sleep 1
xdotool key ctrl+n
sleep 1
xdotool key ctrl+o
sleep 1
xdotool key ctrl+q
for _ in $(seq 100); do
    kill -0 "$window" 2>/dev/null || break
    sleep 0.1
done
kill -0 "$window" 2>/dev/null && { echo "the window does not close" >&2; exit 77; }
window=""

cat "$trace".* >"$trace"
grep -q "\"$data/profiles/" "$trace" || { echo "the trace does not even show a save" >&2; exit 1; }
judge "$trace" || exit 1
# The judge itself: a program that opens such a socket, and one that writes elsewhere, must be found out.
strace -f -y -qq -e trace="$calls" -e signal=none -o "$work/socket" \
    bash -c 'exec 3<>/dev/udp/127.0.0.1/9' 2>/dev/null || true
judge "$work/socket" >/dev/null 2>&1 && { echo "an internet socket would not be noticed" >&2; exit 1; }
strace -f -y -qq -e trace="$calls" -e signal=none -o "$work/stray" bash -c "echo >'$work/elsewhere'"
judge "$work/stray" >/dev/null 2>&1 && { echo "a write outside the data folder would not be noticed" >&2; exit 1; }
sockets=$(grep -c 'socket(AF_UNIX' "$trace" || true)
writes=$(grep -cE "rename.*$data" "$trace" || true)
echo "no internet socket ($sockets to this machine's own services), no write outside the data folder ($writes renames in it)"
