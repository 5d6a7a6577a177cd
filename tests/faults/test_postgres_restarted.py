"""Postgres is restarted under load: whoever was told “done” finds it done."""

import threading
import urllib.error


def signed_in_lines(town):
    query = (
        "SELECT count(*) FROM accounts_auditevent WHERE what = 'person.signed_in' AND by_name = 'Vera Lind'"
    )
    return town.rows(query)[0][0]


def test_no_write_that_was_confirmed_is_lost(town, visitor):
    before = signed_in_lines(town)
    confirmed, refused, stop = [], [], threading.Event()

    def keep_signing_in():
        while not stop.is_set():
            try:
                status = visitor().sign_in("vera.lind@example.org")
            except (urllib.error.URLError, OSError, AttributeError) as error:
                refused.append(error)  # an error page has no form; a cut line has no page
                continue
            (confirmed if status == 200 else refused).append(status)

    threads = [threading.Thread(target=keep_signing_in) for _ in range(3)]
    for thread in threads:
        thread.start()
    town.wait_for(lambda: len(confirmed) > 10, what="some sign-ins")
    town.services.postgres.restart()
    after_restart = len(confirmed)
    town.wait_for(lambda: len(confirmed) > after_restart + 10, what="sign-ins after the restart")
    stop.set()
    for thread in threads:
        thread.join()
    assert signed_in_lines(town) - before >= len(confirmed)
