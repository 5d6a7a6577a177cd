"""A mail server that keeps what it is given: every message becomes a file that the demo's pages show.

It listens on this machine only and passes nothing on. ``MailCatcher`` runs it as a process of its own; the
fault tests make it refuse or hang.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import os
import signal
import sys
import time
from pathlib import Path

from aiosmtpd.smtp import SMTP

from .processes import Process, Trouble, wait_until
from .services import free_port

LARGEST_MESSAGE = 25_000_000


class Keep:
    """Writes each message to ``folder`` in one step, so that no reader ever sees half of it."""

    def __init__(self, folder, behaviour="keep"):
        self.folder, self.behaviour = Path(folder), behaviour
        self.folder.mkdir(parents=True, exist_ok=True)
        self._numbers = itertools.count(1)

    async def handle_RCPT(self, server, session, envelope, address, options):
        """Take the recipient, unless this server plays a broken one."""
        if self.behaviour == "refuse":
            return "451 Please try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        """Keep the message; answer only when it is on disk."""
        if self.behaviour == "hang":
            await asyncio.sleep(3600)
        name = f"{time.time_ns():020d}-{os.getpid()}-{next(self._numbers):04d}.eml"
        unfinished = self.folder / f".{name}.unfinished"
        with unfinished.open("wb") as out:
            out.write(f"X-Envelope-To: {', '.join(envelope.rcpt_tos)}\r\n".encode())
            out.write(envelope.original_content)
            out.flush()
            os.fsync(out.fileno())
        unfinished.rename(self.folder / name)
        return "250 Kept"


class MailCatcher:
    """The mail server as a child process, started and killed like the other servers."""

    name = "Mail catcher"

    def __init__(self, base, *, port=None, behaviour="keep"):
        self.base = Path(base).resolve()
        self.folder = self.base / "mail"
        self.host, self.port = "127.0.0.1", port or free_port()
        command = [
            sys.executable,
            "-m",
            "portage.dev.mailcatcher",
            self.folder,
            self.port,
            "--behaviour",
            behaviour,
        ]
        self.process = Process(
            "mail", command, log=self.base / "log" / "mail.log", cwd=Path(__file__).parents[2]
        )

    @property
    def environment(self):
        """Where it listens, as the settings read it."""
        return {"EMAIL_HOST": self.host, "EMAIL_PORT": str(self.port), "MAIL_FOLDER": str(self.folder)}

    def start(self):
        """Start it and wait until it takes mail."""
        self.process.start()
        ready = wait_until(lambda: "taking mail" in self.process.said() or not self.process.running, 20)
        if not (ready and self.process.running):
            self.process.kill()
            raise Trouble(f"The mail catcher did not start: {self.process.why()}")
        return self

    def messages(self):
        """List the files of all messages, oldest first."""
        return sorted(self.folder.glob("*.eml"))

    def stop(self, **how):
        """Ask it to end."""
        return self.process.stop(5, **how)

    def kill(self):
        """End it at once."""
        self.process.kill()

    def restart(self):
        """Stop it and start it on the same port."""
        self.stop()
        return self.start()

    @property
    def running(self):
        """Whether the server process is there."""
        return self.process.running


async def serve(folder, port, behaviour):
    """Take mail until asked to stop."""
    keep = Keep(folder, behaviour)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: SMTP(keep, data_size_limit=LARGEST_MESSAGE, enable_SMTPUTF8=True, loop=loop),
        "127.0.0.1",
        port,
    )
    stopping = asyncio.Event()
    loop.add_signal_handler(signal.SIGTERM, stopping.set)
    print(f"taking mail on port {port}", flush=True)
    async with server:
        await stopping.wait()


def main():
    """Read the command line and serve."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("port", type=int)
    parser.add_argument("--behaviour", choices=("keep", "refuse", "hang"), default="keep")
    chosen = parser.parse_args()
    asyncio.run(serve(chosen.folder, chosen.port, chosen.behaviour))


if __name__ == "__main__":
    main()
