"""Several people doing the same thing at the same moment, each on a connection of their own."""

import threading

from django.db import connection

from accounts.refusals import Refused


def in_parallel(*acts):
    """Let each act begin at the same moment in its own thread; return what each gave, or was refused with."""
    gate, told = threading.Barrier(len(acts)), []

    def run(act):
        try:
            gate.wait()
            told.append(act())
        except Refused as refusal:
            told.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told
