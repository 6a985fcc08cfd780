"""The demo's mappings are made up, say so, and show every state that a mapping can be in."""

from __future__ import annotations

import pytest

from samvern.apps.frameworks import operations as frameworks
from samvern.apps.mappings import demo, queries
from samvern.apps.mappings.models import MappingEdition, RequirementMapping
from samvern.base.permissions import Role
from samvern.base.viewer import SYSTEM
from tests.factories import actors, users
from tests.factories import mappings as make

pytestmark = pytest.mark.django_db


def test_the_examples_are_loaded_once_by_made_up_people() -> None:
    assert demo.load_examples(at=make.AT) == 0
    roles = {"authority": Role.SECTOR_AUTHORITY, "officer": Role.SECURITY_OFFICER}
    hospital = actors.actor("Fiktive Fjordheim sykehus HF")
    for account, role in roles.items():
        email = f"{account}@demo.samvern.example"
        person = users.user(f"Demo {account}", email=email, is_demo=True)
        actors.grant(person, role, hospital if account == "officer" else None)
    frameworks.load_catalogue(by=SYSTEM, at=make.AT)
    count = demo.load_examples(at=make.AT)
    rows = RequirementMapping.objects.select_related("by_user")
    assert count == len(rows) > 0
    assert {row.by_user.is_demo for row in rows if row.by_user} == {True}
    assert all(row.why.startswith("Oppdiktet eksempel") for row in rows)
    assert all(
        each.note.startswith("Oppdiktet") for each in MappingEdition.objects.exclude(note="")
    )
    assert {row.state for row in rows} == {"proposed", "reviewed", "rejected"}
    assert queries.look_over(SYSTEM).quality.disagreements
    assert demo.load_examples(at=make.AT) == 0
