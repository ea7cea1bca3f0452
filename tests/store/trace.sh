#!/usr/bin/env bash
# Watches a session of the real window with strace: no internet socket, and no write outside the data folder.
#
# PREMIA names the program, by default the release binary. Needs Xvfb, xdotool and strace.
set -euo pipefail
# shellcheck source=tests/store/desk.sh
source "$(dirname "$0")/desk.sh"

strace -qq -e trace=none true 2>/dev/null || { echo "strace may not watch here" >&2; exit 77; }
fill_folder
open_screen
trace=$work/trace
open_window strace -f -y -qq -e trace=socket,connect,open,openat,openat2,creat,rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat,link,linkat,symlink,symlinkat,truncate,ftruncate \
    -e signal=none -o "$trace" "$binary" --data-dir "$data"
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

grep -q "\"$data/profiles/" "$trace" || { echo "the trace does not even show a save" >&2; exit 1; }
if grep -E 'AF_INET6?' "$trace"; then
    echo "an internet socket was opened" >&2
    exit 1
fi
# What is opened for writing or changes a name; drivers keep caches and shared memory, which hold nothing of the user.
strays=$(grep -E 'O_WRONLY|O_RDWR|O_CREAT|rename|unlink|mkdir|link\(|linkat|truncate|creat' "$trace" |
    grep -vE ' = -1 ' | grep -vE "\"?$data[/\">]" |
    grep -vE '/dev/(null|dri/|shm/|tty|pts/)|/memfd:|/proc/self/|/mesa_shader_cache|anon_inode' || true)
if [ -n "$strays" ]; then
    echo "$strays"
    echo "a write outside the data folder" >&2
    exit 1
fi
sockets=$(grep -c 'socket(AF_UNIX' "$trace" || true)
writes=$(grep -cE "rename.*$data" "$trace" || true)
echo "no internet socket ($sockets to this machine's own services), no write outside the data folder ($writes renames in it)"
