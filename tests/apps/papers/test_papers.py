"""Snapshots and papers: what is frozen, what is told to whom, and how a paper comes to be published."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import date
from typing import Any

import pytest

from samvern.apps.effects.models.publication import Audience as StudyAudience
from samvern.apps.papers import operations, queries, working
from samvern.apps.papers.models import ApprovedPaper, Paper, PaperFile, Snapshot
from samvern.apps.programmes import operations as programme_operations
from samvern.apps.programmes.models import Sharing
from samvern.apps.programmes.operations import OwnerEntry
from samvern.base.jobs.worker import Worker
from samvern.base.models import AuditEntry
from samvern.base.permissions import Role
from samvern.base.viewer import SYSTEM, viewer_for
from samvern.engine.canonical import canonical_json
from samvern.engine.errors import Conflict, InvalidInput, NotAllowed, NotFound, NotReady
from samvern.engine.papers import PaperKind, paper_digest, paper_to_json
from samvern.engine.programme.document import MeasureStatus
from samvern.engine.snapshots import Audience
from tests.factories import actors, effects, users
from tests.factories import snapshots as make
from tests.worlds import CAST, World

KINDS = (
    (PaperKind.YEARLY_REPORT, ""),
    (PaperKind.BOARD_STATUS, ""),
    (PaperKind.MEASURE_SHEET, "1.1"),
    (PaperKind.FOCUS_AREA, "1"),
)


@pytest.fixture
def snapshot(world: World) -> Snapshot:
    return make.snapshot()


def said(paper: Paper, language: str = "en") -> str:
    """Everything that a paper says."""
    return canonical_json(paper_to_json(queries.made_paper(paper, language)))


@pytest.mark.parametrize("member", CAST)
def test_only_the_authority_freezes_and_sees_snapshots(world: World, member: str) -> None:
    make.told(make.programme())
    viewer = world.viewer(member)
    asked: dict[str, Any] = {"programme_code": "P-TOLD", "period": make.PERIOD, "at": make.AT}
    if member == "authority":
        made = operations.freeze(by=viewer, **asked)
        assert made.is_whole
        assert queries.snapshot_for(viewer, made.pk) == made
        return
    with pytest.raises(NotAllowed):
        operations.freeze(by=viewer, **asked)
    with pytest.raises(NotFound):
        queries.snapshot_for(viewer, make.snapshot(make.Programme.objects.get()).pk)


def test_a_paper_never_holds_what_its_readers_may_not_see(snapshot: Snapshot) -> None:
    found: dict[str, set[tuple[str, str]]] = {}
    for kind, about in (*KINDS, (PaperKind.MEASURE_SHEET, "2.1")):
        for audience in queries.audiences_for(snapshot, kind):
            paper = make.answered(make.paper(snapshot, kind, audience, about=about))
            for marker in (make.IN_REPORT, make.IN_DECISION, make.IN_DRAFT, "Fjordheim"):
                if marker in said(paper):
                    found.setdefault(marker, set()).add((f"{kind}{about}", audience.value))
    assert make.IN_DRAFT not in found
    assert found[make.IN_DECISION] == {("yearly_report", "authority")}
    assert found[make.IN_REPORT] == {
        ("yearly_report", "authority"),
        ("board_status", "authority"),
        ("focus_area1", "authority"),
        ("measure_sheet1.1", "owners"),
    }
    assert ("yearly_report", "public") in found["Fjordheim"], "owners are published"


def test_of_a_programme_for_the_sector_nothing_is_made_for_the_public(world: World) -> None:
    frozen = make.snapshot(make.told(make.programme(sharing=Sharing.SECTOR)))
    kinds = {kind: queries.audiences_for(frozen, kind) for kind in PaperKind}
    assert not any(Audience.PUBLIC in each for each in kinds.values())
    with pytest.raises(InvalidInput) as refused:
        make.paper(frozen, audience=Audience.PUBLIC)
    assert [each.code for each in refused.value.problems] == ["paper.audience_too_wide"]
    hidden = make.snapshot(make.programme("P-HIDDEN", sharing=Sharing.AUTHORITY))
    assert {*queries.audiences_for(hidden, PaperKind.MEASURE_SHEET)} == {Audience.AUTHORITY}


def test_the_same_snapshot_is_the_same_paper_whatever_happens_later(snapshot: Snapshot) -> None:
    papers = [make.answered(make.paper(snapshot, kind, about=about)) for kind, about in KINDS[:2]]
    before = [paper_digest(queries.made_paper(each, "nn")) for each in papers]
    measure = snapshot.programme.measures.get(code="1.1")
    changes = {"status": MeasureStatus.COMPLETED.value}
    programme_operations.edit_measure(
        by=SYSTEM, measure_id=measure.pk, version=measure.version, changes=changes, at=make.AT
    )
    again = [Paper.objects.get(pk=each.pk) for each in papers]
    assert [paper_digest(queries.made_paper(each, "nn")) for each in again] == before
    later = make.snapshot(snapshot.programme)
    assert (later.number, later.sha256 != snapshot.sha256) == (2, True)
    with pytest.raises(NotReady):
        snapshot.save()
    with pytest.raises(NotReady):
        Snapshot.objects.filter(pk=snapshot.pk).update(period="2027")


def test_what_was_found_must_be_answered_before_a_paper_is_sent(snapshot: Snapshot) -> None:
    draft = make.paper(snapshot)
    send: dict[str, Any] = {"by": SYSTEM, "paper_id": draft.pk, "at": make.AT}
    with pytest.raises(NotReady) as refused:
        operations.send_paper(version=1, **send)
    assert refused.value.code == "paper.not_passed"
    text = "Of 3 measures 987 654 are late."
    operations.save_text(section="summary", language="nb", text=text, version=0, **send)
    known = queries.checked(draft)
    assert [each.found.written for each in known.numbers] == ["987 654"]
    assert known.missing_texts == ()
    assert "paper.unanswered" in [each.finding.code for each in known.findings]
    with pytest.raises(InvalidInput):
        operations.answer_findings(keys=["no-such-key"], reason="So", **send)
    operations.answer_findings(keys=known.keys, reason="Known since May.", **send)
    assert queries.checked(draft).is_passed
    assert "Known since May." in said(draft)
    operations.answer_findings(keys=[known.numbers[0].key], reason="", **send)
    with pytest.raises(NotReady):
        operations.send_paper(version=1, **send)


def test_what_comes_to_more_than_its_page_is_not_sent_for_approval(snapshot: Snapshot) -> None:
    draft = make.answered(make.paper(snapshot, PaperKind.BOARD_STATUS), text="It goes. " * 800)
    with pytest.raises(InvalidInput) as refused:
        operations.send_paper(by=SYSTEM, paper_id=draft.pk, version=1, at=make.AT)
    assert refused.value.code == "paper.past_one_page"
    assert Paper.objects.get().stage == "draft"


def test_from_draft_to_a_corrected_version(world: World, snapshot: Snapshot) -> None:
    by = world.viewer("authority")
    first = make.published(make.paper(snapshot, by=by), by=by)
    assert first.approved.is_whole
    act: dict[str, Any] = {"by": by, "paper_id": first.pk, "at": make.AT}
    with pytest.raises(NotReady):
        operations.save_text(section="summary", language="en", text="No", version=1, **act)
    with pytest.raises(NotReady):
        ApprovedPaper.objects.filter(pk=first.approved.pk).update(record="{}")
    for who in ("supervisor", "owner", "stranger"):
        with pytest.raises((NotAllowed, NotFound)):
            operations.correct_paper(
                by=world.viewer(who),
                paper_id=first.pk,
                snapshot_id=snapshot.pk,
                why="Wrong",
                at=make.AT,
            )
    second = operations.correct_paper(snapshot_id=snapshot.pk, why="A sum was wrong.", **act)
    with pytest.raises(Conflict):
        operations.correct_paper(snapshot_id=snapshot.pk, why="Once more.", **act)
    assert (second.number, second.replaces) == (2, first)
    assert queries.checked(second).is_passed, "what was written and answered is taken over"
    assert "A sum was wrong." in said(second)
    assert "A sum was wrong." not in said(first)
    trail = AuditEntry.objects.filter(subject_type__startswith="papers.")
    kept = "".join(f"{each.subject_label}{each.changes}" for each in trail)
    assert "paper.corrected" in trail.values_list("action", flat=True)
    assert first.approved.sha256 in kept
    for text in ("All goes well.", "It is known.", "A sum was wrong.", make.IN_REPORT):
        assert text not in kept


def test_who_had_the_last_hand_in_a_paper_does_not_approve_it_where_somebody_else_may(
    world: World, snapshot: Snapshot
) -> None:
    writer = world.viewer("authority")
    draft = make.answered(make.paper(snapshot, by=writer), by=writer)
    act: dict[str, Any] = {"paper_id": draft.pk, "at": make.AT}
    operations.send_paper(by=writer, version=1, **act)
    assert list(queries.waiting_for(writer, on=make.AT.date())) == [draft]
    leader_user = users.user("Leader")
    granted = actors.grant(leader_user, Role.SECTOR_AUTHORITY)
    leader = viewer_for(leader_user)
    assert list(queries.waiting_for(writer, on=make.AT.date())) == []
    assert list(queries.waiting_for(leader, on=make.AT.date())) == [draft]
    with pytest.raises(NotAllowed) as refused:
        operations.approve_paper(by=writer, version=2, **act)
    assert refused.value.code == "paper.four_eyes"
    # Whoever sent it last is as little the one to approve it as who wrote last.
    operations.return_paper(by=leader, **act)
    operations.send_paper(by=leader, version=3, **act)
    assert queries.approval_by(leader, Paper.objects.get(), on=make.AT.date()).is_alone
    third = users.user("Third")
    actors.grant(third, Role.SECTOR_AUTHORITY)
    for one in (writer, leader):
        with pytest.raises(NotAllowed):
            operations.approve_paper(by=one, version=4, **act)
    third.is_active = False
    third.save(update_fields=["is_active"])
    granted.delete()
    approved = operations.approve_paper(by=writer, version=4, **act)
    assert approved.is_alone
    entry = AuditEntry.objects.get(action="paper.approved")
    assert entry.changes["is_alone"] is True
    paper = Paper.objects.get()
    assert "By one person alone" in said(paper)
    other = make.published(make.paper(snapshot, by=SYSTEM), by=SYSTEM)
    assert "By one person alone" not in said(other)


def test_days_are_written_as_the_language_writes_them(world: World) -> None:
    on = make.programme()
    on.published = "2023-06-14"
    on.save(update_fields=["published"])
    paper = make.published(make.paper(make.snapshot(make.told(on))))
    written = {
        "nb": ("28.11.2026", "14.06.2023", "2. halvår 2026"),
        "nn": ("28.11.2026", "14.06.2023", "2. halvår 2026"),
        "en": ("28 November 2026", "14 June 2023", "the second half of 2026"),
    }
    for language, days in written.items():
        told = json.loads(said(paper, language))
        facts = [
            words[0]
            for block in told["blocks"]
            for _term, words in block.get("lines", ())
            if isinstance(words[0], str)
        ]
        assert set(days[:2]) <= set(facts)
        assert days[2] in told["title"]
        assert not [each for each in facts if re.search(r"\d{4}-\d{2}", each)]


def test_what_readers_may_not_see_is_not_called_missing(snapshot: Snapshot) -> None:
    codes = {
        audience: [
            each.finding.code
            for each in queries.checked(make.paper(snapshot, audience=audience)).findings
        ]
        for audience in (Audience.AUTHORITY, Audience.PUBLIC)
    }
    for found in codes.values():
        assert "paper.decision_none" not in found
    bare = make.snapshot(make.programme("P-BARE"))
    assert "paper.decision_none" in [
        each.finding.code for each in queries.checked(make.paper(bare)).findings
    ]


def test_two_authors_overwrite_nothing(world: World, snapshot: Snapshot) -> None:
    draft = make.paper(snapshot)
    where: dict[str, Any] = {"paper_id": draft.pk, "section": "summary", "language": "nb"}
    first = operations.save_text(by=SYSTEM, text="One", version=0, at=make.AT, **where)
    with pytest.raises(Conflict):
        operations.save_text(by=SYSTEM, text="Two", version=0, at=make.AT, **where)
    operations.save_text(by=SYSTEM, text="Three", version=first.version, at=make.AT, **where)
    differing = queries.differing_text(draft, "summary", "nb", 1)
    assert differing is not None
    assert (differing.theirs, differing.version) == ("Three", 2)
    history = queries.history_of_text(SYSTEM, draft, "summary", "nb")
    assert [each.said for each in history] == ["Three", "One"]


def test_a_worker_keeps_the_files_and_they_are_the_same_bytes_made_again(
    snapshot: Snapshot,
) -> None:
    paper = make.published(
        make.paper(snapshot, PaperKind.MEASURE_SHEET, about="1.1", audience=Audience.OWNERS)
    )
    Worker(clock=lambda: make.AT).run_until_idle()
    files = {(each.language, each.form): each.stored for each in PaperFile.objects.all()}
    assert len(files) == 9
    for (language, form), stored in files.items():
        if (language, form) in {("nb", "pdf"), ("nn", "docx"), ("en", "xlsx")}:
            made = working.file_bytes(paper, language, form)
            assert hashlib.sha256(made).hexdigest() == stored.sha256


def test_studies_and_indicators_are_told_to_those_they_are_for(world: World) -> None:
    on = make.programme()
    study = effects.study(
        on, effects.measured_as_one(on), began_on=date(2025, 2, 1), by=world.viewer("authority")
    )
    effects.published(study, audience=StudyAudience.SECTOR)
    frozen = make.snapshot(on)
    told = {
        audience: "What studies found" in said(make.paper(frozen, audience=audience))
        for audience in queries.audiences_for(frozen, PaperKind.YEARLY_REPORT)
    }
    assert told == {Audience.AUTHORITY: True, Audience.SECTOR: True, Audience.PUBLIC: False}
    sheet = make.paper(frozen, PaperKind.MEASURE_SHEET, Audience.SECTOR, about="1.1")
    assert "What it came to" in said(sheet)
    other = make.paper(frozen, PaperKind.MEASURE_SHEET, Audience.SECTOR, about="2.1")
    assert "What it came to" not in said(other)


def test_whoever_owns_the_measure_today_reads_its_sheet(world: World) -> None:
    frozen = make.snapshot(make.told(make.programme(owners=("Nattlys hospital",))))
    sheet = make.published(
        make.paper(frozen, PaperKind.MEASURE_SHEET, Audience.OWNERS, about="1.1")
    )
    owner = world.viewer("owner")
    assert not queries.papers(owner).exists()
    measure = frozen.programme.measures.get(code="1.1")
    programme_operations.set_owners(
        by=SYSTEM,
        measure_id=measure.pk,
        version=measure.version,
        owners=[OwnerEntry(world.hospital.name, world.hospital.pk)],
        at=make.AT,
    )
    assert queries.papers(owner).get() == sheet
    assert make.IN_REPORT in said(sheet)
