"""Several people answer the same proposal, or say what goes against each other, at once."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from samvern.apps.comparisons import operations, queries
from samvern.apps.comparisons.models import Comparison, LineageLink
from samvern.base.audit import verify_chain
from samvern.base.models import AuditEntry
from samvern.base.viewer import SYSTEM
from tests.at_once import at_once
from tests.factories import programmes as make

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = range(3)
TITLES = ("Nasjonal oversikt over kritisk infrastruktur", "Opplæring av sykepleiere")


@pytest.fixture
def comparison(transactional_db: None) -> Comparison:
    """A compared with B: two proposals."""
    for code in ("A", "B"):
        measures = (make.measure(f"1.{n}", title=make.text(t)) for n, t in enumerate(TITLES, 1))
        make.programme(make.document(code, measures=tuple(measures)))
    return operations.propose(by=SYSTEM, later="B", earlier="A", at=make.AT)


def first(comparison: Comparison) -> LineageLink:
    return LineageLink.objects.get(comparison=comparison, earlier__code="1.1")


def answer(link: LineageLink, *, holds: bool) -> Callable[[], LineageLink]:
    return lambda: operations.answer_link(
        by=SYSTEM,
        comparison_id=link.comparison_id,
        link_id=link.pk,
        version=1,
        holds=holds,
        at=make.AT,
    )


@pytest.mark.parametrize("_round", ROUNDS)
def test_one_of_several_answers_counts(comparison: Comparison, _round: int) -> None:
    link = first(comparison)
    acts = [answer(link, holds=holds) for holds in (True, False, True, False)]
    assert at_once(*acts) == {"done": 1, "comparison.changed_meanwhile": 3}
    link.refresh_from_db()
    (entry,) = AuditEntry.objects.exclude(action="comparison.proposed").filter(
        subject_type="comparisons.comparison"
    )
    assert entry.changes["status"] == link.status
    assert link.version == 2
    assert verify_chain().broken_at is None


@pytest.mark.parametrize("_round", ROUNDS)
def test_a_measure_is_not_both_carried_on_and_dropped(comparison: Comparison, _round: int) -> None:
    def drop() -> LineageLink:
        return operations.add_link(
            by=SYSTEM, comparison_id=comparison.pk, earlier="1.1", later="", at=make.AT
        )

    ended = at_once(answer(first(comparison), holds=True), drop)
    assert ended["done"] == 1
    assert set(ended) <= {"done", "lineage_link.has_kin", "comparison.changed_meanwhile"}
    (group,) = (
        g for g in queries.comparison_page(SYSTEM, "B", "A").found.groups if "1.1" in g.earlier
    )
    assert group.is_settled


@pytest.mark.parametrize("_round", ROUNDS)
def test_an_answer_and_new_proposals_stand_in_line(comparison: Comparison, _round: int) -> None:
    """Whoever comes second finds the other's work done: the answer stays, or its link is new."""

    def anew() -> Comparison:
        return operations.propose(by=SYSTEM, later="B", earlier="A", at=make.AT)

    ended = at_once(answer(first(comparison), holds=True), anew)
    assert ended in ({"done": 2}, {"done": 1, "lineage_link.unknown": 1})
    expected = "confirmed" if ended["done"] == 2 else "proposed"
    assert first(comparison).status == expected
    assert LineageLink.objects.filter(comparison=comparison).count() == 2


def test_programmes_are_compared_for_the_first_time_once() -> None:
    for code in ("A", "B"):
        make.programme(make.document(code))

    def propose() -> Comparison:
        return operations.propose(by=SYSTEM, later="B", earlier="A", at=make.AT)

    assert at_once(*[propose] * 4) == {"done": 4}
    assert Comparison.objects.count() == 1
    assert verify_chain().broken_at is None
