"""What points at a requirement by the code of its set and a number finds where it is read."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from samvern.apps.frameworks import queries
from samvern.base.viewer import ANONYMOUS, SYSTEM
from samvern.engine.frameworks import Reference, Requirement
from tests.factories import frameworks as make

pytestmark = pytest.mark.django_db


def _places(viewer, *references: Reference, version: str = "") -> dict[str, str]:
    found = queries.pointed_at(viewer, references, version=version)
    return {str(reference): str(row) for reference, row in found.items()}


def test_the_latest_version_that_has_it_or_the_one_that_was_asked_for() -> None:
    make.requirement_set()
    later = make.framework(
        version="2",
        follows_version="1",
        requirements=(Requirement("1.1", {"nb": "Kartlegg utstyr"}),),
    )
    make.requirement_set(later)
    kept, gone = Reference("rules", "1.1"), Reference("rules", "1.2")
    assert _places(ANONYMOUS, kept, gone) == {
        "rules 1.1": "rules 2 1.1",
        "rules 1.2": "rules 1 1.2",
    }
    assert _places(ANONYMOUS, kept, version="1") == {"rules 1.1": "rules 1 1.1"}


def test_what_is_not_seen_or_withdrawn_or_of_another_set_is_left_out() -> None:
    make.requirement_set(make.framework("kept"), sharing="sector")
    make.requirement_set(make.framework("rules"))
    shorter = make.framework("rules", requirements=make.framework().requirements[:2])
    make.requirement_set(shorter, edition=1, reason="Shorter")
    kept, withdrawn = Reference("kept", "1.2"), Reference("rules", "1.2")
    assert _places(ANONYMOUS, kept, withdrawn, Reference("nope", "1.1")) == {}
    assert _places(SYSTEM, kept, withdrawn) == {"kept 1.2": "kept 1 1.2"}
    assert _places(ANONYMOUS) == {}


def test_however_many_are_asked_for_in_one_go() -> None:
    make.requirement_set(make.large_framework("large", 200))
    with CaptureQueriesContext(connection) as asked:
        found = queries.pointed_at(
            ANONYMOUS, (Reference("large", f"{n // 20 + 1}.{n % 20 + 1}") for n in range(200))
        )
    assert (len(found), len(asked)) == (200, 1)
