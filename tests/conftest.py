"""The strict suite: warnings are errors, no network, random order, an undefined template variable fails."""

import gc
import os
import socket

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

pytest_plugins = ["tests.people", "tests.services", "tests.browser"]


def pytest_collection_finish():
    """Spare the collected tests when garbage is looked for: walking them all took a fifth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    """Nothing in a test reaches past this machine."""
    connect = socket.socket.connect

    def only_here(self, address):
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in (
            "127.0.0.1",
            "::1",
            "localhost",
        ):
            raise AssertionError(f"a test tried to reach {address[0]}")
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", only_here)


@pytest.fixture
def same_queries():
    """Assert that a page asks the database as often for many rows as for few; print the SQL if not."""

    def check(client, url, add_rows, *, most=None):
        client.get(url)  # caches that are filled once are filled
        counts, asked = [], []
        for _ in range(2):
            with CaptureQueriesContext(connection) as seen:
                assert client.get(url).status_code == 200
            counts.append(len(seen))
            asked.append("\n".join(query["sql"] for query in seen))
            add_rows()
        assert counts[0] == counts[1], f"{counts}\n{asked[1]}"
        assert most is None or counts[1] <= most, f"{counts[1]} queries\n{asked[1]}"

    return check


@pytest.fixture(autouse=True)
def _async_unsafe():
    """Playwright runs a loop in this thread; Django's test database is used from it all the same."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
