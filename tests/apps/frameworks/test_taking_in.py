"""Requirement sets come in whole, and nothing that is here is changed in silence."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from samvern.apps.frameworks import operations, queries
from samvern.apps.frameworks.models import Origin, Requirement, RequirementSet, SetEdition
from samvern.apps.frameworks.queries.documents import document_of_edition
from samvern.base.models import AuditEntry
from samvern.base.viewer import ANONYMOUS, SYSTEM
from samvern.engine import frameworks as engine
from samvern.engine.errors import Conflict, InvalidInput, NotAllowed, NotFound
from tests.factories import frameworks as make
from tests.factories.generated_frameworks import frameworks
from tests.worlds import CAST, World

pytestmark = pytest.mark.django_db


@given(frameworks())
def test_what_was_taken_in_reads_back_the_same(framework: engine.Framework) -> None:
    SetEdition.objects.all().delete()
    RequirementSet.objects.all().delete()
    saved = make.requirement_set(framework)
    assert queries.document_of(saved) == framework
    assert document_of_edition(saved.editions.get()) == framework


def test_the_same_set_again_changes_nothing() -> None:
    first = make.requirement_set()
    again = operations.take_in(by=SYSTEM, framework=make.framework(), at=make.AT)
    assert (again.is_new, again.is_changed, again.set.pk) == (False, False, first.pk)
    assert SetEdition.objects.count() == AuditEntry.objects.count() == 1


def test_a_version_that_is_here_is_not_replaced_unseen() -> None:
    saved = make.requirement_set()
    other = make.framework(publisher="Somebody else")
    with pytest.raises(Conflict) as refused:
        operations.take_in(by=SYSTEM, framework=other, at=make.AT, reason="Put right")
    assert refused.value.code == "framework.exists"
    with pytest.raises(Conflict) as late:
        operations.take_in(by=SYSTEM, framework=other, at=make.AT, edition=7, reason="Put right")
    assert late.value.code == "framework.changed_since"
    with pytest.raises(InvalidInput) as mute:
        operations.take_in(by=SYSTEM, framework=other, at=make.AT, edition=1, reason="  ")
    assert mute.value.code == "framework.reason_missing"
    assert queries.document_of(saved) == make.framework()


def test_a_new_state_keeps_the_old_one_and_withdraws_what_is_gone() -> None:
    saved = make.requirement_set()
    kept = Requirement.objects.get(code="1.1")
    shorter = make.framework(requirements=make.framework().requirements[:2])
    make.requirement_set(shorter, edition=1, reason="1.2 was a draft")
    saved.refresh_from_db()
    assert (saved.edition, queries.document_of(saved)) == (2, shorter)
    assert Requirement.objects.get(code="1.1").pk == kept.pk
    assert Requirement.objects.get(code="1.2").is_withdrawn
    first, second = SetEdition.objects.order_by("number")
    assert document_of_edition(first) == make.framework()
    assert second.reason == "1.2 was a draft"
    told = AuditEntry.objects.get(action="framework.revised")
    assert told.changes["withdrawn"] == ["1.2"]


def test_a_withdrawn_requirement_that_comes_back_is_the_same_one() -> None:
    make.requirement_set()
    gone = Requirement.objects.get(code="1.2")
    shorter = make.framework(requirements=make.framework().requirements[:2])
    make.requirement_set(shorter, edition=1, reason="Away")
    make.requirement_set(make.framework(), edition=2, reason="Back")
    back = Requirement.objects.get(code="1.2")
    assert (back.pk, back.is_withdrawn) == (gone.pk, False)


def test_a_version_may_not_follow_what_the_version_before_does_not_have() -> None:
    make.requirement_set()
    later = make.framework(
        version="2",
        follows_version="1",
        requirements=(engine.Requirement("9", {"nb": "Ny"}, follows=("7.7",)),),
    )
    with pytest.raises(InvalidInput) as refused:
        make.requirement_set(later)
    assert [each.code for each in refused.value.problems] == ["framework_chain.follows_unknown"]
    assert RequirementSet.objects.count() == 1


def test_a_reference_follows_through_versions() -> None:
    make.requirement_set()
    later = make.framework(
        version="2",
        follows_version="1",
        requirements=(
            engine.Requirement("A", {"nb": "Kartlegg utstyr"}, follows=("1.1",)),
            engine.Requirement("B", {"nb": "Kartlegg data"}, follows=("1.2", "1")),
        ),
    )
    saved = make.requirement_set(later)
    found = queries.follow_everywhere(ANONYMOUS, saved, "B")
    assert set(found["1"].ids) == {"1", "1.2"}
    assert not found["1"].is_plain
    assert [each.version for each in queries.versions_of(ANONYMOUS, "rules")] == ["1", "2"]
    assert queries.set_for(ANONYMOUS, "rules").version == "2"


def test_a_set_that_could_not_be_written_as_a_file_is_not_stored() -> None:
    too_long = replace(make.framework(), publisher="x" * 400)
    with pytest.raises(InvalidInput) as refused:
        make.requirement_set(too_long)
    assert refused.value.code == "framework_file.invalid"
    assert not RequirementSet.objects.exists()


def test_only_the_authority_takes_sets_in(world: World) -> None:
    for member in CAST:
        by = world.viewer(member)
        if member == "authority":
            assert operations.take_in(by=by, framework=make.framework(), at=make.AT).is_new
            continue
        with pytest.raises(NotAllowed):
            operations.take_in(by=by, framework=make.framework("other"), at=make.AT)
    assert RequirementSet.objects.count() == 1


def test_what_the_licence_keeps_within_the_sector_does_not_exist_outside(world: World) -> None:
    make.requirement_set(sharing="sector")
    for member in CAST:
        viewer = world.viewer(member)
        if member in ("stranger", "anonymous"):
            assert not Requirement.objects.visible_to(viewer).exists()
            with pytest.raises(NotFound):
                queries.set_for(viewer, "rules")
        else:
            assert queries.set_for(viewer, "rules").code == "rules"
    readers = {member for member in CAST if SetEdition.objects.visible_to(world.viewer(member))}
    assert readers == {"authority", "supervisor"}


def test_the_shipped_sets_are_taken_in_once_and_left_alone() -> None:
    loaded = operations.load_catalogue(by=SYSTEM, at=make.AT)
    assert {each.origin for each in loaded} == {Origin.SHIPPED}
    assert "nsm-gp-ikt" in {each.code for each in loaded}
    assert operations.load_catalogue(by=SYSTEM, at=make.AT) == []
    rows = {row.set.code: row for row in queries.latest_sets(ANONYMOUS)}
    assert (rows["nsm-gp-ikt"].requirements, rows["nsm-gp-ikt"].headings) == (118, 25)
