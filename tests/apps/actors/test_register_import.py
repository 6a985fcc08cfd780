"""Importing the register: read, look, apply; people's words stand, and nothing happens twice."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from samvern.apps.actors import operations, queries
from samvern.apps.actors.models import (
    Actor,
    FactSource,
    ImportState,
    RegisterChange,
    RegisterEntry,
    RegisterImport,
    Succession,
)
from samvern.apps.actors.register_reading import RegisterFile
from samvern.base.models import AuditEntry
from samvern.base.viewer import SYSTEM
from samvern.engine.directory import IndustryCode, RegisterUnit
from samvern.engine.errors import Conflict, InvalidInput, NotAllowed, NotFound, NotReady
from tests.factories import actors
from tests.factories.register_units import as_stream, unit
from tests.worlds import CAST, World

pytestmark = pytest.mark.django_db

FIXTURES = Path(__file__).parents[2] / "formats/fixtures/enhetsregisteret"
AT = datetime(2026, 11, 27, 12, tzinfo=UTC)


def file_of(units: Iterable[RegisterUnit], name: str = "enheter.json") -> RegisterFile:
    return RegisterFile(name, as_stream(units))


def sample(*names: str) -> list[RegisterFile]:
    return [RegisterFile(name, io.BytesIO((FIXTURES / name).read_bytes())) for name in names]


def read(*units: RegisterUnit, **options: Any) -> RegisterImport:
    return operations.read_register(by=SYSTEM, at=AT, files=[file_of(units)], **options)


def apply(saved: RegisterImport) -> RegisterImport:
    return operations.apply_import(by=SYSTEM, at=AT, import_id=saved.pk)


def take(*units: RegisterUnit, **options: Any) -> RegisterImport:
    return apply(read(*units, **options))


def changes(saved: RegisterImport) -> dict[str, str]:
    return dict(saved.changes.values_list("name", "kind"))


@pytest.fixture
def demo(settings: Settings) -> None:
    settings.IS_DEMO = True


def test_reading_changes_nothing_but_says_what_would(demo: None) -> None:
    saved = operations.read_register(
        by=SYSTEM, at=AT, files=sample("enheter.json", "underenheter.json"), with_made_up=True
    )
    assert saved.state == ImportState.READY
    assert not Actor.objects.exists()
    assert not RegisterEntry.objects.exists()
    assert saved.counts["rows"] == 17
    assert saved.counts["bad"] == 4
    assert saved.counts["closed_before"] == 1
    assert changes(saved) == dict.fromkeys(
        [
            "Fiktivdal Kommune",
            "Fiktiv Fastlegepraksis Solsiden AS",
            "Eksempel Legesenter Tre Traner AS",
            "Oppdiktet Psykiatrisk Sykehus AS",
            "Oppdiktet Spesialsykehus AS",
            "Liksom Psykologsenter Åpen Dør AS",
            "Fiktiv Fastlegepraksis Solsiden",
            "Eksempel Legesenter Tre Traner",
            "Fiktivdal Sjukeheim",
            "Fiktivdal Legekontor",
            "Bedriftshelsa ved Fiktivt Oljeselskap",
        ],
        "new",
    )
    assert {(p["row"], p["code"]) for p in saved.problems} >= {
        (4, "org_number.check_digit"),
        (8, "field.required"),
        (10, "register_row.not_an_object"),
    }
    assert [source["rows"] for source in saved.sources] == [12, 5]
    assert all(len(source["sha256"]) == 64 for source in saved.sources)


def test_a_clinic_with_two_entries_is_one_actor_and_a_municipality_has_its_own_below(
    demo: None,
) -> None:
    apply(
        operations.read_register(
            by=SYSTEM, at=AT, files=sample("enheter.json", "underenheter.json"), with_made_up=True
        )
    )
    clinic = Actor.objects.get(name="Fiktiv Fastlegepraksis Solsiden AS")
    assert clinic.register_entries.count() == 2
    assert (clinic.kind, clinic.size, clinic.region) == ("gp_office", "1-9", "HN")
    assert (clinic.language_form, clinic.valid_from) == ("nb", date(2012, 3, 1))
    assert clinic.source == FactSource.FICTITIOUS
    municipality = Actor.objects.get(name="Fiktivdal Kommune")
    assert municipality.language_form == "nn"
    below = dict(municipality.children.values_list("name", "kind"))
    assert below == {"Fiktivdal Sjukeheim": "nursing_home", "Fiktivdal Legekontor": "gp_office"}
    assert all(
        child.path == f"{municipality.path}{child.pk}/" for child in municipality.children.all()
    )
    orphan = Actor.objects.get(name__startswith="Bedriftshelsa")
    assert (orphan.parent, orphan.path) == (None, f"/{orphan.pk}/")
    both = Actor.objects.filter(name__contains="sykehus AS") | Actor.objects.filter(
        name__contains="Sykehus AS"
    )
    found = RegisterEntry.objects.filter(actor__in=both).values_list("because", flat=True)
    assert sorted(found) == ["SN2007:86.102", "SN2025:86.102"]
    assert Actor.objects.count() == 9


def test_the_later_files_close_merge_move_reopen_and_add(demo: None) -> None:
    def look(*names: str) -> RegisterImport:
        return operations.read_register(by=SYSTEM, at=AT, files=sample(*names), with_made_up=True)

    apply(look("enheter.json", "underenheter.json"))
    later = look("enheter_senere.json", "underenheter_senere.json")
    assert changes(later) == {
        "Fiktivdal Kommune": "changed",
        "Fiktiv Fastlegepraksis Solsiden AS": "merged",
        "Eksempel Legesenter Tre Traner AS": "changed",
        "Oppdiktet Psykiatrisk Sykehus AS": "moved",
        "Fiktiv Tannlege Siste Bor": "new",
        "Eksempel Fysioterapi Rett i Ryggen": "new",
        "Fiktiv Fastlegepraksis Solsiden": "changed",
    }
    apply(later)
    merged = Actor.objects.get(name="Fiktiv Fastlegepraksis Solsiden AS")
    heir = Actor.objects.get(name="Eksempel Legesenter Tre Traner AS")
    assert merged.valid_to == date(2026, 9, 30)
    succession = Succession.objects.get()
    assert (succession.predecessor, succession.successor) == (merged, heir)
    assert succession.kind == "merger"
    moved = Actor.objects.get(name__startswith="Oppdiktet Psykiatrisk")
    assert (moved.municipality_number, moved.region) == ("3301", "HSO")
    assert look("enheter_senere.json", "underenheter_senere.json").counts["unchanged"] == 13


def test_the_same_files_again_change_nothing() -> None:
    office = unit(employees=7)
    take(office)
    again = read(office)
    assert again.counts["unchanged"] == 1
    assert not again.changes.exists()
    before = Actor.objects.values().get()
    apply(again)
    assert Actor.objects.values().get() == before


def test_applying_twice_is_refused_and_changes_nothing() -> None:
    saved = take(unit())
    with pytest.raises(NotReady, match=r"register_import\.applied"):
        apply(saved)
    assert Actor.objects.count() == 1


def test_an_interrupted_import_goes_on_where_it_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("samvern.apps.actors.operations.applying.BATCH", 2)
    saved = read(*(unit(f"OFFICE {n}") for n in range(5)))
    RegisterImport.objects.filter(pk=saved.pk).update(state=ImportState.APPLYING)
    assert operations.apply_batch(by=SYSTEM, at=AT, import_id=saved.pk) == 2
    assert Actor.objects.count() == 2
    assert apply(saved).state == ImportState.APPLIED
    assert Actor.objects.count() == 5
    assert RegisterEntry.objects.count() == 5
    actions = list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))
    assert actions == ["register.read", *["register.batch_applied"] * 3, "register.applied"]


def test_of_two_imports_read_side_by_side_only_the_first_applied_stands() -> None:
    first, second = read(unit("A")), read(unit("B"))
    apply(first)
    with pytest.raises(Conflict, match=r"register_import\.outdated"):
        apply(second)
    assert [actor.name for actor in Actor.objects.all()] == ["A"]


def test_what_people_wrote_stands_field_by_field() -> None:
    office = unit("SOLBAKKEN LEGESENTER", employees=7)
    take(office)
    actor = Actor.objects.get()
    operations.edit_actor(
        by=SYSTEM, at=AT, actor_id=actor.pk, version=1, fields={"name": "Solbakken (stengt fredag)"}
    )
    saved = take(replace(office, name="SOLSIDEN LEGESENTER", employees=70))
    actor.refresh_from_db()
    assert (actor.name, actor.size) == ("Solbakken (stengt fredag)", "50-249")
    change = saved.changes.get()
    assert change.overridden == {"name": "Solsiden Legesenter"}
    assert change.updated == {"size": ["1-9", "50-249"]}
    view = queries.register_view(SYSTEM, actor)
    origins = {origin.field: (origin.origin, origin.overridden) for origin in view.origins}
    assert origins["name"] == ("hand", "Solsiden Legesenter")
    assert origins["size"] == ("register", None)
    assert [past.kind.value for past in view.past] == ["changed", "new"]


def test_a_field_by_hand_is_given_back_to_the_register() -> None:
    take(unit("SOLBAKKEN LEGESENTER", municipality="1804"))
    actor = Actor.objects.get()
    edited = operations.edit_actor(
        by=SYSTEM, at=AT, actor_id=actor.pk, version=actor.version, fields={"name": "Noe annet"}
    )
    followed = operations.follow_register(
        by=SYSTEM, at=AT, actor_id=actor.pk, version=edited.version, field="name"
    )
    assert followed.name == "Solbakken Legesenter"
    assert "solbakken" in followed.search_text
    assert queries.overridden_fields(followed) == {}
    for field in ("name", "kind", "no_such_field"):
        with pytest.raises(InvalidInput, match=r"actor\.not_overridden"):
            operations.follow_register(
                by=SYSTEM, at=AT, actor_id=actor.pk, version=followed.version, field=field
            )


def test_a_shipped_actor_is_found_and_its_number_becomes_sourced() -> None:
    trust = actors.actor("Fjordheim sykehus HF", municipality_number="4601")
    take(unit("FJORDHEIM SYKEHUS HF", org_number=trust.org_number, code="", municipality="4614"))
    trust.refresh_from_db()
    assert trust.source == FactSource.SOURCED
    assert trust.name == "Fjordheim sykehus HF"
    assert trust.kind == "hospital_trust"
    assert trust.municipality_number == "4614"
    assert RegisterChange.objects.get().kind == "matched"


def test_an_actor_whose_number_nobody_knew_gets_it_by_its_name() -> None:
    nameless = actors.actor("Hemit HF", kind="ict_company", without_number=True)
    found = unit("HEMIT HF", code="62.020")
    take(found)
    nameless.refresh_from_db()
    assert (nameless.org_number, nameless.source) == (found.org_number, FactSource.SOURCED)
    assert nameless.kind == "ict_company"
    assert Actor.objects.count() == 1


def test_two_of_a_name_are_not_guessed_between() -> None:
    for _twice in range(2):
        actors.actor("Hemit HF", without_number=True)
    take(unit("HEMIT HF"))
    assert Actor.objects.count() == 3


def test_a_unit_outside_the_sector_does_not_come_in() -> None:
    saved = take(unit("EKSEMPEL BARNEHAGE", code="88.911"))
    assert saved.counts["rows"] == 1
    assert not Actor.objects.exists()


def test_a_number_that_comes_twice_is_told_and_taken_once() -> None:
    office = unit("A")
    saved = read(office, replace(office, name="B"))
    assert [problem["code"] for problem in saved.problems] == ["register_row.twice"]
    assert changes(saved) == {"A": "new"}


def test_made_up_numbers_stay_out_of_a_real_directory(settings: Settings) -> None:
    made_up = unit(org_number=actors.org_number(synthetic=True))
    saved = read(made_up)
    assert [problem["code"] for problem in saved.problems] == ["org_number.synthetic"]
    assert not saved.changes.exists()
    with pytest.raises(NotReady, match=r"demo\.mode_off"):
        read(made_up, with_made_up=True)


def test_bankruptcy_is_told_and_ends_nothing_a_closing_day_does_and_reopening_takes_it_back() -> (
    None
):
    office = unit()
    take(office)
    told = take(replace(office, is_bankrupt=True))
    assert told.changes.get().kind == "closing"
    assert Actor.objects.get().valid_to is None
    closed = take(replace(office, is_bankrupt=True, closed_on=date(2026, 10, 1)))
    assert closed.changes.get().kind == "closed"
    assert Actor.objects.get().valid_to == date(2026, 10, 1)
    reopened = take(office)
    assert reopened.changes.get().kind == "reopened"
    assert Actor.objects.get().valid_to is None


def test_a_day_that_would_end_before_the_beginning_is_left_out() -> None:
    office = unit()
    take(office)
    actor = Actor.objects.get()
    operations.edit_actor(
        by=SYSTEM,
        at=AT,
        actor_id=actor.pk,
        version=actor.version,
        fields={"valid_from": date(2026, 11, 1)},
    )
    saved = take(replace(office, closed_on=date(2026, 10, 1)))
    assert saved.changes.get().overridden == {"valid_to": "2026-10-01"}
    assert Actor.objects.get().valid_to is None


def test_who_is_missing_from_a_file_of_everybody_is_gone_and_from_another_is_not() -> None:
    stays, leaves = unit("STAYS"), unit("LEAVES")
    take(stays, leaves)
    assert not read(stays).changes.exists()
    saved = take(stays, is_complete=True)
    assert changes(saved) == {"Leaves": "gone"}
    assert Actor.objects.get(name="Leaves").valid_to == date(2026, 11, 27)
    assert Actor.objects.get(name="Stays").valid_to is None
    back = take(stays, leaves, is_complete=True)
    assert changes(back) == {"Leaves": "reopened"}


def test_a_file_of_everybody_that_lacks_most_is_not_believed() -> None:
    offices = [unit(f"OFFICE {n}") for n in range(30)]
    take(*offices)
    saved = read(offices[0], is_complete=True)
    assert saved.counts["missing"] == 29
    assert not saved.changes.exists()


def test_nobody_is_gone_from_a_file_that_broke_off() -> None:
    stays, leaves = unit("STAYS"), unit("LEAVES")
    take(stays, leaves)
    content = file_of([stays, unit("X")]).stream.read()[:-40]
    broken = RegisterFile("enheter.json", io.BytesIO(content))
    saved = operations.read_register(by=SYSTEM, at=AT, files=[broken], is_complete=True)
    assert not saved.changes.exists()
    assert saved.problems[-1]["code"] == "register_file.broken"
    assert not saved.is_complete


def test_a_file_that_is_none_leaves_nothing_behind() -> None:
    with pytest.raises(InvalidInput, match=r"register_file\.unknown_columns"):
        operations.read_register(by=SYSTEM, at=AT, files=[RegisterFile("x", io.BytesIO(b"%PDF"))])
    assert not RegisterImport.objects.exists()


def test_places_of_business_move_with_their_owner_in_the_register() -> None:
    north, south = unit("NORTH KOMMUNE", form="KOMM"), unit("SOUTH KOMMUNE", form="KOMM")
    home = unit("HOME", form="BEDR", code="87.102", parent=north.org_number)
    ward = unit("WARD", form="BEDR", code="87.102", parent=home.org_number)
    take(ward, home, north, south)
    actor, below = Actor.objects.get(name="Home"), Actor.objects.get(name="Ward")
    assert (actor.parent and actor.parent.name, below.parent) == ("North Kommune", actor)
    take(replace(home, parent=south.org_number))
    actor.refresh_from_db()
    below.refresh_from_db()
    assert actor.parent
    assert actor.parent.name == "South Kommune"
    assert actor.path == f"{actor.parent.path}{actor.pk}/"
    assert below.path == f"{actor.path}{below.pk}/"


def test_a_place_by_hand_is_not_moved() -> None:
    north, south = unit("NORTH KOMMUNE", form="KOMM"), unit("SOUTH KOMMUNE", form="KOMM")
    home = unit("HOME", form="BEDR", code="87.102", parent=north.org_number)
    take(home, north, south)
    actor = Actor.objects.get(name="Home")
    operations.move_actor(
        by=SYSTEM, at=AT, actor_id=actor.pk, version=actor.version, parent_id=None
    )
    saved = take(replace(home, parent=south.org_number))
    actor.refresh_from_db()
    assert actor.parent is None
    assert saved.changes.get().overridden == {"parent": south.org_number}


def test_units_in_a_circle_come_in_beside_each_other() -> None:
    first = unit("FIRST", form="BEDR")
    second = unit("SECOND", form="BEDR", parent=first.org_number)
    saved = take(replace(first, parent=second.org_number), second)
    assert saved.counts["in_a_circle"] == 2
    assert set(Actor.objects.values_list("name", "parent")) == {("First", None), ("Second", None)}


def test_several_doctors_behind_one_door_know_of_each_other() -> None:
    take(unit("LEGE A"), unit("LEGE B"), unit("LEGE C", municipality="4601"))
    view = queries.register_view(SYSTEM, Actor.objects.get(name="Lege A"))
    assert [actor.name for actor in view.behind_one_door] == ["Lege B"]


def test_a_code_nobody_can_date_comes_in_with_the_version_that_is_said() -> None:
    code = IndustryCode("87.201")
    hazy = unit("BOLIG", codes=(code,))
    assert read(hazy).counts["new"] == 1  # both versions make it the same kind of actor
    take(hazy, standard="SN2025")
    assert RegisterEntry.objects.get().because == "SN2025:87.201"


def test_those_who_answer_for_the_sector_see_imports(world: World) -> None:
    saved = read(unit())
    for member in CAST:
        viewer = world.viewer(member)
        if member in {"authority", "supervisor"}:
            assert list(queries.imports(viewer)) == [saved]
            assert queries.changes_of(viewer, saved).exists()
            continue
        with pytest.raises(NotAllowed):
            queries.imports(viewer)
        with pytest.raises(NotFound):
            queries.import_for(viewer, saved.pk)
        assert not queries.changes_of(viewer, saved).exists()


def test_what_was_read_can_be_thrown_away_until_it_is_applied() -> None:
    saved = read(unit())
    operations.discard_import(by=SYSTEM, at=AT, import_id=saved.pk)
    assert not RegisterImport.objects.exists()
    assert not RegisterChange.objects.exists()
    applied = take(unit())
    with pytest.raises(NotReady, match=r"register_import\.applied"):
        operations.discard_import(by=SYSTEM, at=AT, import_id=applied.pk)


def test_applied_changes_are_seen_by_all_who_see_actors(world: World) -> None:
    take(unit())
    waiting = read(unit())
    seen = RegisterChange.objects.visible_to(world.viewer("colleague"))
    assert seen.count() == 1
    assert not seen.filter(register_import=waiting).exists()
    assert not RegisterChange.objects.visible_to(world.viewer("stranger")).exists()
