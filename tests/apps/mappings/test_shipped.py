"""The mappings that ship come in once, as proposals that nobody has reviewed."""

from __future__ import annotations

import pytest

from samvern.apps.frameworks import operations as frameworks
from samvern.apps.mappings import operations
from samvern.apps.mappings.models import RequirementMapping
from samvern.base.models import AuditEntry
from samvern.base.viewer import SYSTEM
from samvern.engine.errors import InvalidInput, NotAllowed
from tests.factories import mappings as make
from tests.worlds import World

pytestmark = pytest.mark.django_db


def test_they_come_in_once_and_wait_for_a_review(world: World) -> None:
    with pytest.raises(InvalidInput, match=r"mappings\.invalid"):
        operations.load_catalogue(by=SYSTEM, at=make.AT)
    frameworks.load_catalogue(by=SYSTEM, at=make.AT)
    (came_in,) = operations.load_catalogue(by=SYSTEM, at=make.AT)
    rows = RequirementMapping.objects.all()
    assert came_in.new_count == len(rows) == 50
    assert {(row.state, row.reviewer, row.mapper, row.reviewed_at) for row in rows} == {
        ("proposed", "", "Samvern", None)
    }
    assert AuditEntry.objects.filter(action="mapping.imported").count() == 1
    operations.withdraw_mapping(
        by=world.viewer("authority"),
        mapping_id=rows[0].pk,
        version=1,
        note="Oppdiktet",
        at=make.AT,
    )
    assert operations.load_catalogue(by=SYSTEM, at=make.AT) == []
    assert RequirementMapping.objects.in_force().count() == 49


def test_only_those_who_map_bring_them_in(world: World) -> None:
    with pytest.raises(NotAllowed):
        operations.load_catalogue(by=world.viewer("stranger"), at=make.AT)
