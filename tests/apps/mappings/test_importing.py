"""Files of mappings come in whole or not at all, and nothing is overwritten unseen."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from samvern.apps.mappings import operations, queries
from samvern.apps.mappings.models import MappingEdition, MappingImport, RequirementMapping
from samvern.apps.mappings.queries import Kind
from samvern.apps.mappings.rules import Said
from samvern.base.viewer import SYSTEM
from samvern.engine.errors import Conflict, InvalidInput, NotAllowed, NotReady
from samvern.engine.mappings import (
    Relation,
    RequirementRef,
    ReviewState,
)
from samvern.engine.mappings import (
    RequirementMapping as Value,
)
from samvern.formats import mappings_file
from tests.factories import mappings as make
from tests.worlds import CAST, World

pytestmark = pytest.mark.usefixtures("world")


def value(number: int = 1, **fields: Any) -> Value:
    usual = {"mapper": "Made-up Institute", "source_version": "1", "target_version": "1"}
    ends = RequirementRef("rules", f"1.{number}"), RequirementRef("law", f"1.{number}")
    return replace(Value(f"m{number}", *ends, Relation.EQUAL, ""), **{**usual, **fields})


def file(*values: Value, kind: Any = "sssom") -> bytes:
    stream = BytesIO()
    mappings_file.write(values, stream, kind=kind, at=make.AT)
    return stream.getvalue()


def import_file(content: bytes, **fields: Any) -> MappingImport | None:
    said = {"by": SYSTEM, "name": "file", "at": make.AT, **fields}
    return operations.import_mappings(content=content, **said)


def take_in(content: bytes, **fields: Any) -> MappingImport:
    saved = import_file(content, **fields)
    assert saved is not None
    return saved


@pytest.fixture(autouse=True)
def _sets(world: World) -> None:
    make.sets()


@pytest.mark.parametrize("kind", mappings_file.KINDS)
def test_every_form_comes_in_and_goes_out_the_same(kind: str) -> None:
    written = [
        value(1, why="Same words", confidence=0.7),
        value(2, relation=Relation.SUBSET),
    ]
    saved = take_in(file(*written, kind=kind))
    assert (saved.new_count, saved.changed_count) == (2, 0)
    rows = queries.values_of(RequirementMapping.objects.order_by("pk"))
    assert [replace(row, id=each.id) for row, each in zip(rows, written, strict=True)] == written
    assert {row.origin for row in RequirementMapping.objects.all()} == {"imported"}
    assert MappingEdition.objects.filter(event="imported").count() == 2
    assert import_file(file(*written, kind=kind)) is None
    assert MappingImport.objects.count() == 1


@pytest.mark.parametrize("kind", mappings_file.KINDS)
def test_a_file_makes_nothing_reviewed(world: World, kind: str) -> None:
    officer = world.viewer("officer")
    claimed = value(1, mapper=officer.name, state=ReviewState.REVIEWED, reviewer="Somebody Else")
    before = queries.look_over(SYSTEM).quality
    take_in(file(claimed, kind=kind), by=officer)
    row = RequirementMapping.objects.get()
    assert (row.state, row.reviewer, row.reviewed_at) == ("proposed", "", None)
    assert row.claimed_reviewer == "Somebody Else"
    assert MappingEdition.objects.get().said["claimed_reviewer"] == "Somebody Else"
    after = queries.look_over(SYSTEM).quality
    assert (after.mappings, after.reviewed) == (1, before.reviewed)
    pair = queries.pair_of(officer, "rules", "law")
    ((written,), _titles) = queries.to_write(officer, pair)
    assert (written.state, written.reviewer) == (ReviewState.PROPOSED, "")


@pytest.mark.parametrize("member", CAST)
def test_what_a_file_calls_reviewed_waits_for_another_who_maps(world: World, member: str) -> None:
    by, officer = world.viewer(member), world.viewer("officer")
    elsewhere = world.viewer("officer_elsewhere")
    claimed = value(1, mapper=elsewhere.name, state=ReviewState.REVIEWED, reviewer=by.name)
    take_in(file(claimed), by=officer)
    row = RequirementMapping.objects.get()
    may = member == "authority"
    assert queries.waiting_for(by).exists() is may
    if may:
        operations.review_mapping(by=by, mapping_id=row.pk, version=1, agrees=True, at=make.AT)
        row.refresh_from_db()
        assert (row.state, row.reviewer) == ("reviewed", by.name)
        assert row.claimed_reviewer == by.name
        return
    with pytest.raises(NotAllowed):
        operations.review_mapping(by=by, mapping_id=row.pk, version=1, agrees=True, at=make.AT)


def test_what_is_said_anew_is_not_what_the_file_calls_reviewed(world: World) -> None:
    officer = world.viewer("officer")
    take_in(file(value(1, state=ReviewState.REVIEWED, reviewer="Another")), by=officer)
    row = RequirementMapping.objects.get()
    said = Said(Relation.SUBSET)
    operations.change_mapping(by=officer, mapping_id=row.pk, version=1, said=said, at=make.AT)
    row.refresh_from_db()
    assert row.claimed_reviewer == ""


def test_the_database_refuses_a_review_by_nobody_here() -> None:
    take_in(file(value(1)))
    with pytest.raises(IntegrityError), transaction.atomic():
        RequirementMapping.objects.update(state="reviewed", reviewer="Somebody Else")


def test_what_a_file_calls_rejected_is_counted_and_not_taken_in() -> None:
    rejected = value(1, state=ReviewState.REJECTED, reviewer="Another")
    content = file(rejected, value(2, reviewer="Somebody"))
    check = queries.check_import(SYSTEM, content, name="file")
    assert ([row.kind for row in check.rows], check.rejected) == ([Kind.NEW], 1)
    saved = take_in(content)
    assert (saved.new_count, saved.rejected_count) == (1, 1)
    row = RequirementMapping.objects.get()
    assert (row.source.code, row.state, row.claimed_reviewer) == ("1.2", "proposed", "")


def test_a_review_that_the_file_tells_of_later_is_a_change_until_it_is_reviewed_here(
    world: World,
) -> None:
    take_in(file(value(1)))
    claimed = file(value(1, state=ReviewState.REVIEWED, reviewer="Another"))
    (found,) = queries.check_import(SYSTEM, claimed, name="file").rows
    assert found.kind is Kind.CHANGED
    row = RequirementMapping.objects.get()
    operations.review_mapping(
        by=world.viewer("officer"), mapping_id=row.pk, version=1, agrees=True, at=make.AT
    )
    (found,) = queries.check_import(SYSTEM, claimed, name="file").rows
    assert found.kind is Kind.SAME


def test_a_file_without_versions_is_of_the_latest_and_without_mapper_of_the_one_named() -> None:
    bare = value(mapper="", source_version="", target_version="")
    with pytest.raises(InvalidInput) as refused:
        take_in(file(bare))
    assert [each.code for each in refused.value.problems] == ["mappings.mapper_missing"]
    take_in(file(bare), mapper="Working group")
    assert RequirementMapping.objects.get().mapper == "Working group"


def test_everything_that_is_wrong_is_told_and_nothing_taken_in() -> None:
    wrong = [
        value(1),
        value(9),
        value(2, source_version="7"),
        replace(value(3), source=RequirementRef("nothing", "1")),
        replace(value(3), source=RequirementRef("law", "1.1")),
        replace(value(3), source=RequirementRef("rules", "1")),
        value(1, id="again"),
        value(2, mapper="x" * 201),
    ]
    with pytest.raises(InvalidInput) as refused:
        take_in(file(*wrong))
    assert {each.code for each in refused.value.problems} == {
        "mappings.requirement_unknown",
        "mappings.version_unknown",
        "mappings.set_unknown",
        "mappings.same_framework",
        "mapping.not_assessable",
        "mappings.said_twice",
        "mappings.too_long",
    }
    assert not RequirementMapping.objects.exists()
    assert not MappingImport.objects.exists()


def test_the_dry_run_tells_new_from_same_changed_and_in_the_way(world: World) -> None:
    officer = world.viewer("officer")
    take_in(file(value(1), value(2)))
    make.mapping(officer, "rules 1.3", "law 1.3", why="Read both")
    content = file(
        value(1),
        value(2, relation=Relation.SUBSET),
        value(3, mapper=officer.name),
        value(3, id="m4"),
    )
    check = queries.check_import(officer, content, name="file")
    kinds = [row.kind for row in check.rows]
    assert kinds == [Kind.SAME, Kind.CHANGED, Kind.CONFLICTING, Kind.NEW]
    take_in(content)
    assert RequirementMapping.objects.get(source__code="1.2").relation == "equal"
    assert RequirementMapping.objects.get(mapper=officer.name).why == "Read both"
    saved = take_in(content, with_changed=True)
    assert (saved.new_count, saved.changed_count) == (0, 1)
    changed = RequirementMapping.objects.get(source__code="1.2")
    assert (changed.relation, changed.version) == ("subset", 2)


def test_what_says_otherwise_is_told_until_somebody_asks_for_the_change() -> None:
    take_in(file(value(1), value(2)))
    otherwise = file(value(1, relation=Relation.SUBSET), value(2, relation=Relation.NONE))
    with pytest.raises(NotReady) as refused:
        take_in(otherwise)
    assert refused.value.code == "mappings.says_otherwise"
    assert refused.value.params["count"] == "2"
    assert take_in(otherwise, with_changed=True).changed_count == 2


def test_what_was_reviewed_here_is_not_changed_by_a_file(world: World) -> None:
    take_in(file(value(1)))
    row = RequirementMapping.objects.get()
    operations.review_mapping(
        by=world.viewer("officer"), mapping_id=row.pk, version=1, agrees=True, at=make.AT
    )
    (same,) = queries.check_import(SYSTEM, file(value(1)), name="file").rows
    assert same.kind is Kind.SAME
    content = file(value(1, relation=Relation.NONE))
    (found,) = queries.check_import(SYSTEM, content, name="file").rows
    assert found.kind is Kind.CONFLICTING
    assert import_file(content, with_changed=True) is None
    assert RequirementMapping.objects.get().relation == "equal"


def test_a_mapping_read_the_other_way_round_is_the_same() -> None:
    take_in(file(value(1, relation=Relation.SUBSET)))
    turned = replace(value(1, relation=Relation.SUPERSET), source=value(1).target)
    turned = replace(turned, target=value(1).source)
    (found,) = queries.check_import(SYSTEM, file(turned), name="file").rows
    assert found.kind is Kind.SAME


def test_what_was_looked_over_is_what_is_taken_in(world: World) -> None:
    check = queries.check_import(SYSTEM, file(value(1)), name="file")
    make.mapping(world.viewer("officer"))
    with pytest.raises(Conflict):
        take_in(file(value(1)), seen=check.seen)
    assert not MappingImport.objects.exists()


@pytest.mark.parametrize("member", CAST)
def test_those_who_map_take_files_in(world: World, member: str) -> None:
    by = world.viewer(member)
    if member in ("authority", "officer", "officer_elsewhere"):
        saved = take_in(file(value(1)), by=by)
        assert (saved.by_name, saved.by_user_id) == (by.name, by.user_id)
        with pytest.raises(NotAllowed):
            operations.review_mapping(
                by=by, mapping_id=saved.mappings.get().pk, version=1, agrees=True, at=make.AT
            )
        return
    with pytest.raises(NotAllowed):
        take_in(file(value(1)), by=by)
