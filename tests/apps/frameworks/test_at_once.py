"""Several people take in, lay tables over and put back the same set at the same moment."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from samvern.apps.frameworks import operations, queries
from samvern.apps.frameworks.models import RequirementSet, SetEdition, SheetColumns
from samvern.apps.frameworks.operations import TakenIn
from samvern.base.audit import verify_chain
from samvern.base.viewer import SYSTEM
from tests.at_once import at_once
from tests.factories import framework_files as files
from tests.factories import frameworks as make

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE = 4


def _each(act: Callable[[int], TakenIn]) -> list[Callable[[], TakenIn]]:
    return [lambda number=number: act(number) for number in range(PEOPLE)]  # type: ignore[misc]


def test_of_several_first_versions_one_is_taken_in() -> None:
    def take_in(number: int) -> TakenIn:
        document = make.framework(publisher=f"Publisher {number}")
        return operations.take_in(by=SYSTEM, framework=document, at=make.AT)

    assert at_once(*_each(take_in)) == {"done": 1, "framework.exists": PEOPLE - 1}
    assert SetEdition.objects.count() == 1
    assert verify_chain().broken_at is None


def test_of_several_tables_over_the_same_state_one_is_taken_in_whole() -> None:
    make.requirement_set(files.working_titles())

    def take_in(number: int) -> TakenIn:
        rows = [("1.1", f"A {number}", "", number, ""), ("1.2", f"B {number}", "", number, "")]
        return operations.take_in_table(
            by=SYSTEM,
            code="rules",
            version="1",
            table=files.table(rows),
            mapping=files.mapping(),
            edition=1,
            reason=files.REASON,
            at=make.AT,
        )

    assert at_once(*_each(take_in)) == {"done": 1, "framework.changed_since": PEOPLE - 1}
    found = RequirementSet.objects.get()
    titles = [each.title["nb"] for each in queries.document_of(found).requirements]
    assert titles[1][2:] == titles[2][2:]
    assert (found.edition, SheetColumns.objects.count()) == (2, 1)
    assert verify_chain().broken_at is None


def test_what_is_put_back_goes_before_a_change_or_is_refused() -> None:
    make.requirement_set()
    make.requirement_set(make.framework(publisher="Else"), edition=1, reason="Put right")

    def put_back() -> TakenIn:
        return operations.put_back(
            by=SYSTEM, code="rules", version="1", number=1, edition=2, reason="Back", at=make.AT
        )

    def change() -> TakenIn:
        document = make.framework(publisher="A third")
        return operations.take_in(
            by=SYSTEM, framework=document, at=make.AT, edition=2, reason="Put right again"
        )

    assert at_once(put_back, change) == {"done": 1, "framework.changed_since": 1}
    assert RequirementSet.objects.get().edition == SetEdition.objects.count() == 3
    assert verify_chain().broken_at is None
