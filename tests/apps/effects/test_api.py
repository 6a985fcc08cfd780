"""Effects in the API: the same rules as the pages, and no organisation by name."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.http import HttpResponse

from samvern.apps.effects import operations
from samvern.apps.programmes.models import Programme
from samvern.base.viewer import SYSTEM
from tests.factories import effects as make

pytestmark = pytest.mark.django_db
Ask = Callable[..., HttpResponse]


def test_a_study_from_the_question_to_what_is_published(programme: Programme, ask: Ask) -> None:
    make.measured(programme)
    new = {"measure": "1.1", "indicator": "I1"}
    made = ask("authority", "post", "/programmes/P-RANKED/effect-studies", new)
    assert made.status_code == 201
    study = made.json()
    assert (study["design"], study["result"]) == ("best", None)
    here = f"/effect-studies/{study['id']}"
    operations.compute_study(by=SYSTEM, study_id=study["id"], at=make.AT, is_patient=True)
    found = ask("supervisor", "get", here).json()
    assert found["result"]["is_whole"]
    assert found["result"]["grounds"] == "comparison"
    assert found["result"]["card"]["verdict"] == "effect_better"
    assert "Clinic" not in ask("supervisor", "get", here).content.decode()
    assert ask("officer", "get", here).status_code == 404
    assert ask("anonymous", "get", f"{here}/publication").status_code == 404
    said = {"digest": found["result"]["digest"], "audience": "public"}
    assert ask("supervisor", "post", f"{here}/publication", said).status_code == 403
    assert ask("authority", "post", f"{here}/publication", said).status_code == 201
    told = ask("anonymous", "get", f"{here}/publication").json()["result"]
    assert not told["is_whole"]
    assert told["card"]["description"] is None
    listed = ask("anonymous", "get", "/programmes/P-RANKED/published-effects").json()
    assert [each["number"] for each in listed["items"]] == [1]
    evidence = ask("anonymous", "get", "/programmes/P-RANKED/evidence-levels").json()
    assert evidence["counts"]["comparison"] == 1
    assert evidence["measures"][0]["steps"] == []
    change = {"indicator": "I1", "version": study["version"], "control": "never"}
    assert ask("authority", "put", here, change).json()["result"] is None
    gone = ask("authority", "post", f"{here}/withdraw", {"why": "Wrong"})
    assert gone.json()["ended_at"] is not None
    assert ask("anonymous", "get", f"{here}/publication").status_code == 404
