"""A paper is sent for approval, approved and published."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from samvern.apps.papers import queries, rules, working
from samvern.apps.papers.models import ApprovedPaper, Paper, PaperStage
from samvern.apps.papers.permissions import Permission
from samvern.base import audit
from samvern.base.viewer import Viewer
from samvern.engine.canonical import canonical_json, sha256_of
from samvern.engine.errors import NotAllowed, NotReady
from samvern.engine.papers import PaperKind
from samvern.engine.programme.document import LANGUAGES
from samvern.ui.wording import papers as setting


def send_paper(*, by: Viewer, paper_id: int, version: int, at: datetime) -> Paper:
    """Hand a draft over for approval; from then on nobody writes in it.

    Raises
    ------
    NotFound, NotAllowed
        ``paper.unknown``; without ``WRITE`` where the programme is governed.
    NotReady
        ``paper.wrong_stage``; ``paper.not_passed``: something that the check found is not answered.
    InvalidInput
        ``paper.past_one_page``: it has one page, and comes to more in one of the languages.
    Conflict
        ``paper.changed_meanwhile``.
    """
    # Setting it takes its time, and nothing is locked meanwhile.
    paper = queries.draft_for(by, paper_id)
    by.require(Permission.WRITE, on=paper)
    rules.require_stage(paper, PaperStage.DRAFT)
    if PaperKind(paper.kind).has_one_page:
        for language in LANGUAGES:
            setting.check_room(queries.made_paper(paper, language))
    return _send(by=by, paper_id=paper_id, version=version, at=at)


@transaction.atomic
def _send(*, by: Viewer, paper_id: int, version: int, at: datetime) -> Paper:
    paper = queries.draft_for(by, paper_id, lock=True)
    by.require(Permission.WRITE, on=paper)
    rules.require_stage(paper, PaperStage.DRAFT)
    _require_passed(paper)
    rules.turn(paper, PaperStage.CHECKED, seen=version, at=at, sent_by_id=by.user_id)
    audit.record(by, "paper.sent", paper, at=at, path=paper.path)
    return paper


@transaction.atomic
def return_paper(*, by: Viewer, paper_id: int, at: datetime) -> Paper:
    """Make a paper that waits for approval a draft again.

    Raises
    ------
    NotFound, NotAllowed
        ``paper.unknown``; without ``WRITE`` where the programme is governed.
    NotReady
        ``paper.wrong_stage``.
    """
    paper = queries.draft_for(by, paper_id, lock=True)
    by.require(Permission.WRITE, on=paper)
    rules.require_stage(paper, PaperStage.CHECKED)
    rules.turn(paper, PaperStage.DRAFT, seen=paper.version, at=at)
    audit.record(by, "paper.returned", paper, at=at, path=paper.path)
    return paper


@transaction.atomic
def approve_paper(*, by: Viewer, paper_id: int, version: int, at: datetime) -> ApprovedPaper:
    """Freeze everything that a paper says; a job makes its files.

    Whoever wrote, answered or sent it last does not approve it alone, where somebody else may. Where
    nobody else may it is approved all the same, and the trail and the paper say so.

    Parameters
    ----------
    version
        The version that whoever approves it saw.

    Raises
    ------
    NotFound, NotAllowed
        ``paper.unknown``; without ``APPROVE`` where the programme is governed; ``paper.four_eyes``:
        who approves it had the last hand in it, and there are others who could.
    NotReady
        ``paper.wrong_stage``; ``paper.not_passed``; ``snapshot.damaged``: the snapshot is not the one
        that was frozen.
    Conflict
        ``paper.changed_meanwhile``.
    """
    paper = queries.draft_for(by, paper_id, lock=True)
    by.require(Permission.APPROVE, on=paper)
    rules.require_stage(paper, PaperStage.CHECKED)
    if not paper.snapshot.is_whole:
        raise NotReady("snapshot.damaged")
    eyes = queries.approval_by(by, paper, on=localdate(at))
    if eyes.is_refused:
        raise NotAllowed("paper.four_eyes", about=paper)
    known = _require_passed(paper).keys
    written = queries.draft_of(paper)
    frozen = replace(
        written,
        reasons={key: why for key, why in written.reasons.items() if key in known},
        approved={
            "by": by.name,
            "on": localdate(at).isoformat(),
            **({"alone": "yes"} if eyes.is_alone else {}),
        },
    )
    record = canonical_json(frozen.to_json(paper.snapshot.sha256))
    rules.turn(paper, PaperStage.APPROVED, seen=version, at=at)
    approved = ApprovedPaper(
        paper=paper,
        approved_by_id=by.user_id,
        approved_by_name=by.name,
        approved_at=at,
        is_alone=eyes.is_alone,
        record=record,
        sha256=sha256_of(record),
    )
    approved.save()
    working.ask_for_files(by=by, paper=paper, at=at)
    changes = {
        "number": paper.number,
        "sha256": approved.sha256,
        "is_alone": approved.is_alone,
    }
    audit.record(by, "paper.approved", paper, at=at, path=paper.path, changes=changes)
    return approved


@transaction.atomic
def publish_paper(*, by: Viewer, paper_id: int, at: datetime) -> Paper:
    """Let the audience of an approved paper read it.

    Raises
    ------
    NotFound, NotAllowed
        ``paper.unknown``; without ``PUBLISH`` where the programme is governed.
    NotReady
        ``paper.wrong_stage``.
    """
    paper = queries.draft_for(by, paper_id, lock=True)
    by.require(Permission.PUBLISH, on=paper)
    rules.require_stage(paper, PaperStage.APPROVED)
    rules.turn(paper, PaperStage.PUBLISHED, seen=paper.version, at=at, published_at=at)
    changes = {"number": paper.number, "audience": paper.audience}
    audit.record(by, "paper.published", paper, at=at, path=paper.path, changes=changes)
    return paper


def _require_passed(paper: Paper) -> queries.Checked:
    found = queries.checked(paper)
    if not found.is_passed:
        count = len(found.open_keys) + len(found.missing_texts)
        raise NotReady("paper.not_passed", about=paper, count=count)
    return found
