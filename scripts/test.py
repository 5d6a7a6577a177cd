"""Run the whole suite on servers of its own: the quick tests, the fuzzer, faults, then journeys in a browser.

The servers are started once for all of them. Words after it go to pytest as they are; with them, one run.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from portage.dev.processes import Trouble  # noqa: E402
from portage.dev.services import start_for_tests  # noqa: E402

BOTH_CORES = ["-n", "2", "--dist", "worksteal"]
IN_ORDER = ["--reuse-db", "-p", "no:randomly"]  # they share one town: what one meets, another has left behind
PARTS = {
    "Quick tests": ["-m", "not fuzz and not fault and not journey", "--create-db", *BOTH_CORES],
    "The fuzzer: every form and address": ["-m", "fuzz", "--reuse-db", *BOTH_CORES],
    "Faults: real processes are killed": ["-m", "fault", *IN_ORDER],
    "Journeys in a browser": ["-m", "journey", *IN_ORDER],
}
NOTHING_TO_RUN = 5


def run(words):
    """Run pytest once."""
    return subprocess.run([sys.executable, "-m", "pytest", *words], cwd=ROOT).returncode


def run_all(chosen):
    """Run every part, or once what was chosen; a red part does not hide the next one."""
    if chosen:
        return run(chosen)
    codes = {}
    for title, words in PARTS.items():
        print(f"\n{title}", flush=True)
        codes[title] = run(["-q", *words])
        if codes[title] == 2:  # stopped at the keyboard
            return 2
    failed = [title for title, code in codes.items() if code not in (0, NOTHING_TO_RUN)]
    print(f"\n{'Not green: ' + ', '.join(failed) if failed else 'All green.'}", flush=True)
    return 1 if failed else 0


def main():
    """Start servers unless the environment names some, run, stop."""
    if os.environ.get("DATABASE_URL"):
        return run_all(sys.argv[1:])
    try:
        services = start_for_tests()
    except Trouble as trouble:
        return str(trouble)
    try:
        return run_all(sys.argv[1:])
    except KeyboardInterrupt:
        return "Stopped."
    finally:
        services.stop()


if __name__ == "__main__":
    sys.exit(main())
