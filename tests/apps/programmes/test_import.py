"""A programme comes in, for the first time or as its newer version."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from samvern.apps.programmes import operations, queries
from samvern.apps.programmes.models import (
    FocusArea,
    Judgement,
    Measure,
    MeasureActor,
    Part,
    Programme,
    Sharing,
)
from samvern.base.models import AuditEntry
from samvern.base.permissions import Role
from samvern.base.viewer import SYSTEM
from samvern.engine.errors import Conflict, InvalidInput, NotAllowed
from samvern.engine.programme import document as engine
from tests.factories import actors, users
from tests.factories import programmes as make
from tests.worlds import CAST, World

LATER = make.AT + timedelta(days=30)


@pytest.mark.parametrize("member", CAST)
def test_only_the_authority_imports(world: World, member: str) -> None:
    viewer, content = world.viewer(member), make.document()
    if member == "authority":
        saved = operations.import_programme(by=viewer, document=content, at=make.AT)
        assert saved.sharing == Sharing.AUTHORITY
        assert AuditEntry.objects.get().action == "programme.imported"
    else:
        with pytest.raises(NotAllowed):
            operations.import_programme(by=viewer, document=content, at=make.AT)
        assert not Programme.objects.exists()


def test_an_authority_of_a_part_of_the_tree_imports_there_only(world: World) -> None:
    viewer = users.viewer(Role.SECTOR_AUTHORITY, world.hospital.path)
    with pytest.raises(NotAllowed):
        operations.import_programme(by=viewer, document=make.document(), at=make.AT)
    with pytest.raises(NotAllowed):
        operations.import_programme(
            by=viewer, document=make.document(), at=make.AT, owner=world.other_hospital
        )
    saved = operations.import_programme(
        by=viewer, document=make.document(), at=make.AT, owner=world.department
    )
    assert saved.path == world.department.path


def test_what_others_govern_cannot_be_replaced(world: World) -> None:
    saved = make.programme(owner=world.other_hospital)
    viewer = users.viewer(Role.SECTOR_AUTHORITY, world.hospital.path)
    for owner in (None, world.hospital):
        with pytest.raises(NotAllowed):
            operations.import_programme(
                by=viewer,
                document=make.document(saved.code),
                at=LATER,
                owner=owner,
                replace=True,
            )


def test_a_programme_is_not_replaced_by_accident(world: World) -> None:
    saved = make.programme()
    with pytest.raises(Conflict, match=r"programme\.exists"):
        operations.import_programme(by=SYSTEM, document=make.document(saved.code), at=LATER)
    saved.refresh_from_db()
    assert saved.version == 1


@pytest.mark.django_db
def test_a_newer_version_keeps_what_was_there_before() -> None:
    first = make.document(
        focus_areas=tuple(engine.FocusArea(a, make.text(f"Area {a}")) for a in "12"),
        measures=(
            make.measure("1.1", cost=make.LOW, owners=("A",)),
            make.measure("1.2", cost=make.LOW),
            make.measure("2.1", focus_area="2"),
        ),
    )
    saved = make.programme(first, sharing=Sharing.SECTOR)
    before = {m.code: m for m in Measure.objects.filter(programme=saved)}
    second = replace(
        first,
        focus_areas=first.focus_areas[:1],
        measures=(
            make.measure("1.3"),
            replace(first.measures[0], cost=make.HIGH, title=make.text("Another title")),
            first.measures[1],
        ),
    )
    again = operations.import_programme(by=SYSTEM, document=second, at=LATER, replace=True)
    assert (again.pk, again.version, again.sharing) == (saved.pk, 2, Sharing.SECTOR)
    assert again.revision != saved.revision
    now = {m.code: m for m in Measure.objects.filter(programme=saved)}
    assert {code: now[code].pk for code in before} == {code: m.pk for code, m in before.items()}
    assert {code for code, m in now.items() if m.withdrawn_at == LATER} == {"2.1"}
    assert FocusArea.objects.get(programme=saved, code="2").withdrawn_at == LATER
    assert {code: m.version for code, m in now.items()} == {"1.1": 2, "1.2": 1, "2.1": 1, "1.3": 1}
    history = Judgement.objects.filter(measure=now["1.1"]).order_by("pk")
    assert [(row.levels, row.superseded_at) for row in history] == [
        ({"low": 1.0}, LATER),
        ({"high": 1.0}, None),
    ]
    assert Judgement.objects.filter(measure=now["1.2"]).get().superseded_at is None
    edited = AuditEntry.objects.get(action="measure.edited")
    assert edited.subject_id == str(now["1.1"].pk)
    assert edited.changes == {"title": [{"nb": "Measure 1.1"}, {"nb": "Another title"}]}
    told = AuditEntry.objects.get(action="programme.replaced").changes
    assert told["withdrawn"] == ["2.1"]
    assert (told["added"], told["changed"], told["judgements"]) == (1, 1, 1)


@pytest.mark.django_db
def test_a_measure_that_comes_back_is_the_same_measure() -> None:
    first = make.document(measures=(make.measure("1.1"), make.measure("1.2", cost=make.LOW)))
    make.programme(first)
    old = Measure.objects.get(code="1.2")
    without = replace(first, measures=first.measures[:1])
    for number, content in enumerate((without, first), start=1):
        at = make.AT + timedelta(days=number)
        operations.import_programme(by=SYSTEM, document=content, at=at, replace=True)
    back = Measure.objects.get(code="1.2")
    assert (back.pk, back.withdrawn_at) == (old.pk, None)
    assert Judgement.objects.filter(measure=back).count() == 2


@pytest.mark.django_db
def test_names_find_who_holds_their_things_today() -> None:
    old = actors.actor("The old directorate")
    new = actors.actor("The new directorate")
    actors.succession(old, new, date(2024, 1, 1))
    regions = [actors.actor(f"Region {name}", also_known_as=["RHF"]) for name in ("North", "South")]
    owners = ("The old directorate", "RHF", "Nobody we know")
    content = make.document(
        publisher="The old directorate", measures=(make.measure(owners=owners),)
    )
    saved = make.programme(content)
    assert saved.publisher_actor == old
    held = MeasureActor.objects.filter(part=Part.OWNER).order_by("position", "actor__name")
    assert [(row.position, row.name, row.actor) for row in held] == [
        (0, "The old directorate", new),
        (1, "RHF", regions[0]),
        (1, "RHF", regions[1]),
        (2, "Nobody we know", None),
    ]
    assert queries.document_of(SYSTEM, saved) == content
    (row,) = queries.register(SYSTEM, saved.code).rows
    assert [holder.today for holder in row.owners] == [
        "The new directorate",
        "Region North, Region South",
        "",
    ]


@pytest.mark.django_db
def test_a_programme_of_its_time_finds_the_actors_of_its_time() -> None:
    old, new = actors.actor("The old directorate"), actors.actor("The new directorate")
    actors.succession(old, new, date(2024, 1, 1))
    content = make.document(measures=(make.measure(owners=("The old directorate",)),))
    operations.import_programme(by=SYSTEM, document=content, at=datetime(2023, 6, 14, tzinfo=UTC))
    assert MeasureActor.objects.get().actor == old


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"measures": (make.measure("1.1"), make.measure("1.1"))}, "id.duplicate"),
        ({"measures": (make.measure(focus_area="7"),)}, "measure.focus_area_unknown"),
        ({"measures": (make.measure(cost=engine.Judgement({"low": 0.4})),)}, "judgement.sum"),
        (
            {"measures": (make.measure(cost=engine.Judgement({"low": 2.0, "high": -1.0})),)},
            "judgement.share",
        ),
        (
            {"measures": (make.measure(cost=engine.Judgement({"low": float("nan")})),)},
            "judgement.share",
        ),
        (
            {"measures": (make.measure(cost=engine.Judgement({"huge": 1.0})),)},
            "judgement.unknown_level",
        ),
        ({"publisher": "x" * 501}, "value.too_long"),
        ({"measures": (make.measure(owners=("x" * 501,)),)}, "value.too_long"),
        ({"published_counts": (engine.PublishedCount("measures", 2**31),)}, "value.too_large"),
    ],
)
def test_what_the_tables_cannot_hold_is_refused_whole(fields: dict[str, object], code: str) -> None:
    with pytest.raises(InvalidInput, match=r"programme\.invalid") as refused:
        operations.import_programme(by=SYSTEM, document=make.document(**fields), at=make.AT)
    assert code in {problem.code for problem in refused.value.problems}
    assert not Programme.objects.exists()


@pytest.mark.django_db
def test_sharing_must_be_known() -> None:
    with pytest.raises(InvalidInput, match=r"sharing\.unknown"):
        make.programme(sharing="friends")
