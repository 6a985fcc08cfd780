"""Proposing, confirming, rejecting, adding and taking back; what is refused; what is kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from samvern.apps.comparisons import operations, queries
from samvern.apps.comparisons.models import Comparison, LineageLink
from samvern.base.models import AuditEntry
from samvern.base.viewer import SYSTEM, Viewer
from samvern.engine.errors import (
    Conflict,
    InvalidInput,
    NotAllowed,
    NotFound,
    NotReady,
    SamvernError,
)
from samvern.engine.programme.lineage import GroupKind, LinkStatus
from tests.factories import programmes as make
from tests.worlds import CAST, World

AT = make.AT


def link(comparison: Comparison, earlier: str, later: str) -> LineageLink:
    return LineageLink.objects.get(comparison=comparison, earlier__code=earlier, later__code=later)


def answer(comparison: Comparison, row: LineageLink, *, holds: bool, **more: Any) -> LineageLink:
    asked = {"by": SYSTEM, "version": row.version, "at": AT, **more}
    return operations.answer_link(comparison_id=comparison.pk, link_id=row.pk, holds=holds, **asked)


def add(comparison: Comparison, earlier: str, later: str, why: str = "Read both") -> LineageLink:
    return operations.add_link(
        by=SYSTEM, comparison_id=comparison.pk, earlier=earlier, later=later, why=why, at=AT
    )


def statuses(comparison: Comparison) -> dict[str, str]:
    rows = LineageLink.objects.filter(comparison=comparison).select_related("earlier", "later")
    return {str(row): row.status for row in rows}


def test_proposals_are_kept_with_what_they_were_made_from(comparison: Comparison) -> None:
    assert statuses(comparison) == {"1.1 → 1.1": "proposed", "1.2 → 1.2": "proposed"}
    likeness = link(comparison, "1.1", "1.1").likeness
    assert likeness["score"] > 0.9
    assert likeness["parts"]["owners"] == 1.0
    assert "infrastruktur" in likeness["shared_words"]


def test_proposing_anew_keeps_what_persons_said(comparison: Comparison) -> None:
    answer(comparison, link(comparison, "1.1", "1.1"), holds=False, why="Not the same")
    add(comparison, "1.3", "1.3")
    operations.propose(by=SYSTEM, later="B", earlier="A", at=AT)
    assert statuses(comparison) == {
        "1.1 → 1.1": "rejected",
        "1.2 → 1.2": "proposed",
        "1.3 → 1.3": "confirmed",
    }
    assert link(comparison, "1.1", "1.1").why == "Not the same"


def test_an_answer_is_told_in_the_trail(comparison: Comparison) -> None:
    answer(comparison, link(comparison, "1.1", "1.1"), holds=True)
    entry = AuditEntry.objects.get(action="lineage_link.confirmed")
    assert entry.subject_label == "A → B"
    assert entry.changes["link"] == "1.1 → 1.1"


def test_taking_back_restores_what_was_there(comparison: Comparison) -> None:
    by_hand = add(comparison, "1.3", "1.3")
    confirmed = answer(comparison, link(comparison, "1.1", "1.1"), holds=True)
    for row in (by_hand, confirmed):
        operations.take_back(
            by=SYSTEM, comparison_id=comparison.pk, link_id=row.pk, version=row.version, at=AT
        )
    assert statuses(comparison) == {"1.1 → 1.1": "proposed", "1.2 → 1.2": "proposed"}


def test_that_a_measure_has_no_kin_can_be_said_without_a_reason(comparison: Comparison) -> None:
    add(comparison, "1.3", "", why="")
    assert statuses(comparison)["1.3 → –"] == "confirmed"


def test_a_dropped_measure_takes_its_open_proposals_with_it(comparison: Comparison) -> None:
    add(comparison, "1.2", "")
    assert statuses(comparison)["1.2 → 1.2"] == "rejected"
    found = queries.comparison_page(SYSTEM, "B", "A").found
    assert [(g.earlier, g.is_settled) for g in found.of_kind(GroupKind.DROPPED)] == [
        (("1.2",), True),
        (("1.3",), False),
    ]


def refused(code: str, kind: type[SamvernError], call: Callable[[], object]) -> None:
    with pytest.raises(kind) as wrong:
        call()
    assert wrong.value.code == code


def test_what_cannot_be_said_is_refused(comparison: Comparison) -> None:
    one, two = link(comparison, "1.1", "1.1"), link(comparison, "1.2", "1.2")
    seen = LineageLink.objects.get(pk=one.pk)
    answer(comparison, one, holds=True)
    refused("comparison.changed_meanwhile", Conflict, lambda: answer(comparison, seen, holds=True))
    one.refresh_from_db()
    refused("lineage_link.answered", NotReady, lambda: answer(comparison, one, holds=False))
    refused("lineage_link.has_kin", NotReady, lambda: add(comparison, "1.1", ""))
    refused("lineage_link.why_missing", InvalidInput, lambda: add(comparison, "1.3", "1.3", " "))
    refused("lineage.no_measure", InvalidInput, lambda: add(comparison, "", ""))
    refused("measure.unknown", NotFound, lambda: add(comparison, "9.9", ""))
    add(comparison, "1.3", "")
    refused("lineage_link.without_kin", NotReady, lambda: add(comparison, "1.3", "1.3"))
    refused("lineage_link.answered", NotReady, lambda: add(comparison, "1.3", ""))
    refused(
        "lineage_link.not_answered",
        NotReady,
        lambda: operations.take_back(
            by=SYSTEM, comparison_id=comparison.pk, link_id=two.pk, version=1, at=AT
        ),
    )
    refused(
        "lineage.same_programme",
        InvalidInput,
        lambda: operations.propose(by=SYSTEM, later="A", earlier="A", at=AT),
    )


@pytest.mark.parametrize("member", CAST)
def test_only_who_governs_the_later_programme_answers(
    comparison: Comparison, world: World, member: str
) -> None:
    viewer: Viewer = world.viewer(member)
    row = link(comparison, "1.1", "1.1")
    where = {"by": viewer, "comparison_id": comparison.pk, "at": AT}
    at_row = {"link_id": row.pk, "version": row.version}
    calls: list[Callable[[], object]] = [
        lambda: operations.propose(by=viewer, later="B", earlier="A", at=AT),
        lambda: operations.add_link(**where, earlier="1.3", later="", why="x"),
        lambda: operations.take_back(**where, **at_row),
        lambda: operations.answer_link(**where, **at_row, holds=True),
    ]
    if member == "authority":
        operations.answer_link(**where, **at_row, holds=True)
        return
    for call in calls:
        refused("permission.missing", NotAllowed, call)


def test_shipped_programmes_are_compared_in_the_demo_and_nobody_confirms(db: None) -> None:
    for code in ("IE-1108", "IE-1125", "TILTAKSOVERSIKT-0.7"):
        make.programme(make.shipped(code))
    assert len(operations.load_demo(by=SYSTEM, at=AT)) == 2
    assert operations.load_demo(by=SYSTEM, at=AT) == []
    kept = set(LineageLink.objects.values_list("comparison__earlier__code", "status"))
    assert kept == {
        ("TILTAKSOVERSIKT-0.7", LinkStatus.PROPOSED),
        ("IE-1108", LinkStatus.PUBLISHED),
    }
    published = LineageLink.objects.filter(status=LinkStatus.PUBLISHED)
    assert set(published.values_list("source", flat=True)) == {"IE-1125, vedlegg C"}
    assert published.count() == 24
