"""200 people who save answers at once over real HTTP, and whether everything that was acknowledged is there.

``python -m tests.performance.bench_saving_at_once`` does it on SQLite and on PostgreSQL; with the
name of one on that. They save through the page, as people do. Two of each four share an assessment,
and half of those an answer, so that what meets is tried too.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.performance.databases import DATABASES, open_database
from tests.performance.saving import Person, save_at_once, saving_figures, served

PEOPLE, SAVES = 200, 10

Figure = dict[str, Any]


def run(folder: Path, database: str) -> Iterator[Figure]:
    """Have everybody save at once on one database; the folder gets it."""
    open_database(folder, database)
    from django.db import connections

    people = _people()
    connections.close_all()
    with served() as port:
        start = time.perf_counter()
        save_at_once(people, port)
        taken = time.perf_counter() - start
    who = f"{PEOPLE} people saving at once over HTTP, {database}"
    yield from saving_figures(people, taken, who, _kept())


def _people() -> list[Person]:
    """Four to each of fifty hospitals: two with an assessment each, two who share one."""
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
            mine = codes if number < 3 else codes[: SAVES // 2] + codes[: SAVES - SAVES // 2]
            addresses = [f"/assessments/{assessment.pk}/answers/{code}/" for code in mine]
            people.append(Person.logged_in(user, addresses, _said))
    return people


def _said(version: int, words: str) -> dict[str, str]:
    """What the page sends of an answer."""
    return {"version": str(version), "result": "partly", "comment": words, "then": "stay"}


def _kept() -> list[str]:
    from samvern.apps.assessments.models import AnswerState

    values = AnswerState.objects.values_list("values", flat=True)
    return [each.get("comment", "") for each in values]


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
