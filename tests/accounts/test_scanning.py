"""A scanner that speaks clamd's tongue, on a socket of its own: clean, found, silent, gone."""

import socket
import struct
import threading

import pytest

from accounts import scanning

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-" + b"STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class Scanner:
    """A stand-in that reads INSTREAM as clamd does, and finds what clamd is sure to find."""

    def __init__(self, place, answer=None):
        self.answer, self.heard = answer, b""
        self.door = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.door.bind(place)
        self.door.listen(1)
        self.thread = threading.Thread(target=self.serve, daemon=True)
        self.thread.start()

    def serve(self):
        line, _ = self.door.accept()
        with line, line.makefile("rb") as told:
            assert told.read(10) == b"zINSTREAM\0"
            while (length := struct.unpack("!I", told.read(4))[0]) > 0:
                self.heard += told.read(length)
            found = b"stream: Eicar-Signature FOUND\0" if EICAR in self.heard else b"stream: OK\0"
            line.sendall(found if self.answer is None else self.answer)

    def close(self):
        self.thread.join(5)
        self.door.close()


@pytest.fixture
def scanner(tmp_path, settings):
    made = []

    def start(answer=None):
        place = str(tmp_path / "clamd.sock")
        settings.CLAMD_SOCKET = place
        made.append(Scanner(place, answer))
        return made[-1]

    yield start
    for one in made:
        one.close()


def test_without_a_scanner_there_is_none(settings):
    settings.CLAMD_SOCKET = ""
    assert not scanning.is_configured()


def test_a_clean_file_is_clean_and_was_heard_whole(scanner):
    content = bytes(range(256)) * 1000
    heard = scanner()
    assert scanning.is_configured()
    assert scanning.is_clean(content)
    assert heard.heard == content


def test_a_virus_is_found(scanner):
    scanner()
    assert not scanning.is_clean(b"%PDF-1.7 " + EICAR)


@pytest.mark.parametrize("answer", [b"", b"INSTREAM size limit exceeded. ERROR\0", b"stream: OK maybe\0"])
def test_an_unclear_answer_is_no_yes(scanner, answer):
    scanner(answer)
    with pytest.raises(scanning.ScannerSilent):
        scanning.is_clean(b"%PDF-1.7")


def test_a_scanner_that_is_gone_is_no_yes(settings, tmp_path):
    settings.CLAMD_SOCKET = str(tmp_path / "nobody.sock")
    with pytest.raises(scanning.ScannerSilent):
        scanning.is_clean(b"%PDF-1.7")
    settings.CLAMD_SOCKET = "127.0.0.1:9"
    with pytest.raises(scanning.ScannerSilent):
        scanning.is_clean(b"%PDF-1.7")
