"""Snapshots and papers: what is frozen, what is told to whom, and how a paper comes to be published."""

from __future__ import annotations

import json

import pytest

from samvern.apps.papers import operations, queries
from samvern.apps.papers.models import Paper, Snapshot
from samvern.engine.papers import PaperKind, paper_digest, paper_to_json
from samvern.engine.snapshots import Audience
from tests.factories import snapshots as make
from tests.worlds import World


@pytest.fixture
def snapshot(world: World) -> Snapshot:
    return make.snapshot()


def test_smoke(world: World, snapshot: Snapshot) -> None:
    print(json.dumps(snapshot.content, indent=1, ensure_ascii=False)[:6000])
    for kind, about in (
        (PaperKind.YEARLY_REPORT, ""),
        (PaperKind.BOARD_STATUS, ""),
        (PaperKind.MEASURE_SHEET, "1.1"),
        (PaperKind.FOCUS_AREA, "1"),
    ):
        for audience in queries.audiences_for(snapshot, kind):
            draft = make.paper(snapshot, kind, audience, about=about)
            for language in ("nb", "nn", "en"):
                queries.made_paper(draft, language)
            found = queries.checked(draft)
            print(kind, audience, [(e.finding.code) for e in found.findings])
            done = make.published(draft)
            assert done.stage == "published"
