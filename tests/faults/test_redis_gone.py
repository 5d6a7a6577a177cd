"""Redis is killed and wiped: nobody notices, nothing is lost."""

import shutil
import time

from .asking import ask_for_reports, reports_in


def test_people_work_on_while_redis_is_dead_and_nothing_is_lost_when_it_is_wiped(town, visitor):
    town.services.redis.kill()
    began = time.monotonic()
    assert visitor().sign_in("sofia.marsh@example.org") == 200
    assert time.monotonic() - began < 5, "a page waited for Redis"
    numbers = ask_for_reports(town, 6, 8)

    for path in (town.services.redis.base / "redis").glob("*"):
        if path.is_dir():
            shutil.rmtree(path)
        elif not path.is_socket():
            path.unlink()
    town.services.redis.start()
    town.wait_for(
        lambda: reports_in(town, "ready", numbers) == len(numbers), 60, what="work after Redis came back"
    )


def test_a_limit_on_attempts_holds_while_redis_is_dead(town, visitor):
    town.services.redis.kill()
    try:
        guesser = visitor()
        for number in range(7):
            guesser.post("/account/sign-in/", login="sofia.marsh@example.org", password=f"wrong {number}")
        assert "too many tries" in guesser.answer
    finally:
        town.services.redis.start()
