"""The last net: ends what the supervisor started when the supervisor itself is killed outright.

It reads one line per group from its input, ``+123`` for started and ``-123`` for ended. When the input
closes, the supervisor is gone: ask every group that is left, wait, then insist. Run by its path with nothing
but the standard library, so that it is small and starts at once. It holds the demo's lock until it has
finished, so that a new start waits for the old one's end.
"""

import contextlib
import os
import signal
import sys
import time

PATIENCE = 8.0


def groups_left_behind(lines):
    """Follow the list of running groups until the supervisor closes it or dies."""
    groups = []
    for line in lines:
        sign, number = line[0], int(line[1:])
        if sign == "+":
            groups.append(number)
        elif number in groups:
            groups.remove(number)
    return groups


def alive(group):
    """Tell whether any process of the group is left."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


def send(group, how, *, leader_only=False):
    """Signal a group or only its first process; too late is as good."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        (os.kill if leader_only else os.killpg)(group, how)


def end(groups, patience=PATIENCE):
    """Ask, wait, insist; youngest first, so that servers go after those who use them."""
    groups = [group for group in reversed(groups) if alive(group)]
    for group in groups:
        send(group, signal.SIGTERM, leader_only=True)
    deadline = time.monotonic() + patience
    while groups and time.monotonic() < deadline:
        time.sleep(0.1)
        groups = [group for group in groups if alive(group)]
    for group in groups:
        send(group, signal.SIGKILL)


if __name__ == "__main__":
    for ignored in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ignored, signal.SIG_IGN)
    end(groups_left_behind(sys.stdin))
