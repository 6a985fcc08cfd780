"""What must hold within a requirement set, and how far its wordings can be trusted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given

from samvern.engine.errors import InvalidInput
from samvern.engine.frameworks import (
    Framework,
    FrameworkKind,
    Requirement,
    WordingSource,
    WordingStatus,
    check_framework,
    count_wordings,
)
from tests.factories.generated_frameworks import frameworks

U = WordingSource("U", WordingStatus.UNVERIFIED)
GAP = WordingSource("GAP", WordingStatus.MISSING)


def framework(*requirements: Requirement, **fields: Any) -> Framework:
    fields = {"wording_sources": (U, GAP), "requirements": requirements} | fields
    return Framework("f", "1", {"nb": "Krav"}, "Noen", FrameworkKind.PRINCIPLES, **fields)


def requirement(identifier: str, **fields: Any) -> Requirement:
    return Requirement(identifier, **({"title": {"nb": "Krav"}} | fields))


@given(frameworks())
def test_every_generated_set_holds_together(found: Framework) -> None:
    check_framework(found)


@pytest.mark.parametrize(
    ("wrong", "code", "where"),
    [
        (
            framework(effective_from=date(2025, 1, 2), effective_to=date(2025, 1, 1)),
            "framework.ends_before_start",
            "framework.effective_to",
        ),
        (
            framework(follows_version="1"),
            "framework.follows_itself",
            "framework.follows_version",
        ),
        (
            framework(wording_sources=(U, U)),
            "framework.source_repeated",
            "wording_sources[1]",
        ),
        (
            framework(default_source="V"),
            "framework.source_unknown",
            "framework.default_source",
        ),
        (
            framework(default_source="GAP"),
            "framework.default_missing",
            "framework.default_source",
        ),
        (
            framework(requirement("1"), requirement("2"), requirement("1")),
            "requirement.repeated",
            "requirements[2].id",
        ),
        (
            framework(requirement("1 a")),
            "requirement.id_malformed",
            "requirements[0].id",
        ),
        (
            framework(requirement("1", guidance=("a" * 501,))),
            "requirement.too_long",
            "requirements[0].guidance",
        ),
        (
            framework(requirement("1", parent="9")),
            "requirement.parent_unknown",
            "requirements[0].parent",
        ),
        (
            framework(requirement("1", title={})),
            "requirement.title_missing",
            "requirements[0]",
        ),
        (
            framework(requirement("1", sources={"title": {"nb": "GAP"}})),
            "requirement.missing_but_there",
            "requirements[0].sources.title.nb",
        ),
        (
            framework(requirement("1", sources={"text": {"nb": "U"}})),
            "requirement.source_of_nothing",
            "requirements[0].sources.text.nb",
        ),
        (
            framework(requirement("1", sources={"title": {"nb": "X"}})),
            "framework.source_unknown",
            "requirements[0].sources.title.nb",
        ),
        (
            framework(requirement("1", follows=("0",))),
            "requirement.follows_nothing",
            "requirements[0].follows",
        ),
    ],
)
def test_what_contradicts_itself_is_refused_with_its_place(
    wrong: Framework, code: str, where: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        check_framework(wrong)
    assert refused.value.code == "framework.invalid"
    (problem,) = refused.value.problems
    assert (problem.code, problem.where) == (code, where)


def test_each_circle_of_headings_is_told_once() -> None:
    wrong = framework(
        requirement("1", parent="3"),
        requirement("2", parent="1"),
        requirement("3", parent="2"),
        requirement("4", parent="1"),
        requirement("5", parent="5"),
    )
    with pytest.raises(InvalidInput) as refused:
        check_framework(wrong)
    assert [problem.code for problem in refused.value.problems] == ["requirement.circle"] * 2


def test_headings_over_headings_end_somewhere() -> None:
    nested = [requirement(str(n), parent=str(n - 1) if n else "") for n in range(9)]
    check_framework(framework(*nested))
    with pytest.raises(InvalidInput) as refused:
        check_framework(framework(*nested, requirement("9", parent="8")))
    (problem,) = refused.value.problems
    assert (problem.code, problem.where) == ("requirement.too_deep", "requirements[9].parent")


def test_everything_that_is_wrong_is_told_at_once() -> None:
    wrong = framework(
        requirement("1", parent="9"), requirement("1", title={}), default_source="nobody"
    )
    with pytest.raises(InvalidInput) as refused:
        check_framework(wrong)
    assert {problem.code for problem in refused.value.problems} == {
        "framework.source_unknown",
        "requirement.parent_unknown",
        "requirement.repeated",
        "requirement.title_missing",
    }


def test_wordings_are_counted_by_what_is_said_of_them() -> None:
    found = framework(
        requirement("1", title={"nb": "En", "en": "One"}, sources={"title": {"nb": "U"}}),
        requirement("2", title={}, sources={"title": {"nb": "GAP", "en": "GAP"}}),
        requirement("3", text={"nb": "Lang tekst"}),
    )
    assert count_wordings(found) == {
        ("title", "nb"): {
            WordingStatus.UNVERIFIED: 1,
            WordingStatus.MISSING: 1,
            WordingStatus.UNSTATED: 1,
        },
        ("title", "en"): {WordingStatus.UNSTATED: 1, WordingStatus.MISSING: 1},
        ("text", "nb"): {WordingStatus.UNSTATED: 1},
    }
    assert found.languages == {"nb", "en"}


def test_the_default_source_stands_for_wordings_that_name_none() -> None:
    one = requirement("1", sources={"title": {"nb": "GAP"}}, title={"en": "One"})
    found = framework(one, default_source="U")
    assert found.wording_source(one, "title", "en") == U
    assert found.wording_source(one, "title", "nb") == GAP
    assert found.wording_source(one, "title", "nn") is None
    assert found.wording_source(one, "text", "nb") is None
    assert replace(found, default_source="").wording_source(one, "title", "en") is None


@given(frameworks())
def test_every_wording_is_counted_once_with_the_source_it_has(found: Framework) -> None:
    by_id = {each.id: each for each in found.requirements}
    wordings = list(found.wordings())
    places = [(each.requirement, each.field, each.language) for each in wordings]
    assert len(places) == len(set(places))
    for each in wordings:
        assert each.source == found.wording_source(
            by_id[each.requirement], each.field, each.language
        )
        assert (each.text == "") == (each.status is WordingStatus.MISSING)
    assert sum(sum(n.values()) for n in count_wordings(found).values()) == len(wordings)
    assert {each.language for each in wordings} == found.languages
