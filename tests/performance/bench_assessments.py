"""How a sector that assesses itself does: 5,000 organisations and 615,000 answers.

``python -m tests.performance.bench_assessments`` measures on SQLite and on PostgreSQL, each in a
process of its own with a database of its own; with the name of one it measures that.
"""

from __future__ import annotations

import itertools
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.performance.databases import DATABASES, open_database
from tests.performance.memory import peak_megabytes

ACTORS, REQUIREMENTS = 5_000, 123
RUNS = 21
#: Pieces of evidence of one organisation.
PIECES = 200

Figure = dict[str, Any]


def run(folder: Path, database: str) -> Iterator[Figure]:
    """Measure everything on one database; the folder gets it."""
    open_database(folder, database)
    from tests.performance import waiting_lists

    yield from _campaign(database)
    _answer_everything()
    waiting_lists.gather_statistics()
    yield from _saving(database)
    yield from _pages(database)
    yield from _lists(database)
    yield from _closing(database)


def _campaign(database: str) -> Iterator[Figure]:
    """A campaign for everybody, made by the worker."""
    from samvern.apps.actors.models import Actor
    from samvern.apps.assessments import operations
    from samvern.apps.assessments.models import Assessment
    from samvern.base.jobs.worker import Worker
    from samvern.base.viewer import SYSTEM
    from tests.factories import assessments as make
    from tests.factories import frameworks

    _sector(ACTORS)
    asked = frameworks.requirement_set(frameworks.large_framework("measured", REQUIREMENTS))
    drawn = make.population("gp_office", name="Measured")
    campaign = make.planned(drawn, of=asked)
    start = time.perf_counter()
    operations.open_campaign(by=SYSTEM, campaign_id=campaign.pk, at=make.AT)
    Worker(clock=lambda: make.AT).run_until_idle()
    taken = time.perf_counter() - start
    count = Assessment.objects.count()
    if count != ACTORS or Actor.objects.filter(kind="gp_office").count() != ACTORS:
        raise RuntimeError(f"{count} assessments were made")
    name = f"a campaign for {ACTORS:,} made by the worker, {database}"
    yield figure(name, taken, "s", "under 15")
    yield figure(f"memory of that worker at most, {database}", peak_megabytes(), "MB", "under 300")


def _sector(count: int) -> None:
    """So many made-up clinics, each with its own number."""
    from samvern.apps.actors.models import Actor, FactSource
    from samvern.engine.org_number import check_digit

    starts = (f"39{number:06d}" for number in itertools.count(1))
    numbers = (f"{first}{digit}" for first in starts if (digit := check_digit(first)) is not None)
    regions = ("HSO", "HV", "HMN", "HN")
    clinics = []
    for place, number in enumerate(itertools.islice(numbers, count)):
        clinic = Actor(
            name=f"Made-up clinic {place}",
            kind="gp_office",
            org_number=number,
            source=FactSource.FICTITIOUS,
            region=regions[place % len(regions)],
        )
        clinic.set_keys()
        clinics.append(clinic)
    saved = Actor.objects.bulk_create(clinics, batch_size=1_000)
    for clinic in saved:
        clinic.path = f"/{clinic.pk}/"
    Actor.objects.bulk_update(saved, ["path"], batch_size=1_000)


def _answer_everything() -> None:
    """Every organisation has answered everything, with one state of each answer kept.

    In the database, from one organisation that answers through the usual door: 615,000 rows by way of
    Python would take longer than everything that is measured.
    """
    from django.db import connection, transaction

    from samvern.apps.assessments.models import Answer, AnswerState, Assessment
    from samvern.apps.assessments.queries import asked_of
    from samvern.engine.assessments import AnswerValues, Progress, Result
    from tests.factories import assessments as make

    first = Assessment.objects.select_related("actor", "requirement_set").first()
    if first is None:
        raise RuntimeError("nothing was made")
    turn = itertools.cycle(Result)
    said = {
        each.id: AnswerValues(
            progress=Progress.DONE, result=next(turn), reason="Not here", comment="As it is."
        )
        for each in asked_of(first).assessable
    }
    make.says(first, said)
    answers, states = Answer._meta.db_table, AnswerState._meta.db_table
    copied = _columns(Answer, "assessment")
    kept = _columns(AnswerState, "answer")
    of_answer = ", ".join(f"t.{column}" for column in copied)
    of_state = ", ".join(f"s.{column}" for column in kept)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {answers} (assessment_id, {', '.join(copied)}) "
            f"SELECT a.id, {of_answer} "
            f"FROM {Assessment._meta.db_table} a CROSS JOIN {answers} t "
            "WHERE t.assessment_id = %s AND a.id <> %s",
            [first.pk, first.pk],
        )
        cursor.execute(
            f"INSERT INTO {states} (answer_id, {', '.join(kept)}) SELECT t.id, {of_state} FROM {answers} t "
            f"JOIN {answers} o ON o.requirement_id = t.requirement_id AND o.assessment_id = %s "
            f"JOIN {states} s ON s.answer_id = o.id WHERE t.assessment_id <> %s",
            [first.pk, first.pk],
        )
        if connection.vendor == "postgresql":
            cursor.execute("ANALYZE")
    Assessment.objects.update(answered_count=REQUIREMENTS, told_at=make.AT)
    if Answer.objects.count() != ACTORS * REQUIREMENTS or AnswerState.objects.count() != (
        ACTORS * REQUIREMENTS
    ):
        raise RuntimeError("not everything is answered")


def _columns(model: Any, parent: str) -> list[str]:
    """The columns of a table as SQL names them, without its key and what it belongs to."""
    from django.db import connection

    fields = (each for each in model._meta.concrete_fields if each.name not in {"id", parent})
    return [connection.ops.quote_name(each.column) for each in fields]


def _saving(database: str) -> Iterator[Figure]:
    """One answer is saved among all of them, through the door that pages and API use."""
    from samvern.apps.assessments import operations
    from samvern.apps.assessments.models import Assessment
    from samvern.base.viewer import SYSTEM
    from samvern.engine.assessments import AnswerValues, Result
    from tests.factories.assessments import AT

    places = list(Assessment.objects.values_list("pk", flat=True)[1_000 : 1_000 + RUNS + 1])
    code = "1.1"

    def save() -> None:
        operations.save_answer(
            by=SYSTEM,
            assessment_id=places.pop(),
            code=code,
            values=AnswerValues(result=Result.PARTLY, comment="Changed"),
            version=1,
            at=AT,
        )

    yield figure(
        f"saving an answer among {ACTORS * REQUIREMENTS:,}, {database}",
        median_milliseconds(save),
        "ms",
        "under 30",
    )


def _pages(database: str) -> Iterator[Figure]:
    """The pages of those who answer and of those who ask, each asked for by somebody logged in."""
    from samvern.apps.assessments.models import Assessment, Campaign
    from samvern.base.permissions import Role

    of = Assessment.objects.select_related("actor").all()[2_000]
    campaign = Campaign.objects.get()
    officer = _logged_in(Role.SECURITY_OFFICER, of.actor)
    authority = _logged_in(Role.SECTOR_AUTHORITY)
    whole, one = f"/assessments/{of.pk}/", f"/assessments/{of.pk}/answers/1.1/"
    pages = (
        ("list of one's own assessments", officer, "/assessments/", "under 50"),
        (f"campaign with {ACTORS:,}", authority, f"/campaigns/{campaign.pk}/", "under 50"),
        (f"assessment with all {REQUIREMENTS} rows", officer, whole, "under 150"),
        ("page of a requirement", officer, one, "under 150"),
    )
    for name, client, address, promise in pages:
        yield from _asked(f"{name}, {database}", lambda c=client, a=address: c.get(a), promise)
    said: dict[str, Any] = {"version": 1, "result": "partly", "progress": "in_progress"}

    def save() -> Any:
        """What the page sends when a field was changed: each time another comment."""
        said["comment"] = f"Changed after {said['version']}"
        answer = officer.post(one, said, headers={"HX-Request": "true"})
        said["version"] += 1
        return answer

    yield from _asked(f"request that saves an answer, {database}", save, "under 30")


def _lists(database: str) -> Iterator[Figure]:
    """The first page of every list, where much waits in the sector and much is kept as evidence."""
    from samvern.apps.actors.models import Actor
    from samvern.base.permissions import Role
    from tests.factories import evidence
    from tests.performance import waiting_lists

    clinics = list(Actor.objects.filter(kind="gp_office").order_by("pk"))
    waiting_lists.fill(clinics)
    of = clinics[2_000]
    for number in range(PIECES):
        evidence.link(of, title=f"Report {number}")
    officer = _logged_in(Role.SECURITY_OFFICER, of)
    authority = _logged_in(Role.SECTOR_AUTHORITY)
    found = f"{len(clinics) * waiting_lists.FINDINGS_OF_EACH:,} findings"
    lists = (
        (f"follow-up among {found}, authority", authority, "/follow-up/"),
        (f"follow-up among {found}, officer", officer, "/follow-up/"),
        (f"findings of the API among {found}, authority", authority, "/api/v1/findings"),
        (f"findings of the API among {found}, officer", officer, "/api/v1/findings"),
        (f"reviews with {len(clinics):,} that wait", authority, "/reviews/"),
        (f"evidence with {PIECES} pieces", officer, f"/actors/{of.pk}/evidence/"),
        ("start page, authority", authority, "/"),
        ("start page, officer", officer, "/"),
    )
    for name, client, address in lists:
        yield from _asked(f"{name}, {database}", lambda c=client, a=address: c.get(a), "under 50")


def _closing(database: str) -> Iterator[Figure]:
    """A campaign that half have handed in is closed, with what may be told of the answers."""
    from samvern.apps.assessments import operations
    from samvern.apps.assessments.models import Assessment, Campaign
    from samvern.base.viewer import SYSTEM
    from tests.factories.assessments import LATER

    half = list(Assessment.objects.order_by("pk").values_list("pk", flat=True)[: ACTORS // 2])
    Assessment.objects.filter(pk__in=half).update(state="submitted", submitted_at=LATER)
    campaign, start = Campaign.objects.get(), time.perf_counter()
    operations.close_campaign(by=SYSTEM, campaign_id=campaign.pk, at=LATER)
    name = f"closing a campaign with {len(half) * REQUIREMENTS:,} answers handed in, {database}"
    yield figure(name, time.perf_counter() - start, "s")


def _logged_in(role: Any, actor: Any = None) -> Any:
    """The browser of somebody who holds a role, on an organisation or in the whole sector."""
    from django.test import Client

    from tests.factories import actors, users

    user = users.user(f"Measured {role}")
    actors.grant(user, role, actor)
    client = Client(SERVER_NAME="localhost")
    client.force_login(user)
    return client


def _asked(name: str, ask: Callable[[], Any], promise: str) -> Iterator[Figure]:
    """How long an answer takes, and how many queries."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def act() -> None:
        status = ask().status_code
        if status != 200:
            raise RuntimeError(f"{name}: {status}")

    yield figure(name, median_milliseconds(act), "ms", promise)
    yield figure(f"processor time: {name}", median_milliseconds(act, time.process_time), "ms")
    with CaptureQueriesContext(connection) as captured:
        act()
    yield figure(f"queries: {name}", len(captured), "queries")


def median_milliseconds(
    act: Callable[[], object], clock: Callable[[], float] = time.perf_counter
) -> float:
    """The median of several runs after one that does not count."""
    act()
    taken = []
    for _run in range(RUNS):
        start = clock()
        act()
        taken.append((clock() - start) * 1000)
    return statistics.median(taken)


def figure(name: str, value: float, unit: str, promise: str = "") -> Figure:
    """One measured figure."""
    return {"name": name, "value": round(value, 4), "unit": unit, "promise": promise}


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
