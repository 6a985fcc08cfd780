"""Measures are edited, owned and judged."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from samvern.apps.programmes import operations, queries
from samvern.apps.programmes.models import (
    FocusArea,
    Judgement,
    Measure,
    MeasureActor,
    OwnerChange,
    OwnerChangeReason,
    Part,
    Programme,
    Sharing,
)
from samvern.apps.programmes.operations import OwnerEntry
from samvern.base.models import AuditEntry
from samvern.base.permissions import Role
from samvern.base.viewer import SYSTEM
from samvern.engine.errors import Conflict, InvalidInput, NotAllowed, NotFound, NotReady
from tests.factories import programmes as make
from tests.factories import users
from tests.worlds import CAST, World

LATER = make.AT + timedelta(hours=1)


def edit(viewer, measure: Measure, **changes: object) -> Measure:
    """Edit the version of the measure that was loaded."""
    return operations.edit_measure(
        by=viewer, measure_id=measure.pk, version=measure.version, changes=changes, at=LATER
    )


@pytest.mark.parametrize("member", CAST)
def test_the_authority_and_the_owner_edit(world: World, measure: Measure, member: str) -> None:
    viewer = world.viewer(member)
    may_edit = member in {"authority", "owner"}
    page = queries.measure_page(viewer, measure.programme.code, measure.code)
    assert page.may_edit == may_edit
    if may_edit:
        edited = edit(viewer, measure, status="ongoing")
        assert (edited.status, edited.version) == ("ongoing", 2)
    else:
        with pytest.raises(NotAllowed):
            edit(viewer, measure, status="ongoing")
        measure.refresh_from_db()
        assert (measure.status, measure.version) == ("", 1)


@pytest.mark.parametrize("member", ["owner", "supervisor", "stranger"])
def test_a_measure_owner_edits_nothing_that_others_own(
    world: World, programme: Programme, member: str
) -> None:
    other = Measure.objects.get(programme=programme, code="1.2")
    with pytest.raises(NotAllowed):
        edit(world.viewer(member), other, status="ongoing")


def test_what_is_not_seen_cannot_be_edited(world: World) -> None:
    saved = make.programme(
        make.document(measures=(make.measure(owners=(world.hospital.name,)),)),
        sharing=Sharing.AUTHORITY,
    )
    with pytest.raises(NotFound):
        edit(world.viewer("owner"), make.only_measure(saved), status="ongoing")


def test_a_read_token_edits_nothing(world: World, measure: Measure) -> None:
    viewer = users.viewer(Role.SECTOR_AUTHORITY, scopes=frozenset({"read"}))
    with pytest.raises(NotAllowed):
        edit(viewer, measure, status="ongoing")


def test_an_edit_tells_the_trail_field_by_field(world: World, measure: Measure) -> None:
    before = measure.programme
    edit(
        world.viewer("owner"),
        measure,
        title={"nb": "Ny tittel", "en": "New title"},
        finish="2027-03",
        interfaces=("NIS2", "Normen"),
        kind="",
    )
    entry = AuditEntry.objects.get(action="measure.edited")
    assert entry.changes == {
        "title": [{"nb": "Measure 1.1"}, {"nb": "Ny tittel", "en": "New title"}],
        "finish": ["", "2027-03"],
        "interfaces": [[], ["NIS2", "Normen"]],
    }
    assert entry.path == world.hospital.path
    after = Programme.objects.get(pk=before.pk)
    assert (after.version, after.changed_at) == (before.version + 1, LATER)
    (seen, _) = queries.document_of(SYSTEM, after).measures
    assert (seen.title["en"], seen.finish, seen.interfaces) == (
        "New title",
        "2027-03",
        ("NIS2", "Normen"),
    )


def test_the_second_of_two_editors_is_told(world: World, measure: Measure) -> None:
    same = Measure.objects.get(pk=measure.pk)
    edit(world.viewer("authority"), measure, status="ongoing")
    with pytest.raises(Conflict, match=r"measure\.changed_meanwhile"):
        edit(world.viewer("owner"), same, status="stopped")
    with pytest.raises(Conflict):
        edit(world.viewer("owner"), same)
    measure.refresh_from_db()
    assert (measure.status, measure.version) == ("ongoing", 2)
    assert AuditEntry.objects.filter(action="measure.edited").count() == 1


def test_saving_what_is_there_already_changes_nothing(world: World, measure: Measure) -> None:
    same = edit(world.viewer("owner"), measure, status="", title=measure.title)
    assert same.version == 1
    assert not AuditEntry.objects.filter(action="measure.edited").exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", {}),
        ("title", {"nb": ""}),
        ("title", {"nb": "x" * 501}),
        ("title", {"de": "Titel"}),
        ("title", {"nb": 7}),
        ("title", "Tittel"),
        ("description", {"nb": "x" * 20_001}),
        ("description", {"nb": "a\0b"}),
        ("kind", "guess"),
        ("status", "forgotten"),
        ("status", None),
        ("start", "2024-13"),
        ("start", "2024-02-30"),
        ("start", "24"),
        ("finish", "٢٠٢٤"),
        ("finish", 2024),
        ("every", "x" * 501),
        ("owner_note", "\ud800"),
        ("interfaces", "NIS2"),
        ("interfaces", [""]),
        ("interfaces", ["x"] * 101),
        ("version", 3),
        ("programme", 1),
    ],
)
def test_values_that_make_no_sense_are_refused(
    world: World, measure: Measure, field: str, value: object
) -> None:
    with pytest.raises(InvalidInput, match=r"measure\.invalid") as refused:
        edit(world.viewer("authority"), measure, **{field: value})
    assert refused.value.problems[0].where.startswith(field)
    measure.refresh_from_db()
    assert measure.version == 1


def test_a_withdrawn_measure_is_not_edited(world: World, measure: Measure) -> None:
    Measure.objects.filter(pk=measure.pk).update(withdrawn_at=make.AT)
    with pytest.raises(NotReady, match=r"measure\.withdrawn"):
        edit(world.viewer("authority"), measure, status="ongoing")


@pytest.mark.parametrize("member", CAST)
def test_the_authority_says_who_owns(world: World, measure: Measure, member: str) -> None:
    viewer = world.viewer(member)
    owners = [OwnerEntry("", world.other_hospital.pk), OwnerEntry("A new one")]

    def set_them() -> Measure:
        return operations.set_owners(
            by=viewer, measure_id=measure.pk, version=1, owners=owners, at=LATER
        )

    if member != "authority":
        with pytest.raises(NotAllowed):
            set_them()
        return
    assert set_them().version == 2
    rows = MeasureActor.objects.filter(measure=measure, part=Part.OWNER)
    assert [(row.name, row.actor) for row in rows] == [
        (world.other_hospital.name, world.other_hospital),
        ("A new one", None),
    ]
    changes = OwnerChange.objects.filter(measure=measure).order_by("pk")
    assert [(row.from_name, row.to_name, row.reason) for row in changes] == [
        (world.hospital.name, world.other_hospital.name, OwnerChangeReason.DECISION),
        ("", "A new one", OwnerChangeReason.DECISION),
    ]
    assert AuditEntry.objects.get(action="measure.owners_set").subject_id == str(measure.pk)
    with pytest.raises(Conflict):
        set_them()


def test_the_trail_of_a_draft_is_for_those_who_see_the_draft(world: World) -> None:
    owned = make.measure(owners=(world.hospital.name,))
    for sharing, seen in ((Sharing.AUTHORITY, False), (Sharing.SECTOR, True)):
        saved = make.programme(make.document(measures=(owned,)), sharing=sharing)
        measure = make.only_measure(saved)
        changes = {"target_group": "Those who are not to know yet"}
        operations.edit_measure(
            by=SYSTEM, measure_id=measure.pk, version=1, changes=changes, at=LATER
        )
        told = AuditEntry.objects.filter(subject_id=str(measure.pk), action="measure.edited")
        assert told.visible_to(world.viewer("officer")).exists() is seen
        assert told.visible_to(world.viewer("authority")).exists()


def test_nobody_is_an_answer_to_who_owns(world: World, measure: Measure) -> None:
    operations.set_owners(by=SYSTEM, measure_id=measure.pk, version=1, owners=[], at=LATER)
    (first, _) = queries.document_of(SYSTEM, Programme.objects.get()).measures
    assert first.owners == ()
    rows = queries.register(SYSTEM, "P-OWNED", queries.MeasureFilters(owner=queries.NOBODY)).rows
    assert [row.code for row in rows] == ["1.1"]


@pytest.mark.parametrize(
    "entry", [OwnerEntry(""), OwnerEntry("  "), OwnerEntry("x" * 501), OwnerEntry("x", 2**62)]
)
def test_owners_that_make_no_sense_are_refused(
    world: World, measure: Measure, entry: OwnerEntry
) -> None:
    with pytest.raises(InvalidInput, match=r"measure\.invalid"):
        operations.set_owners(by=SYSTEM, measure_id=measure.pk, version=1, owners=[entry], at=LATER)


def judge(viewer, subject: Measure | FocusArea, **fields: object) -> Judgement:
    """Judge the cost of a measure, unless told otherwise."""
    asked = {"criterion": "cost", "levels": {"high": 0.3, "medium": 0.7}, "why": "Asked around"}
    return operations.record_judgement(by=viewer, subject=subject, at=LATER, **{**asked, **fields})


@pytest.mark.parametrize("member", CAST)
def test_the_authority_judges(world: World, measure: Measure, member: str) -> None:
    viewer = world.viewer(member)
    if member != "authority":
        with pytest.raises(NotAllowed):
            judge(viewer, measure)
        return
    new = judge(viewer, measure)
    old, newest = Judgement.objects.filter(measure=measure).order_by("pk")
    assert newest == new
    assert (old.superseded_at, new.superseded_at) == (LATER, None)
    assert (new.by_name, new.by_user, new.reason) == (
        "Authority",
        world.user("authority"),
        "Asked around",
    )
    entry = AuditEntry.objects.get(action="judgement.recorded")
    assert entry.changes["levels"] == [{"low": 1.0}, {"medium": 0.7, "high": 0.3}]
    page = queries.measure_page(viewer, measure.programme.code, measure.code)
    assert page.measure.cost.words == "medium (70%) or high (30%)"
    assert [row.judged.words for row in page.judgement_history] == ["low"]


@pytest.mark.parametrize("criterion", ["contribution", "attainment"])
def test_focus_areas_are_judged_against_risk_areas_and_goals(
    world: World, programme: Programme, criterion: str
) -> None:
    area = FocusArea.objects.get(programme=programme)
    about, level = {"contribution": ("R1", "some"), "attainment": ("M1", "4")}[criterion]
    judge(world.viewer("authority"), area, criterion=criterion, about=about, levels={level: 1.0})
    saved = Programme.objects.get()
    (seen,) = queries.document_of(SYSTEM, saved).focus_areas
    assert getattr(seen, criterion)[about].levels == {level: 1.0}
    assert saved.attainment_columns == (["1"] if criterion == "attainment" else [])


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"criterion": "beauty"}, "value.unknown"),
        ({"criterion": ""}, "value.missing"),
        ({"why": "  "}, "judgement.reason_missing"),
        ({"why": "a\0b"}, "text.control_character"),
        ({"about": "M1"}, "judgement.about_nothing"),
        ({"levels": {}}, "judgement.sum"),
        ({"levels": {"low": 0.5}}, "judgement.sum"),
        ({"levels": {"low": float("nan"), "high": 1.0}}, "judgement.share"),
        ({"levels": {"enormous": 1.0}}, "judgement.unknown_level"),
        ({"criterion": "attainment", "about": "R1"}, "judgement.about_unknown"),
        ({"criterion": "attainment"}, "judgement.about_unknown"),
        ({"criterion": "contribution", "about": "a\0b"}, "judgement.about_unknown"),
    ],
)
def test_judgements_that_make_no_sense_are_refused(
    world: World, measure: Measure, fields: dict[str, object], code: str
) -> None:
    with pytest.raises(InvalidInput, match=r"judgement\.invalid") as refused:
        judge(world.viewer("authority"), measure, **fields)
    assert code in {problem.code for problem in refused.value.problems}
    assert Judgement.objects.filter(measure=measure).count() == 1


def test_cost_is_not_judged_for_a_focus_area(world: World, programme: Programme) -> None:
    with pytest.raises(InvalidInput, match=r"judgement\.invalid"):
        judge(world.viewer("authority"), FocusArea.objects.get(programme=programme))


def test_the_database_keeps_one_judgement_in_force(world: World, measure: Measure) -> None:
    (only,) = Judgement.objects.filter(measure=measure)
    only.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        only.save()


@pytest.mark.parametrize("member", CAST)
def test_those_who_govern_say_who_sees_it(world: World, programme: Programme, member: str) -> None:
    viewer = world.viewer(member)
    if member != "authority":
        with pytest.raises(NotAllowed):
            operations.share_programme(
                by=viewer, code=programme.code, sharing=Sharing.SECTOR, at=LATER
            )
        return
    shared = operations.share_programme(
        by=viewer, code=programme.code, sharing=Sharing.SECTOR, at=LATER
    )
    assert (shared.sharing, shared.version) == (Sharing.SECTOR, 2)
    entry = AuditEntry.objects.get(action="programme.shared")
    assert entry.changes == {"sharing": ["public", "sector"]}
    operations.share_programme(by=viewer, code=programme.code, sharing=Sharing.SECTOR, at=LATER)
    assert AuditEntry.objects.filter(action="programme.shared").count() == 1
