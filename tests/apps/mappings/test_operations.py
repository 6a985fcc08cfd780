"""Mappings are recorded, changed, withdrawn and reviewed by those who may, and nothing is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from samvern.apps.mappings import operations, queries
from samvern.apps.mappings.models import MappingEdition, RequirementMapping
from samvern.apps.mappings.rules import Said
from samvern.base.models import AuditEntry
from samvern.base.viewer import SYSTEM
from samvern.engine.errors import Conflict, InvalidInput, NotAllowed, NotFound, NotReady
from samvern.engine.mappings import Rationale, Relation, Style
from tests.factories import mappings as make
from tests.worlds import CAST, World

MAPPERS = {"authority", "officer", "officer_elsewhere"}
OTHER = Said(Relation.SUBSET, why="The law asks for more")


def review(world: World, member: str, mapping: RequirementMapping, **fields: object) -> object:
    said = {"version": 1, "agrees": True, "at": make.AT, **fields}
    return operations.review_mapping(by=world.viewer(member), mapping_id=mapping.pk, **said)  # type: ignore[arg-type]


def test_those_who_map_record_and_others_do_not(world: World) -> None:
    make.sets()
    for member in CAST:
        by = world.viewer(member)
        if member in MAPPERS:
            saved = make.mapping(by, rationale=Rationale.SEMANTIC, why=" Same ", confidence=0.8)
            assert (saved.mapper, saved.by_user_id, saved.why) == (by.name, by.user_id, "Same")
            assert (saved.state, saved.origin, saved.version) == ("proposed", "recorded", 1)
        else:
            with pytest.raises(NotAllowed):
                make.mapping(by)
    assert RequirementMapping.objects.count() == len(MAPPERS)
    entries = AuditEntry.objects.filter(action="mapping.recorded")
    assert entries.count() == MappingEdition.objects.count() == len(MAPPERS)


@pytest.mark.parametrize(
    ("source", "target", "error", "code"),
    [
        ("rules 9.9", "law 1.1", NotFound, "requirement.unknown"),
        ("nothing 1.1", "law 1.1", NotFound, "framework.unknown"),
        ("rules@7 1.1", "law 1.1", NotFound, "framework.version_unknown"),
        ("rules 1.1", "rules 1.2", InvalidInput, "mappings.same_framework"),
        ("rules 1", "law 1.1", InvalidInput, "mapping.not_assessable"),
    ],
)
def test_only_requirements_of_two_sets_are_mapped(
    world: World, source: str, target: str, error: type[Exception], code: str
) -> None:
    make.sets()
    with pytest.raises(error) as refused:
        make.mapping(world.viewer("authority"), source, target)
    assert refused.value.code == code  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("said", "field"),
    [({"confidence": 1.1}, "confidence"), ({"why": "x" * 2001}, "why"), ({"why": "\0"}, "why")],
)
def test_what_cannot_be_kept_is_refused_at_its_field(
    world: World, said: dict[str, object], field: str
) -> None:
    make.sets()
    with pytest.raises(InvalidInput) as refused:
        make.mapping(world.viewer("authority"), **said)  # type: ignore[arg-type]
    assert [problem.where for problem in refused.value.problems] == [field]


def test_mappers_disagree_side_by_side_but_none_with_themselves(world: World) -> None:
    make.sets()
    make.mapping(world.viewer("authority"), relation="equal")
    make.mapping(world.viewer("officer"), relation="none")
    with pytest.raises(Conflict) as twice:
        make.mapping(world.viewer("officer"), relation="subset")
    assert twice.value.code == "mapping.said_already"
    with pytest.raises(Conflict):
        make.mapping(world.viewer("officer"), "law 1.1", "rules 1.1", "superset")
    assert RequirementMapping.objects.count() == 2
    found = queries.look_over(SYSTEM).quality
    assert len(found.disagreements) == 1


@pytest.mark.parametrize("member", CAST)
def test_nobody_reviews_what_is_their_own(world: World, member: str) -> None:
    make.sets()
    saved = make.mapping(world.viewer("officer"))
    if member in MAPPERS - {"officer"}:
        review(world, member, saved)
        saved.refresh_from_db()
        assert (saved.state, saved.reviewer) == ("reviewed", world.viewer(member).name)
        assert saved.reviewed_by_id == world.viewer(member).user_id
        return
    with pytest.raises(NotAllowed) as refused:
        review(world, member, saved)
    own = "mappings.own_review" if member == "officer" else "permission.missing"
    assert refused.value.code == own
    assert MappingEdition.objects.count() == 1


def test_four_eyes_hold_by_name_too(world: World) -> None:
    make.sets()
    saved = make.mapping(world.viewer("officer"))
    namesake = replace(world.viewer("authority"), name=saved.mapper.upper())
    with pytest.raises(NotAllowed):
        operations.review_mapping(
            by=namesake, mapping_id=saved.pk, version=1, agrees=True, at=make.AT
        )
    assert not queries.waiting_for(namesake)
    assert queries.waiting_for(world.viewer("authority")).count() == 1


def test_who_has_never_mapped_is_not_asked_to_review(world: World) -> None:
    make.sets()
    stranger = world.user("stranger")
    assert stranger is not None
    other = replace(world.viewer("officer"), name="Somebody else", user_id=stranger.pk)
    make.mapping(world.viewer("officer"))
    asked = [each for each in ("authority", "officer") if queries.takes_part(world.viewer(each))]
    assert asked == ["authority", "officer"]
    assert not queries.takes_part(other)
    assert queries.waiting_for(other).exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"reviewer": "Officer"},
        {"reviewer": "Other", "same_user": True},
        {"reviewer": ""},
        {"confidence": 1.5, "reviewer": "Other"},
        {"relation": "alike", "reviewer": "Other"},
        {"style": "wild", "reviewer": "Other"},
    ],
)
def test_the_database_itself_refuses_what_must_not_be(
    world: World, wrong: dict[str, object]
) -> None:
    make.sets()
    saved = make.mapping(world.viewer("officer"))
    if wrong.pop("same_user", False):
        wrong["reviewed_by_id"] = saved.by_user_id
    with pytest.raises(IntegrityError), transaction.atomic():
        RequirementMapping.objects.filter(pk=saved.pk).update(state="reviewed", **wrong)


def test_a_review_is_given_once_and_a_rejection_says_why(world: World) -> None:
    make.sets()
    saved = make.mapping(world.viewer("officer"))
    with pytest.raises(InvalidInput) as mute:
        review(world, "authority", saved, agrees=False, note=" ")
    assert mute.value.problems[0].code == "mapping.note_missing"
    with pytest.raises(Conflict):
        review(world, "authority", saved, version=2)
    review(world, "authority", saved, agrees=False, note="They differ")
    saved.refresh_from_db()
    assert (saved.state, saved.review_note, saved.version) == ("rejected", "They differ", 2)
    with pytest.raises(NotReady) as again:
        review(world, "officer_elsewhere", saved, version=2)
    assert again.value.code == "mapping.reviewed_already"


def test_a_change_makes_the_review_void_and_keeps_what_was(world: World) -> None:
    make.sets()
    officer = world.viewer("officer")
    saved = make.mapping(officer)
    review(world, "authority", saved)
    with pytest.raises(NotReady) as same:
        operations.change_mapping(
            by=officer, mapping_id=saved.pk, version=2, said=Said(Relation.EQUAL), at=make.AT
        )
    assert same.value.code == "mapping.nothing_changes"
    operations.change_mapping(by=officer, mapping_id=saved.pk, version=2, said=OTHER, at=make.AT)
    saved.refresh_from_db()
    assert (saved.relation, saved.state, saved.reviewer) == ("subset", "proposed", "")
    assert saved.reviewed_by_id is None
    states = MappingEdition.objects.filter(mapping=saved)
    said = [(each.event, each.said["relation"], each.said["reviewer"]) for each in states]
    assert said == [
        ("changed", "subset", ""),
        ("agreed", "equal", world.viewer("authority").name),
        ("recorded", "equal", ""),
    ]


@pytest.mark.parametrize("member", CAST)
def test_only_its_mapper_changes_a_mapping_and_the_authority_may_withdraw_it(
    world: World, member: str
) -> None:
    make.sets()
    saved, by = make.mapping(world.viewer("officer")), world.viewer(member)

    def change() -> object:
        return operations.change_mapping(
            by=by, mapping_id=saved.pk, version=1, said=OTHER, at=make.AT
        )

    def withdraw(version: int) -> object:
        return operations.withdraw_mapping(
            by=by, mapping_id=saved.pk, version=version, note="Wrong", at=make.AT
        )

    if member == "officer":
        change()
        withdraw(2)
    else:
        with pytest.raises(NotAllowed):
            change()
        if member == "authority":
            withdraw(1)
        else:
            with pytest.raises(NotAllowed):
                withdraw(1)
    saved.refresh_from_db()
    assert (saved.withdrawn_at is not None) == (member in ("officer", "authority"))


def test_a_withdrawn_mapping_counts_nowhere_and_stays_to_be_read(world: World) -> None:
    make.sets()
    officer = world.viewer("officer")
    saved = make.mapping(officer)
    with pytest.raises(InvalidInput):
        operations.withdraw_mapping(
            by=world.viewer("authority"), mapping_id=saved.pk, version=1, at=make.AT
        )
    operations.withdraw_mapping(by=officer, mapping_id=saved.pk, version=1, at=make.AT)
    assert not queries.pairs(officer)
    assert not queries.waiting_for(world.viewer("authority"))
    assert queries.mapping_for(world.viewer("anonymous"), saved.pk).withdrawn_at == make.AT
    with pytest.raises(NotReady):
        operations.withdraw_mapping(by=officer, mapping_id=saved.pk, version=2, at=make.AT)
    with pytest.raises(NotReady):
        operations.change_mapping(
            by=officer, mapping_id=saved.pk, version=2, said=OTHER, at=make.AT
        )
    again = make.mapping(officer, relation="superset", style=Style.STRUCTURAL)
    assert again.pk != saved.pk


def test_a_rejected_mapping_can_be_said_anew(world: World) -> None:
    make.sets()
    officer = world.viewer("officer")
    saved = make.mapping(officer)
    review(world, "authority", saved, agrees=False, note="No")
    make.mapping(officer, relation="subset")
    with pytest.raises(Conflict) as refused:
        operations.change_mapping(
            by=officer, mapping_id=saved.pk, version=2, said=OTHER, at=make.AT
        )
    assert refused.value.code == "mapping.said_already"
    saved.refresh_from_db()
    assert (saved.state, saved.version) == ("rejected", 2)


def test_mappings_of_a_set_that_one_may_not_see_do_not_exist(world: World) -> None:
    make.sets(sharing="sector")
    saved = make.mapping(world.viewer("officer"))
    for member in CAST:
        viewer = world.viewer(member)
        if member in ("stranger", "anonymous"):
            assert not queries.pairs(viewer)
            with pytest.raises(NotFound):
                queries.mapping_for(viewer, saved.pk)
        else:
            assert queries.mapping_for(viewer, saved.pk).pk == saved.pk


def test_the_public_reads_no_names_and_no_history(world: World) -> None:
    make.sets()
    saved = make.mapping(world.viewer("officer"))
    for member in CAST:
        viewer = world.viewer(member)
        found = queries.mapping_for(viewer, saved.pk)
        is_public = member in ("stranger", "anonymous")
        assert (queries.seen_by(viewer, queries.value_of(found)).mapper == "") == is_public
        assert (queries.editions_of(viewer, found) == []) == is_public
