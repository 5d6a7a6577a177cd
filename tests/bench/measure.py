"""How a page is measured: over HTTP on a kept connection, after a warm-up, one request after another."""

import http.client
import multiprocessing
import os
import re
import statistics
import time
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit


@dataclass
class Timing:
    """What a number of requests took, in milliseconds, and the size of the answer."""

    p50: float
    p95: float
    bytes: int
    requests: int

    @classmethod
    def of(cls, seconds, size, requests):
        ordered = sorted(seconds)
        p95 = ordered[int(len(ordered) * 0.95)]
        return cls(statistics.median(ordered) * 1000, p95 * 1000, size, requests)


class Session:
    """One person's browser, without a screen: one connection, her cookies, the token of the last page."""

    def __init__(self, url, cookies=None):
        self.url, self.cookies = url, dict(cookies or {})
        self.connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=30)

    def ask(self, method, path, body=None):
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Referer": self.url}
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        text = response.read()
        for header in response.headers.get_all("Set-Cookie") or []:
            name, _, value = header.split(";")[0].partition("=")
            self.cookies[name] = value
        return response.status, text

    def token(self, path):
        page = self.ask("GET", path)[1].decode()
        return re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page).group(1)

    def sign_in(self, email):
        body = urlencode({"csrfmiddlewaretoken": self.token("/account/sign-in/"), "email": email})
        status, _ = self.ask("POST", "/demo/sign-in/", body)
        assert status == 302, status
        return self

    def time(self, method, path, body=None, *, times=60, warm=6, good=(200,)):
        """Time requests one after another. ``body`` makes what is sent, from the answer before."""
        seconds, text = [], b""
        for number in range(warm + times):
            sent = body(text) if body else None
            began = time.perf_counter()
            status, text = self.ask(method, path, sent)
            took = time.perf_counter() - began
            assert status in good, f"{method} {path}: {status}"
            if number >= warm:
                seconds.append(took)
        return Timing.of(seconds, len(text), warm + times)


def _hammer(url, cookies, path, until, counts):
    session, count = Session(url, cookies), 0
    while time.time() < until:
        status, _ = session.ask("GET", path)
        assert status == 200
        count += 1
    counts.put(count)


def per_second(session, path, *, connections=4, seconds=8):
    """Requests a second over several connections at once."""
    counts = multiprocessing.Queue()
    until = time.time() + seconds
    words = (session.url, session.cookies, path, until, counts)
    clients = [multiprocessing.Process(target=_hammer, args=words) for _ in range(connections)]
    for client in clients:
        client.start()
    total = sum(counts.get(timeout=seconds + 30) for _ in clients)
    for client in clients:
        client.join()
    return total / seconds


def peak_memory(pid):
    """The most memory that a process has held, in megabytes."""
    with open(f"/proc/{pid}/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024


def cpu_seconds(pids):
    """The processor time that processes have used so far; unlike a clock it does not see the neighbours."""
    ticks = 0
    for pid in pids:
        with open(f"/proc/{pid}/stat") as stat:
            ticks += sum(int(word) for word in stat.read().rpartition(")")[2].split()[11:13])
    return ticks / os.sysconf("SC_CLK_TCK")


def children_of(pid):
    with open(f"/proc/{pid}/task/{pid}/children") as children:
        return [int(child) for child in children.read().split()]
