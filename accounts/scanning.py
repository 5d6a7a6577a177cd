"""Asking a virus scanner about a file: clamd's INSTREAM, over a socket or a port, and nothing else of it.

Without CLAMD_SOCKET there is no scanner, and the checks of uploads.py decide alone. With it a file is good
only when the scanner has said so: one that is down, slow or unclear means "not yet" (docs/decisions/0030).
"""

import socket
import struct

from django.conf import settings

CHUNK = 64 * 1024
SECONDS = 20


class ScannerSilent(Exception):
    """The scanner could not be reached or gave no clear answer; the file stays unopened."""


def is_configured():
    return bool(settings.CLAMD_SOCKET)


def is_clean(content):
    """Whether the scanner finds nothing in these bytes. Raises ScannerSilent if it does not say."""
    try:
        with _connect(settings.CLAMD_SOCKET) as line:
            line.sendall(b"zINSTREAM\0")
            for start in range(0, len(content), CHUNK):
                chunk = content[start : start + CHUNK]
                line.sendall(struct.pack("!I", len(chunk)) + chunk)
            line.sendall(struct.pack("!I", 0))
            answer = line.recv(4096).rstrip(b"\0\n").decode("ascii", "replace")
    except OSError as error:
        raise ScannerSilent(f"The virus scanner did not answer: {error}") from error
    if answer.endswith(" FOUND"):
        return False
    if answer == "stream: OK":
        return True
    raise ScannerSilent(f"The virus scanner said: {answer[:100]}")


def _connect(place):
    """A line to the scanner: a path is a socket, ``host:port`` a port."""
    if place.startswith("/"):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(SECONDS)
        try:
            line.connect(place)
        except OSError:
            line.close()
            raise
        return line
    host, _, port = place.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=SECONDS)
