"""The pages people open most, against a bare "hello" from the same gunicorn; what they weigh, and what they ask."""

import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from statistics import median
from urllib.parse import urlencode

from tests.bench.autumn import TODAY, Autumn, autumn
from tests.bench.measure import Figure, in_turn
from workflow.records.database import connect

ROUNDS, TIMES = 12, 25
GOAL, FIRST, LATER = 0.15, 60, 15
"""The least of hello's rate; kilobytes on the first visit and after."""
ACCEPTS = {"Accept-Encoding": "gzip, deflate, br, zstd"}
FONT = re.compile(rb"url\((source-sans-3-latin-wght-normal\.woff2[^)]*)\)")
FILES = re.compile(rb'(?:href|src)="(/static/[^"]+)"')


def pages(kind: str, url: str) -> list[Figure]:
    """Each page's rate and weight."""
    database = connect(url)
    stage = autumn(database)
    database.dispose()
    with served(url) as port:
        return [figure for name, who, path in places(stage) for figure in Visit(port, kind, name, who, path).figures()]


def places(stage: Autumn) -> list[tuple[str, str, str]]:
    """(name, as whom, where)."""
    return [
        ("Mina uppgifter with 50 tasks", stage.busy, "/"), ("Läget with 130 goals × 5 rounds", stage.kia, "/laget?ar=2027"),
        ("a goal's page with 60 events", stage.kia, f"/mal/{stage.goal}"),
        ("the forecast sheet with 8 goals × 3 indicators", stage.maja, f"/rapporter/{stage.report}/blad"),
    ]  # fmt: skip


class Visit:
    """Somebody who is signed in, at one page."""

    def __init__(self, port: int, kind: str, name: str, who: str, path: str) -> None:
        self.port, self.kind, self.name, self.path = port, kind, name, path
        self.line = HTTPConnection("127.0.0.1", port, timeout=30)
        self.line.request(
            "POST", "/logga-in", urlencode({"person": who}), {"Content-Type": "application/x-www-form-urlencoded"}
        )
        answer = self.line.getresponse()
        answer.read()
        assert answer.status == 303
        self.cookie = str(answer.headers["Set-Cookie"]).partition(";")[0]

    def figures(self) -> Iterator[Figure]:
        """Its rate against hello's, and its kilobytes on the first visit and after."""
        taken = in_turn({"page": lambda: self.get(self.path), "hello": lambda: self.get("/hello/")}, ROUNDS, TIMES)
        page, hello = taken["page"], taken["hello"]
        ratio = median(limit / value for limit, value in zip(hello, page, strict=True))
        yield Figure(f"{self.name}, its rate against hello's ({self.kind})", median(page), "µs", median(hello), ratio, GOAL,
                     at_least=True)  # fmt: skip
        later, first = len(self.get(self.path)), self.first()
        yield Figure(f"{self.name}, first visit ({self.kind})", first / 1000, "kB", FIRST, first / 1000 / FIRST, 1)
        yield Figure(f"{self.name}, later visits ({self.kind})", later / 1000, "kB", LATER, later / 1000 / LATER, 1)

    def first(self) -> int:
        """Bytes of the page with everything that it asks for: style, font, script."""
        page = self.get(self.path)
        files = {found.decode() for found in FILES.findall(self.get(self.path, plain=True))}
        sheet = next(name for name in files if ".css" in name)
        [font] = {found.decode() for found in FONT.findall(self.get(sheet, plain=True))}
        files.add(f"{sheet.rpartition('/')[0]}/{font}")
        return len(page) + sum(len(self.get(name)) for name in files)

    def get(self, path: str, plain: bool = False) -> bytes:
        """The answer as it comes over the wire."""
        self.line.request("GET", path, headers={"Cookie": self.cookie} | ({} if plain else ACCEPTS))
        answer = self.line.getresponse()
        assert answer.status == 200, (path, answer.status)
        return answer.read()


@contextmanager
def served(url: str) -> Iterator[int]:
    """The web and the bare hello on a free port, as long as they are needed."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "tests.bench.served", url, str(port), TODAY.isoformat()]
    )
    try:
        _await(port, process)
        yield port
    finally:
        process.terminate()
        process.wait(20)


def _await(port: int, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(300):
        assert process.poll() is None
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("The web did not start.")
