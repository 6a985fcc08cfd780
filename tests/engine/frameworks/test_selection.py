"""A part of a requirement set is still a set that holds together."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from samvern.engine.frameworks import applying_to, check_framework, narrowed
from samvern.engine.frameworks.document import Framework
from tests.factories.generated_frameworks import frameworks


@given(frameworks(most=10), st.data())
def test_what_is_chosen_stands_with_headings_over_it_and_nothing_else(
    framework: Framework, data: st.DataObject
) -> None:
    ids = [each.id for each in framework.requirements]
    chosen = data.draw(st.sets(st.sampled_from(ids))) if ids else set()
    found = narrowed(framework, chosen)
    check_framework(found)
    kept = [each.id for each in found.requirements]
    assert kept == [each for each in ids if each in set(kept)]
    assert chosen <= set(kept)
    parents = {each.parent for each in found.requirements}
    for each in found.requirements:
        assert each.id in chosen or (not each.is_assessable and each.id in parents)
    assert narrowed(found, chosen) == found


@given(frameworks(most=10))
def test_everything_chosen_is_the_set_itself(framework: Framework) -> None:
    assert narrowed(framework, [each.id for each in framework.requirements]) == framework
    assert narrowed(framework, []).requirements == ()


@given(frameworks(most=10))
def test_each_kind_has_what_names_it_or_nobody(framework: Framework) -> None:
    for kind in ("gp_office", "municipality"):
        found = applying_to(framework, [kind])
        is_for = not framework.applies_to or kind in framework.applies_to
        for each in framework.requirements:
            is_its = not each.applies_to or kind in each.applies_to
            assert (each.id in found) == (is_for and each.is_assessable and is_its)
    both = set(applying_to(framework, ["gp_office", "municipality"]))
    assert set(applying_to(framework, ["gp_office"])) <= both
