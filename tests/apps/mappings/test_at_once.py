"""Several people map and review the same two requirements at the same moment."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from samvern.apps.mappings import operations
from samvern.apps.mappings.models import MappingEdition, RequirementMapping
from samvern.apps.mappings.rules import Said
from samvern.base.audit import verify_chain
from samvern.base.viewer import Viewer
from samvern.engine.mappings import Relation
from tests.at_once import at_once
from tests.factories import mappings as make
from tests.worlds import World, small_world

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = range(3)


@pytest.fixture
def cast(transactional_db: None) -> World:
    """The cast, and two sets."""
    make.sets()
    return small_world()


@pytest.mark.parametrize("_round", ROUNDS)
def test_one_of_several_reviews_counts(cast: World, _round: int) -> None:
    saved = make.mapping(cast.viewer("officer"))

    def review(by: Viewer, *, agrees: bool) -> Callable[[], object]:
        return lambda: operations.review_mapping(
            by=by, mapping_id=saved.pk, version=1, agrees=agrees, note="So", at=make.AT
        )

    others = [cast.viewer(member) for member in ("authority", "officer_elsewhere")]
    acts = [review(by, agrees=agrees) for by in others for agrees in (True, False)]
    assert at_once(*acts) == {"done": 1, "mapping.changed_meanwhile": 3}
    saved.refresh_from_db()
    assert saved.version == MappingEdition.objects.filter(mapping=saved).count() == 2
    assert verify_chain().broken_at is None


@pytest.mark.parametrize("_round", ROUNDS)
def test_a_review_is_of_what_was_seen(cast: World, _round: int) -> None:
    officer = cast.viewer("officer")
    saved = make.mapping(officer)
    ended = at_once(
        lambda: operations.review_mapping(
            by=cast.viewer("authority"), mapping_id=saved.pk, version=1, agrees=True, at=make.AT
        ),
        lambda: operations.change_mapping(
            by=officer, mapping_id=saved.pk, version=1, said=Said(Relation.NONE), at=make.AT
        ),
    )
    assert ended == {"done": 1, "mapping.changed_meanwhile": 1}
    saved.refresh_from_db()
    assert (saved.state, saved.relation) in {("reviewed", "equal"), ("proposed", "none")}


@pytest.mark.parametrize("_round", ROUNDS)
def test_one_mapper_says_one_thing(cast: World, _round: int) -> None:
    officer = cast.viewer("officer")
    acts: list[Callable[[], object]] = [lambda: make.mapping(officer)] * 2
    acts += [lambda: make.mapping(officer, "law 1.1", "rules 1.1", "none")] * 2
    assert at_once(*acts) == {"done": 1, "mapping.said_already": 3}
    assert RequirementMapping.objects.count() == 1
