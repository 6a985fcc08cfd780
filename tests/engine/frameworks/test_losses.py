"""What would be lost when a state of a set takes the place of another is named, all of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from samvern.engine.frameworks import (
    TRUST,
    Framework,
    FrameworkKind,
    Loss,
    LossKind,
    Reference,
    Requirement,
    WordingSource,
    WordingStatus,
    losses,
)
from tests.factories.generated_frameworks import frameworks

OWN = WordingSource("O", WordingStatus.VERIFIED)
WORKING = WordingSource("U", WordingStatus.UNVERIFIED)
ONE = Requirement(
    "1.1",
    {"nb": "Enheter", "en": "Devices"},
    priority="1",
    references=(Reference("iso", "5.9"), Reference("iso", "8.1")),
    sources={"title": {"nb": "O"}},
)


def a_set(*requirements: Requirement) -> Framework:
    return Framework(
        "F",
        "1",
        {},
        "P",
        FrameworkKind.LAW,
        wording_sources=(OWN, WORKING),
        requirements=requirements,
    )


@given(frameworks())
def test_nothing_is_lost_to_itself_and_everything_to_nothing(framework: Framework) -> None:
    assert losses(framework, framework) == ()
    gone = losses(framework, replace(framework, requirements=()))
    assert [each.requirement for each in gone] == [each.id for each in framework.requirements]
    assert losses(replace(framework, requirements=()), framework) == ()


def test_a_requirement_that_is_gone_is_one_loss() -> None:
    assert losses(a_set(ONE), a_set()) == (Loss("1.1", LossKind.REQUIREMENT),)


def test_a_wording_a_priority_and_references_are_lost() -> None:
    after = replace(
        ONE, title={"nb": "Enheter"}, priority="", references=(Reference("iso", "5.9"),)
    )
    assert losses(a_set(ONE), a_set(after)) == (
        Loss("1.1", LossKind.WORDING, "title", "en", "Devices"),
        Loss("1.1", LossKind.FIELD, "priority", before="1"),
        Loss("1.1", LossKind.FIELD, "references", before="iso 8.1"),
    )


@pytest.mark.parametrize(("source", "is_lost"), [("O", False), ("U", True), (None, True)])
def test_a_wording_that_is_trusted_less_is_a_loss(source: str | None, *, is_lost: bool) -> None:
    sources = {"title": {"nb": source}} if source else {}
    found = losses(a_set(ONE), a_set(replace(ONE, sources=sources)))
    after = WordingStatus.UNVERIFIED if source else WordingStatus.UNSTATED
    lost = (Loss("1.1", LossKind.TRUST, "title", "nb", "verified", after.value),)
    assert found == (lost if is_lost else ())


def test_every_status_has_its_place_in_the_order_of_trust() -> None:
    assert sorted(TRUST) == sorted(WordingStatus)
