"""People with browsers who save at once over real HTTP, and whether what was acknowledged is there."""

from __future__ import annotations

import http.client
import secrets
import socket
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Barrier
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from tests.performance.bench_assessments import figure

if TYPE_CHECKING:
    from samvern.base.models import User

SAMVERN = Path(sys.executable).with_name("samvern")
#: Longer than anybody would wait, so that nothing is given up that may have been saved.
PATIENCE_SECONDS = 120

Figure = dict[str, Any]
#: What a page sends, from the version that was looked at and words of its own.
Said = Callable[[int, str], dict[str, str]]


@dataclass
class Person:
    """Somebody with a browser: what to save where, and how it went."""

    session: str
    addresses: Sequence[str]
    said: Said
    statuses: list[int | str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    acknowledged: list[str] = field(default_factory=list)

    @classmethod
    def logged_in(cls, user: User, addresses: Sequence[str], said: Said) -> Person:
        """Somebody who has logged in."""
        from django.conf import settings
        from django.test import Client

        client = Client()
        client.force_login(user)
        return cls(client.cookies[settings.SESSION_COOKIE_NAME].value, addresses, said)


@contextmanager
def served() -> Iterator[int]:
    """A server of its own on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    server = subprocess.Popen(
        # Its worker prints the letters that would have been sent; the figures are alone here.
        [SAMVERN, "serve", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait()


def _wait_for(port: int) -> None:
    for _try in range(600):
        try:
            http.client.HTTPConnection("127.0.0.1", port, timeout=5).connect()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the server did not start")


def save_at_once(people: Sequence[Person], port: int) -> None:
    """Have everybody save at the same moment, one thing after another."""
    barrier = Barrier(len(people))

    def save(person: Person) -> None:
        versions: Counter[str] = Counter()
        barrier.wait()
        for address in person.addresses:
            words = secrets.token_hex(8)
            start = time.perf_counter()
            status = _post(person, port, address, person.said(versions[address], words))
            person.seconds.append(time.perf_counter() - start)
            person.statuses.append(status)
            if status == http.client.OK:
                person.acknowledged.append(words)
                versions[address] += 1

    with ThreadPoolExecutor(len(people)) as threads:
        list(threads.map(save, people))


def _post(person: Person, port: int, address: str, said: dict[str, str]) -> int | str:
    """Save as a page does when somebody leaves a field: the status, or what went wrong."""
    token = secrets.token_hex(16)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
    try:
        connection.request(
            "POST",
            address,
            urlencode(said),
            {
                "Content-Type": "application/x-www-form-urlencoded",
                "Cookie": f"{_cookie('SESSION_COOKIE_NAME')}={person.session}; "
                f"{_cookie('CSRF_COOKIE_NAME')}={token}",
                "X-CSRFToken": token,
                "HX-Request": "true",
            },
        )
        answer = connection.getresponse()
        answer.read()
    except (OSError, http.client.HTTPException) as error:
        return type(error).__name__
    else:
        return answer.status
    finally:
        connection.close()


def _cookie(setting: str) -> str:
    from django.conf import settings

    return str(getattr(settings, setting))


def saving_figures(
    people: Sequence[Person], taken: float, who: str, kept: Iterable[str]
) -> Iterator[Figure]:
    """How it went; ``kept`` are the words of everything that is found afterwards."""
    found = set(kept)
    statuses = Counter(each for person in people for each in person.statuses)
    acknowledged = [each for person in people for each in person.acknowledged]
    failed = sum(
        n for status, n in statuses.items() if not isinstance(status, int) or status >= 500
    )
    seconds = sorted(each for person in people for each in person.seconds)
    yield figure(f"{who}: saves acknowledged", len(acknowledged), "")
    lost = sum(each not in found for each in acknowledged)
    yield figure(f"{who}: acknowledged and not found afterwards", lost, "", "0")
    yield figure(f"{who}: 5xx or no answer", failed, "", "0")
    yield figure(f"{who}: shown as a conflict", statuses[http.client.CONFLICT], "")
    others = sum(statuses.values()) - len(acknowledged) - failed - statuses[http.client.CONFLICT]
    yield figure(f"{who}: anything else", others, "", "0")
    yield figure(f"{who}: saves a second", len(acknowledged) / taken, "/s")
    yield figure(f"{who}: median wait", statistics.median(seconds) * 1000, "ms")
    yield figure(f"{who}: longest wait of 99 %", seconds[len(seconds) * 99 // 100] * 1000, "ms")
