"""Importing the register: read, look, apply; nothing happens twice, and nothing is guessed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

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
from samvern.base.models import AuditEntry
from samvern.base.viewer import SYSTEM
from samvern.engine.directory import IndustryCode
from samvern.engine.errors import Conflict, NotAllowed, NotFound, NotReady
from tests.apps.actors.importing import AT, apply, changes, read, sample, take
from tests.factories import actors
from tests.factories.register_units import unit
from tests.worlds import CAST, World

pytestmark = pytest.mark.django_db


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
