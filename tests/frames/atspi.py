"""Starts the program given as arguments, and reads its window over the accessibility bus; see atspi.sh.

Every place must be in the rail by name and open when it is asked for, and every input in it must have a name and a
role that says what it is. What is wrong is printed, and the exit code is 1; it is 77 where the bus does not answer.
"""

import subprocess
import sys
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, Gio, GLib  # noqa: E402

PLACES = ["Today", "Profile", "Market", "Gap", "Path", "Projection", "Offers", "Diary", "Sources", "Data"]
# What takes the keyboard, by the bus's words for roles.
INPUTS = {
    "button", "push button", "toggle button", "check box", "radio button", "combo box", "entry", "text", "slider",
    "spin button", "page tab", "link", "menu item",
}
# Inputs of these kinds must be there at all, or the walk saw nothing.
EXPECTED = {
    "Profile": {"slider", "entry"}, "Market": {"entry"}, "Path": {"slider"}, "Data": {"radio button"},
}
PATIENCE_SECS = 30


def fail_on_machine(why):
    print(why, file=sys.stderr)
    sys.exit(77)


def wake_the_bus():
    """Says that a reader is there, as one does when it starts."""
    try:
        session = Gio.bus_get_sync(Gio.BusType.SESSION)
        for name in ("IsEnabled", "ScreenReaderEnabled"):
            arguments = GLib.Variant("(ssv)", ("org.a11y.Status", name, GLib.Variant("b", True)))
            session.call_sync(
                "org.a11y.Bus", "/org/a11y/bus", "org.freedesktop.DBus.Properties", "Set", arguments, None,
                Gio.DBusCallFlags.NONE, 10_000, None,
            )
    except GLib.Error as error:
        fail_on_machine(f"the accessibility bus does not answer: {error.message}")


def children(node):
    for index in range(node.get_child_count()):
        child = node.get_child_at_index(index)
        if child is not None:
            yield child


def tree(node):
    """The node and all below it, as node, role and name; what goes away while it is read is left out."""
    try:
        yield node, node.get_role_name(), node.get_name() or ""
        below = list(children(node))
    except GLib.Error:
        return
    for child in below:
        yield from tree(child)


def until(what, find):
    end = time.monotonic() + PATIENCE_SECS
    while time.monotonic() < end:
        # The cache of this process must hear of what changed.
        GLib.MainContext.default().iteration(False)
        found = find()
        if found:
            return found
        time.sleep(0.2)
    return fault(f"waited in vain for {what}")


faults = []


def fault(words):
    faults.append(words)
    print(f"WRONG: {words}")


def window_of(process):
    desktop = Atspi.get_desktop(0)
    for application in children(desktop):
        if application.get_process_id() == process.pid:
            return next((node for node, role, _ in tree(application) if role in ("frame", "window")), None)
    return None


def tab_of(window, place):
    return next((node for node, role, name in tree(window) if role == "page tab" and name == place), None)


def is_chosen(tab):
    """Whether a tab is said to be the open one; bridges differ in the word for it."""
    states = tab.get_state_set() if tab is not None else None
    return states is not None and any(
        states.contains(state) for state in (Atspi.StateType.SELECTED, Atspi.StateType.CHECKED, Atspi.StateType.PRESSED)
    )


def check_place(window, place):
    tab = tab_of(window, place)
    if tab is None:
        return fault(f"{place} is not in the rail")
    if not Atspi.Action.do_action(tab, 0):
        return fault(f"{place} cannot be pressed by a reader")
    until(f"{place} to be open", lambda: is_chosen(tab_of(window, place)))
    time.sleep(0.5)
    seen = [(role, name) for _, role, name in tree(window)]
    inputs = [(role, name) for role, name in seen if role in INPUTS]
    for role, name in inputs:
        if not name.strip():
            fault(f"{place}: a {role} has no name")
    if not any(role == "heading" and name.strip() for role, name in seen):
        fault(f"{place}: no heading says where one is")
    missing = EXPECTED.get(place, set()) - {role for role, _ in inputs}
    if missing:
        fault(f"{place}: no {', '.join(sorted(missing))} is seen")
    print(f"{place}: {len(seen)} things, {len(inputs)} inputs")
    return None


def main():
    wake_the_bus()
    process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        window = until("the window", lambda: window_of(process))
        if window is None:
            sys.exit(1)
        if window.get_name() != "Premia":
            fault(f"the window is called {window.get_name()!r}")
        until("the rail", lambda: tab_of(window, "Today"))
        for place in PLACES:
            check_place(window, place)
    finally:
        process.kill()
        process.wait()
    if faults:
        sys.exit(1)
    print("a screen reader finds every place and every input")


main()
