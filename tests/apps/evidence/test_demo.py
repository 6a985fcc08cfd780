"""The examples: only at made-up organisations, loaded once, each a real file."""

from __future__ import annotations

import pytest

from samvern.apps.evidence import demo
from samvern.apps.evidence.models import Evidence
from samvern.base import files
from samvern.base.viewer import SYSTEM
from tests.factories import actors
from tests.factories.evidence import AT

pytestmark = pytest.mark.django_db


def test_examples_stand_at_made_up_organisations_and_are_loaded_once() -> None:
    made_up = actors.actor("Fiktive Fjordheim sykehus HF", made_up=True)
    actors.actor("Fiktiv fastlegepraksis Solbakken")
    assert demo.load_examples(by=SYSTEM, at=AT) == 4
    assert demo.load_examples(by=SYSTEM, at=AT) == 0
    every = Evidence.objects.all()
    assert {each.actor_id for each in every} == {made_up.pk}
    kinds = {each.file.media_type for each in every if each.file}
    assert kinds == {"text/plain", "text/csv", "application/pdf"}
    assert all(files.file_response(each.file).status_code == 200 for each in every if each.file)
    assert every.filter(replaced_by__isnull=False).count() == 1
