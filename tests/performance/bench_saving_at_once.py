"""200 people who save answers at once over real HTTP, and whether everything that was acknowledged is there.

``python -m tests.performance.bench_saving_at_once`` does it on SQLite and on PostgreSQL; with the
name of one on that. They save through the page, as people do. Two of each four share an assessment,
and half of those an answer, so that what meets is tried too.
"""

from __future__ import annotations

import http.client
import json
import os
import secrets
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from threading import Barrier
from typing import Any
from urllib.parse import urlencode

from tests.performance.bench_assessments import DATABASES, figure, start_postgresql

PEOPLE, SAVES = 200, 10
SAMVERN = Path(sys.executable).with_name("samvern")
#: Longer than anybody would wait, so that nothing is given up that may have been saved.
PATIENCE_SECONDS = 120

Figure = dict[str, Any]


@dataclass
class Person:
    """Somebody with a browser: what to save where, and how it went."""

    session: str
    assessment: int
    codes: tuple[str, ...]
    statuses: list[int | str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    acknowledged: list[str] = field(default_factory=list)


def run(folder: Path, database: str) -> Iterator[Figure]:
    """Have everybody save at once on one database; the folder gets it."""
    os.environ.update(
        SAMVERN_MODE="demo",
        SAMVERN_DATA_DIR=str(folder),
        DJANGO_SETTINGS_MODULE="samvern.config.settings",
    )
    if database == "postgresql":
        os.environ["DATABASE_URL"] = start_postgresql(folder)
    import django
    from django.core.management import call_command
    from django.db import connections

    django.setup()
    call_command("migrate", verbosity=0)
    people = _people()
    connections.close_all()
    with _served() as port:
        start = time.perf_counter()
        _save_at_once(people, port)
        taken = time.perf_counter() - start
    yield from _figures(people, taken, database)


def _people() -> list[Person]:
    """Four to each of fifty hospitals: two with an assessment each, two who share one."""
    from django.conf import settings
    from django.test import Client

    from samvern.apps.assessments.queries import asked_of
    from samvern.base.permissions import Role
    from tests.factories import actors, frameworks, users
    from tests.factories import assessments as make

    asked = frameworks.requirement_set(frameworks.large_framework("measured", 123))
    people = []
    for place in range(PEOPLE // 4):
        hospital = actors.actor(f"Made-up hospital {place}", made_up=True)
        own = [make.started(hospital, of=asked, title=f"Own {number}") for number in range(3)]
        codes = tuple(each.id for each in asked_of(own[0]).assessable)[:SAVES]
        for number, assessment in enumerate((own[0], own[1], own[2], own[2])):
            user = users.user(f"Person {place} {number}")
            actors.grant(user, Role.SECURITY_OFFICER, hospital)
            client = Client()
            client.force_login(user)
            session = client.cookies[settings.SESSION_COOKIE_NAME].value
            mine = codes if number < 3 else codes[: SAVES // 2] + codes[: SAVES - SAVES // 2]
            people.append(Person(session, assessment.pk, mine))
    return people


class _served:  # noqa: N801 - used like a function
    """A server of its own on a free port."""

    def __enter__(self) -> int:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port: int = probe.getsockname()[1]
        self._server = subprocess.Popen(
            # Its worker prints the letters that would have been sent; the figures are alone here.
            [SAMVERN, "serve", "--port", str(port)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for _try in range(600):
            try:
                http.client.HTTPConnection("127.0.0.1", port, timeout=5).connect()
                return port
            except OSError:
                time.sleep(0.1)
        raise RuntimeError("the server did not start")

    def __exit__(self, *_error: object) -> None:
        self._server.terminate()
        self._server.wait()


def _save_at_once(people: list[Person], port: int) -> None:
    barrier = Barrier(len(people))

    def save(person: Person) -> None:
        versions: Counter[str] = Counter()
        barrier.wait()
        for code in person.codes:
            said = f"{secrets.token_hex(8)}"
            start = time.perf_counter()
            status = _post(person, port, code, versions[code], said)
            person.seconds.append(time.perf_counter() - start)
            person.statuses.append(status)
            if status == http.client.OK:
                person.acknowledged.append(said)
                versions[code] += 1

    with ThreadPoolExecutor(len(people)) as threads:
        list(threads.map(save, people))


def _post(person: Person, port: int, code: str, version: int, said: str) -> int | str:
    """Save as the page does when somebody leaves a field: the status, or what went wrong."""
    token = secrets.token_hex(16)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
    try:
        connection.request(
            "POST",
            f"/assessments/{person.assessment}/answers/{code}/",
            urlencode({"version": version, "result": "partly", "comment": said, "then": "stay"}),
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


def _figures(people: list[Person], taken: float, database: str) -> Iterator[Figure]:
    from samvern.apps.assessments.models import AnswerState

    statuses = Counter(each for person in people for each in person.statuses)
    acknowledged = [each for person in people for each in person.acknowledged]
    kept = {
        values.get("comment") for values in AnswerState.objects.values_list("values", flat=True)
    }
    lost = sum(each not in kept for each in acknowledged)
    failed = sum(
        n for status, n in statuses.items() if not isinstance(status, int) or status >= 500
    )
    seconds = sorted(each for person in people for each in person.seconds)
    who = f"{PEOPLE} people saving at once over HTTP, {database}"
    yield figure(f"{who}: saves acknowledged", len(acknowledged), "")
    yield figure(f"{who}: acknowledged and not found afterwards", lost, "", "0")
    yield figure(f"{who}: 5xx or no answer", failed, "", "0")
    yield figure(f"{who}: shown as a conflict", statuses[http.client.CONFLICT], "")
    others = sum(statuses.values()) - len(acknowledged) - failed - statuses[http.client.CONFLICT]
    yield figure(f"{who}: anything else", others, "", "0")
    yield figure(f"{who}: saves a second", len(acknowledged) / taken, "/s")
    yield figure(f"{who}: median wait", statistics.median(seconds) * 1000, "ms")
    yield figure(f"{who}: longest wait of 99 %", seconds[len(seconds) * 99 // 100] * 1000, "ms")


def main(arguments: list[str]) -> None:
    """Measure what is asked for, one process for each database."""
    if not arguments:
        for database in DATABASES:
            subprocess.run([sys.executable, "-m", __spec__.name, database], check=True)
        return
    with tempfile.TemporaryDirectory() as made:
        for found in run(Path(made), arguments[0]):
            sys.stdout.write(json.dumps(found) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
