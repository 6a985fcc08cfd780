"""What comes in is held against what is here first; what is taken in is what was seen."""

from __future__ import annotations

from dataclasses import replace

import pytest

from samvern.apps.frameworks import operations, queries
from samvern.apps.frameworks.models import (
    MOST_REMEMBERED,
    Origin,
    Requirement,
    RequirementSet,
    SetDraft,
    SetEdition,
    SheetColumns,
)
from samvern.apps.frameworks.queries import ArrivalKind, arrival_of
from samvern.apps.frameworks.queries.documents import document_of_edition
from samvern.apps.frameworks.shipped import shipped_sets
from samvern.base.models import AuditEntry
from samvern.base.viewer import SYSTEM
from samvern.engine.errors import Conflict, InvalidInput, NotAllowed, NotFound
from samvern.engine.frameworks import Change, LossKind, WordingStatus
from tests.factories import framework_files as files
from tests.factories import frameworks as make
from tests.worlds import CAST, World

pytestmark = pytest.mark.django_db


def test_a_first_version_is_a_new_set(world: World) -> None:
    found = arrival_of(world.viewer("authority"), make.framework())
    assert (found.kind, found.edition, found.comparison) == (ArrivalKind.NEW_SET, 0, None)
    assert not found.needs_reason


def test_a_version_is_compared_with_the_one_that_it_follows(world: World) -> None:
    make.requirement_set()
    make.requirement_set(make.framework(version="1b"))
    found = arrival_of(world.viewer("authority"), files.later())
    assert found.kind is ArrivalKind.NEW_VERSION
    assert found.comparison
    assert (found.comparison.before, found.comparison.is_by_id) == ("1", False)
    assert found.comparison.count(Change.RENUMBERED) == 1
    assert found.lost == ()


def test_a_version_that_follows_one_that_is_not_here_says_so(world: World) -> None:
    make.requirement_set()
    later = files.later(follows_version="1.5", requirements=make.framework().requirements)
    found = arrival_of(world.viewer("authority"), later)
    assert found.follows_unknown == "1.5"
    assert found.comparison
    assert (found.comparison.before, found.comparison.is_by_id) == ("1", True)


def test_another_state_names_what_would_be_lost(world: World) -> None:
    make.requirement_set(sharing="sector")
    shorter = make.framework(requirements=make.framework().requirements[:2])
    found = arrival_of(world.viewer("authority"), shorter, "public")
    assert (found.kind, found.edition) == (ArrivalKind.OTHER_STATE, 1)
    assert found.withdrawn == ("1.2",)
    assert (found.sharing_before, found.sharing) == ("sector", "public")
    assert found.needs_reason


def test_the_same_word_for_word_is_told_from_the_same_for_others(world: World) -> None:
    make.requirement_set()
    authority = world.viewer("authority")
    assert arrival_of(authority, make.framework()).kind is ArrivalKind.SAME
    assert arrival_of(authority, make.framework(), "public").kind is ArrivalKind.SAME
    assert arrival_of(authority, make.framework(), "sector").kind is ArrivalKind.OTHER_STATE


def test_everything_that_hinders_a_version_is_told_at_once(world: World) -> None:
    make.requirement_set(make.framework(version="2", follows_version="1"))
    broken = make.framework(publisher="x" * 400, requirements=make.framework().requirements[:2])
    found = arrival_of(world.viewer("authority"), broken)
    assert [each.code for each in found.problems] == ["value.too_long"]
    wrong = make.framework(
        version="3",
        follows_version="2",
        requirements=tuple(
            replace(each, follows=("9.9",)) for each in make.framework().requirements
        ),
    )
    problems = arrival_of(world.viewer("authority"), wrong).problems
    assert [each.code for each in problems] == ["framework_chain.follows_unknown"] * 3


@pytest.mark.parametrize("member", CAST)
def test_only_the_authority_tries_takes_in_and_puts_back(world: World, member: str) -> None:
    make.requirement_set()
    make.requirement_set(make.framework(publisher="Another"), edition=1, reason="Put right")
    viewer = world.viewer(member)
    attempts = {
        "try": lambda: arrival_of(viewer, make.framework()),
        "release": lambda: operations.take_in_release(
            by=viewer, name="nsm-gp-ikt-2.1", edition=0, reason="", at=make.AT
        ),
        "table": lambda: operations.take_in_table(
            by=viewer,
            code="rules",
            version="1",
            table=files.table(),
            mapping=files.mapping(),
            edition=2,
            reason=files.REASON,
            at=make.AT,
        ),
        "put back": lambda: operations.put_back(
            by=viewer,
            code="rules",
            version="1",
            number=1,
            edition=files.edition_of(SYSTEM),
            reason="Back",
            at=make.AT,
        ),
    }
    for name, attempt in attempts.items():
        if member == "authority":
            attempt()
        elif name == "put back" and member != "supervisor":
            # Who may not read the states of a set does not learn that there are any.
            with pytest.raises(NotFound):
                attempt()
        else:
            with pytest.raises(NotAllowed):
                attempt()
    expected = 5 if member == "authority" else 2
    assert SetEdition.objects.count() == expected


def test_a_draft_that_is_taken_in_waits_no_longer(world: World) -> None:
    authority = world.viewer("authority")
    kept = files.draft(authority, sharing="sector")
    taken = operations.take_in_draft(
        by=authority, draft_id=kept.pk, edition=0, reason="", at=make.AT
    )
    assert (taken.is_new, taken.set.sharing) == (True, "sector")
    assert taken.set.editions.get().file_name == "rules.yaml"
    assert not SetDraft.objects.exists()


def test_the_exact_wording_takes_the_place_of_working_titles_and_is_marked(world: World) -> None:
    authority = world.viewer("authority")
    found = make.requirement_set(files.working_titles())
    kept = files.table_draft(authority, found)
    taken = operations.take_in_draft(
        by=authority, draft_id=kept.pk, edition=1, reason=files.REASON, at=make.AT
    )
    document = queries.document_of(taken.set)
    one = next(each for each in document.requirements if each.id == "1.1")
    assert one.title["nb"] == "Kartlegg alt utstyr"
    assert one.priority == "1"
    assert [str(each) for each in one.references] == ["iso-27002 5.9", "iso-27002 8.1"]
    source = document.wording_source(one, "title", "nb")
    assert source
    assert source.status is WordingStatus.VERIFIED
    assert source.says["en"] == ("Loaded from the table nsm.xlsx. Licence: Ikke til videre bruk.")
    # What the table does not word is marked as before.
    english = document.wording_source(one, "title", "en")
    assert english
    assert english.status is WordingStatus.UNVERIFIED
    assert (taken.set.sharing, taken.set.edition) == ("sector", 2)
    first = queries.edition_for(authority, taken.set, 1)
    assert document_of_edition(first) == files.working_titles()


def test_columns_are_remembered_for_the_next_table(world: World) -> None:
    authority = world.viewer("authority")
    found = make.requirement_set(files.working_titles())
    for number, title in enumerate(("En", "To"), start=1):
        kept = files.table_draft(authority, found, [("1.1", title, "", "", "")])
        operations.take_in_draft(
            by=authority, draft_id=kept.pk, edition=number, reason=files.REASON, at=make.AT
        )
    row = SheetColumns.objects.get()
    remembered = queries.remembered_for(authority, "another", files.table().heading)
    assert remembered == row
    assert [each["target"] for each in row.mapping["columns"]] == list(files.TARGETS)
    operations.forget_columns(by=authority, columns_id=row.pk, at=make.AT)
    assert not SheetColumns.objects.exists()
    assert AuditEntry.objects.filter(action="framework.columns_forgotten").count() == 1


def test_only_so_many_columns_are_remembered(world: World) -> None:
    authority = world.viewer("authority")
    found = make.requirement_set(files.working_titles())
    SheetColumns.objects.bulk_create(
        SheetColumns(code="rules", signature=str(number), name="x", mapping={}, used_at=make.AT)
        for number in range(MOST_REMEMBERED)
    )
    kept = files.table_draft(authority, found)
    operations.take_in_draft(
        by=authority, draft_id=kept.pk, edition=1, reason=files.REASON, at=make.AT
    )
    assert SheetColumns.objects.count() == MOST_REMEMBERED


@pytest.mark.parametrize("member", CAST)
def test_remembered_columns_are_for_those_who_take_in(world: World, member: str) -> None:
    row = SheetColumns.objects.create(
        code="rules", signature="x", name="x", mapping={}, used_at=make.AT
    )
    viewer = world.viewer(member)
    if member == "authority":
        assert queries.columns_remembered(viewer) == [row]
        return
    assert queries.columns_remembered(viewer) == []
    with pytest.raises(NotFound):
        operations.forget_columns(by=viewer, columns_id=row.pk, at=make.AT)


def test_a_table_tried_on_an_earlier_state_is_refused(world: World) -> None:
    authority = world.viewer("authority")
    found = make.requirement_set(files.working_titles())
    kept = files.table_draft(authority, found)
    make.requirement_set(files.working_titles(publisher="Else"), edition=1, reason="Meanwhile")
    with pytest.raises(Conflict) as late:
        operations.take_in_draft(
            by=authority, draft_id=kept.pk, edition=1, reason=files.REASON, at=make.AT
        )
    assert late.value.code == "framework.changed_since"
    assert SetDraft.objects.filter(pk=kept.pk).exists()
    assert RequirementSet.objects.get().edition == 2


def test_a_table_with_errors_changes_nothing(world: World) -> None:
    make.requirement_set(files.working_titles())
    with pytest.raises(InvalidInput) as refused:
        operations.take_in_table(
            by=world.viewer("authority"),
            code="rules",
            version="1",
            table=files.table([("1.1", "En", "", "", ""), ("1.1", "To", "", "", "")]),
            mapping=files.mapping(),
            edition=1,
            reason=files.REASON,
            at=make.AT,
        )
    assert refused.value.code == "table.has_errors"
    assert [each.where for each in refused.value.problems] == ["A5"]
    assert not SheetColumns.objects.exists()


def test_putting_back_is_a_new_state_that_says_what_an_earlier_one_said(world: World) -> None:
    authority = world.viewer("authority")
    make.requirement_set(sharing="sector")
    shorter = make.framework(requirements=make.framework().requirements[:2])
    make.requirement_set(shorter, edition=1, reason="1.2 was a draft")
    arrival = queries.arrival_of_edition(authority, "rules", "1", 1)
    assert (arrival.kind, arrival.edition) == (ArrivalKind.OTHER_STATE, 2)
    with pytest.raises(InvalidInput):
        operations.put_back(
            by=authority, code="rules", version="1", number=1, edition=2, reason=" ", at=make.AT
        )
    back = operations.put_back(
        by=authority,
        code="rules",
        version="1",
        number=1,
        edition=2,
        reason="It was not",
        at=make.AT,
    )
    assert (back.set.edition, back.set.sharing) == (3, "sector")
    assert queries.document_of(back.set) == make.framework()
    assert not Requirement.objects.filter(is_withdrawn=True).exists()
    assert back.set.editions.get(number=3).reason == "It was not"
    with pytest.raises(NotFound) as unknown:
        operations.put_back(
            by=authority, code="rules", version="1", number=9, edition=3, reason="x", at=make.AT
        )
    assert unknown.value.code == "framework.edition_unknown"


def test_a_release_that_says_something_else_waits_until_somebody_takes_it_in(world: World) -> None:
    authority = world.viewer("authority")
    name = "nsm-gp-ikt-2.1"
    shipped = shipped_sets()[name]
    assert {each.name for each in queries.waiting_releases(authority)} == set(shipped_sets())
    operations.load_catalogue(by=SYSTEM, at=make.AT)
    assert queries.waiting_releases(authority) == []
    # What is here is as an earlier release had it.
    SetEdition.objects.filter(requirement_set__code=shipped.id).update(digest="an earlier one")
    [waiting] = queries.waiting_releases(authority)
    assert (waiting.name, waiting.edition) == (name, 1)
    taken = operations.take_in_release(
        by=authority, name=name, edition=1, reason="Release 1.3", at=make.AT
    )
    assert (taken.is_changed, taken.set.origin) == (True, Origin.SHIPPED)
    assert queries.waiting_releases(authority) == []


def test_what_is_changed_here_after_a_release_does_not_make_it_wait_again(world: World) -> None:
    authority = world.viewer("authority")
    operations.load_catalogue(by=SYSTEM, at=make.AT)
    found = queries.set_for(authority, "nsm-gp-ikt")
    row = ("1.1.1", "Den nøyaktige ordlyden", "Tekst.", 1, "5.9")
    kept = files.table_draft(authority, found, [row])
    check = queries.draft_check(authority, kept.pk)
    assert check.arrival
    assert {each.kind for each in check.arrival.lost} <= {LossKind.FIELD}
    operations.take_in_draft(
        by=authority, draft_id=kept.pk, edition=1, reason=files.REASON, at=make.AT
    )
    assert queries.waiting_releases(authority) == []
    back = queries.arrival_of_release(authority, "nsm-gp-ikt-2.1")
    # Going back to the release would put working titles where the exact wording stands.
    assert LossKind.TRUST in {each.kind for each in back.lost}
