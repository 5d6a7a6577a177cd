"""An ear inside the application: does what a journey says must have happened before it begins.

Run as a program it takes a few lines of Python at a time and says what they printed. It stays, since setting
up the application anew takes longer than most of what is said to it.
"""

import contextlib
import io
import json
import subprocess
import sys
import traceback


class Inside:
    """A process that has the application set up, for as long as a town stands."""

    def __init__(self, environment, root):
        self.environment, self.root, self._process = environment, root, None

    def do(self, code):
        """Run a few lines and return what they printed. Raises AssertionError with the traceback."""
        if self._process is None or self._process.poll() is not None:
            command = [sys.executable, "-m", "tests.inside"]
            pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
            self._process = subprocess.Popen(command, env=self.environment, cwd=self.root, text=True, **pipes)
        self._process.stdin.write(json.dumps(code) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        assert answer, "the ear inside the application has gone away"
        said, trouble = json.loads(answer)
        assert not trouble, trouble
        return said

    def leave(self):
        """Let it go; it holds nothing that is not in the database."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None


def listen():
    """Take one line of JSON after the other: a few lines of Python; answer with what they printed."""
    import django
    from django.db import connections

    django.setup()
    for line in sys.stdin:
        said, trouble = io.StringIO(), ""
        try:
            with contextlib.redirect_stdout(said):
                exec(compile(json.loads(line), "<said>", "exec"), {})
        except Exception:
            trouble = traceback.format_exc()
        connections.close_all()  # between two sentences the database may be stopped
        print(json.dumps([said.getvalue(), trouble]), flush=True)


if __name__ == "__main__":
    listen()
