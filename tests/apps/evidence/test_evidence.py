"""Evidence: who sees it, what can be done with it, and that nothing of it leaks into the trail."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.db.models import Q
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from samvern.apps.actors import operations as actors
from samvern.apps.actors.models import SuccessionKind
from samvern.apps.evidence import operations, queries, uses, visibility
from samvern.apps.evidence.facts import EvidenceRevised, EvidenceWithdrawn
from samvern.apps.evidence.fields import choice_field
from samvern.apps.evidence.models import SOON, Evidence, Standing
from samvern.apps.evidence.uses import Use
from samvern.base import registry
from samvern.base.models import AuditEntry, FactDelivery, StoredFile
from samvern.base.viewer import SYSTEM
from samvern.engine.errors import InvalidInput, NotAllowed, NotFound, NotReady
from tests.factories import evidence as make
from tests.factories.stored_files import PDF, TEXT
from tests.worlds import CAST, World

LogIn = Callable[[str], Client]
SECRET = "Zebra-4711"
DAY = timedelta(days=1)


@pytest.fixture
def report(world: World) -> Evidence:
    """A file of the hospital whose every word is secret."""
    return make.file(
        world.hospital,
        by=world.viewer("officer"),
        name=f"{SECRET}.pdf",
        title=f"About {SECRET}",
        note=f"See {SECRET}",
        expires_on=make.TODAY + 30 * DAY,
    )


def _pages(world: World, found: Evidence) -> list[str]:
    place = f"/actors/{world.hospital.pk}/evidence/"
    one = f"/evidence/{found.pk}/"
    return [
        *(place, f"{place}?file=evidence.csv", f"{place}new/"),
        *(one, f"{one}file/", f"{one}revise/", f"{one}withdraw/"),
        f"/api/v1/actors/{world.hospital.pk}/evidence",
        *(f"/api/v1/evidence/{found.pk}", f"/api/v1/evidence/{found.pk}/file"),
    ]


@pytest.mark.parametrize("member", CAST)
def test_an_organisation_sees_its_evidence_and_nobody_else_does(
    world: World, report: Evidence, log_in: LogIn, member: str
) -> None:
    client = log_in(member)
    for page in _pages(world, report):
        answer = client.get(page)
        content = b"".join(answer) if answer.streaming else answer.content  # type: ignore[arg-type]
        if member == "officer":
            assert answer.status_code == 200, page
        else:
            refused = (302, 401) if member == "anonymous" else (404,)
            assert answer.status_code in refused, page
            assert SECRET.encode() not in content
    shared = ["/", "/search/?q=zebra", f"/actors/{world.hospital.pk}/", "/audit/"]
    said = "".join(client.get(page).content.decode() for page in shared)
    assert (SECRET in said) is (member == "officer")
    assert ("What it can show" in said) is (member == "officer")
    assert ("Evidence to renew" in said) is (member == "officer")


@pytest.mark.parametrize("member", CAST)
def test_who_looks_after_security_adds_revises_and_withdraws(
    world: World, report: Evidence, member: str
) -> None:
    viewer = world.viewer(member)
    tries: list[Callable[[], object]] = [
        lambda: make.link(world.hospital, by=viewer),
        lambda: operations.revise_evidence(
            by=viewer, evidence_id=report.pk, said=make.said(), at=make.AT
        ),
        lambda: operations.withdraw_evidence(
            by=viewer,
            evidence_id=Evidence.objects.current().latest("pk").pk,
            why="Wrong",
            at=make.AT,
        ),
    ]
    for attempt in tries:
        if member == "officer":
            attempt()
        else:
            with pytest.raises(NotFound):
                attempt()
    with pytest.raises(NotAllowed):
        operations.hand_on_evidence(
            by=viewer,
            predecessor_id=world.hospital.pk,
            successor_id=world.other_hospital.pk,
            at=make.AT,
        )


def test_a_module_above_lets_people_see_and_add(
    world: World, report: Evidence, monkeypatch: pytest.MonkeyPatch, log_in: LogIn
) -> None:
    colleague = world.viewer("colleague")
    monkeypatch.setattr(visibility, "_readers", [])
    monkeypatch.setattr(visibility, "_keepers", [])
    visibility.add_reader(lambda _viewer: Q())
    assert not Evidence.objects.visible_to(colleague).exists(), "an empty condition opened all"
    visibility.add_reader(
        lambda viewer: Q(pk__in=[report.pk] if viewer.user_id == colleague.user_id else [])
    )
    other = make.file(world.hospital)
    assert list(Evidence.objects.visible_to(colleague)) == [report]
    assert set(Evidence.objects.visible_to(world.viewer("officer"))) == {report, other}
    assert log_in("colleague").get(f"/evidence/{report.pk}/file/").getvalue() == PDF
    assert log_in("colleague").get(f"/actors/{world.hospital.pk}/evidence/new/").status_code == 403
    with pytest.raises(NotAllowed):
        make.link(world.hospital, by=colleague)
    visibility.add_keeper(lambda viewer, actor: actor == world.hospital and viewer == colleague)
    assert make.link(world.hospital, by=colleague).by_name == colleague.name
    with pytest.raises(NotFound):
        make.link(world.other_hospital, by=colleague)


def test_where_it_is_used_is_told_by_modules_above(
    world: World, report: Evidence, monkeypatch: pytest.MonkeyPatch, log_in: LogIn
) -> None:
    monkeypatch.setattr(uses, "_sources", [])
    uses.add_use_source(lambda _viewer, found: [Use(f"Answer on {found.pk}", "/somewhere/")])
    page = log_in("officer").get(f"/evidence/{report.pk}/").content.decode()
    assert f'<a href="/somewhere/">Answer on {report.pk}</a>' in page


def test_the_trail_and_the_facts_tell_that_it_happened_and_nothing_else(
    world: World, report: Evidence
) -> None:
    officer = world.viewer("officer")
    said = make.said(title=f"New {SECRET}", url=f"https://{SECRET.lower()}.example")
    newer = operations.revise_evidence(by=officer, evidence_id=report.pk, said=said, at=make.AT)
    operations.withdraw_evidence(by=officer, evidence_id=newer.pk, why=SECRET, at=make.AT)
    trail = list(AuditEntry.objects.filter(action__startswith="evidence.").order_by("pk"))
    assert [(each.action, each.subject_label) for each in trail] == [
        ("evidence.added", f"Evidence {report.pk}"),
        ("evidence.revised", f"Evidence {report.pk}"),
        ("evidence.withdrawn", f"Evidence {newer.pk}"),
    ]
    assert trail[0].changes == {"fields": ["title", "note", "expires_on", "file"]}
    assert trail[0].path == world.hospital.path
    kept = json.dumps(list(FactDelivery.objects.values("kind", "content")), default=str)
    kept += "".join(f"{each} {each.changes}" for each in trail)
    assert SECRET.lower() not in kept.lower()
    facts = list(FactDelivery.objects.order_by("pk").values_list("kind", "content"))
    assert facts[-2:] == [
        (EvidenceRevised.__name__, {"evidence_id": report.pk, "newer_id": newer.pk}),
        (EvidenceWithdrawn.__name__, {"evidence_id": newer.pk}),
    ]


def test_a_newer_piece_takes_the_place_of_one_that_stays(world: World, report: Evidence) -> None:
    def revise(found: Evidence, **more: Any) -> Evidence:
        given = {"said": make.said(title="Later"), "at": make.AT + DAY, **more}
        return operations.revise_evidence(by=SYSTEM, evidence_id=found.pk, **given)

    same = revise(report)
    assert (same.file, same.uploaded_at) == (report.file, report.uploaded_at)
    other = revise(same, upload=make.upload(TEXT, "b.txt"))
    assert other.file != report.file
    assert other.uploaded_at == make.AT + DAY
    linked = revise(other, said=make.said(url="https://example.org/a"))
    assert (linked.kind, linked.file) == ("link", None)
    report.refresh_from_db()
    assert (report.replaced_by, report.title) == (same, f"About {SECRET}")
    assert [each.pk for each in queries.evidence_at(SYSTEM, world.hospital, on=make.TODAY)] == [
        linked.pk
    ]
    for done in (
        report,
        operations.withdraw_evidence(by=SYSTEM, evidence_id=linked.pk, why=" Wrong ", at=make.AT),
    ):
        with pytest.raises(NotReady, match=r"evidence\.not_current"):
            revise(done)
        with pytest.raises(NotReady, match=r"evidence\.not_current"):
            operations.withdraw_evidence(by=SYSTEM, evidence_id=done.pk, why="a", at=make.AT)
    assert StoredFile.objects.count() == 2


@pytest.mark.parametrize(
    ("fields", "has_file", "codes"),
    [
        ({"title": " "}, True, {"evidence.title_missing"}),
        (
            {"title": "a" * 201, "note": "a\0"},
            True,
            {"evidence.too_long", "evidence.unreadable_text"},
        ),
        ({}, False, {"evidence.nothing"}),
        ({"url": "https://example.org"}, True, {"evidence.both"}),
        ({"url": "javascript:alert(1)"}, False, {"evidence.address"}),
        ({"url": "https://"}, False, {"evidence.address"}),
        ({"event_on": make.TODAY + DAY}, True, {"evidence.in_the_future"}),
        (
            {"document_on": make.TODAY, "expires_on": make.TODAY - DAY},
            True,
            {"evidence.holds_before_its_date"},
        ),
    ],
)
def test_what_cannot_be_is_refused_before_anything_is_written(
    world: World, fields: dict[str, Any], has_file: bool, codes: set[str], tmp_path: Path
) -> None:
    upload = make.upload() if has_file else None
    with pytest.raises(InvalidInput) as refused:
        operations.add_evidence(
            by=SYSTEM,
            actor_id=world.hospital.pk,
            said=make.said(**fields),
            upload=upload,
            at=make.AT,
        )
    assert {problem.code for problem in refused.value.problems} == codes
    assert not (tmp_path / "files").exists()


def test_how_it_stands_is_the_same_in_a_row_and_in_a_query(world: World) -> None:
    for days in (-1, 0, 1, SOON.days, SOON.days + 1):
        make.link(world.hospital, expires_on=make.TODAY + days * DAY)
    withdrawn, replaced = make.link(world.hospital), make.link(world.hospital)
    operations.withdraw_evidence(by=SYSTEM, evidence_id=withdrawn.pk, why="a", at=make.AT)
    said = make.said(url="https://example.org/b")
    operations.revise_evidence(by=SYSTEM, evidence_id=replaced.pk, said=said, at=make.AT)
    every = {each: each.standing(make.TODAY) for each in Evidence.objects.all()}
    counts = queries.counts_at(SYSTEM, world.hospital, on=make.TODAY)
    for standing, count in counts.items():
        found = queries.evidence_at(SYSTEM, world.hospital, on=make.TODAY, standing=standing.value)
        assert set(found) == {each for each, stands in every.items() if stands is standing}
        assert len(found) == count
    assert counts == {
        Standing.HOLDS: 2,
        Standing.SOON: 3,
        Standing.RUN_OUT: 1,
        Standing.REPLACED: 1,
        Standing.WITHDRAWN: 1,
    }


def test_the_database_holds_to_file_or_link(world: World, report: Evidence) -> None:
    for wrong in ({"url": "https://example.org"}, {"kind": "link"}, {"file": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Evidence.objects.filter(pk=report.pk).update(**wrong)


@pytest.mark.django_db(transaction=True)
def test_evidence_follows_to_a_successor(world: World, report: Evidence) -> None:
    actors.record_succession(
        by=SYSTEM,
        at=make.AT,
        predecessor_id=world.hospital.pk,
        successor_id=world.other_hospital.pk,
        on=make.TODAY,
        kind=SuccessionKind.MERGER,
    )
    report.refresh_from_db()
    assert report.actor == world.other_hospital
    assert AuditEntry.objects.filter(action="evidence.handed_on").count() == 1


def test_the_form_tells_what_is_wrong_with_a_file_and_keeps_what_was_written(
    world: World, log_in: LogIn
) -> None:
    address = f"/actors/{world.hospital.pk}/evidence/new/"
    for name, content, says in (
        ("a.pdf", b"MZ\x90", "not of a kind"),
        ("a.docx", PDF, "is a PDF file"),
        ("big.txt", b"a" * (2**20 + 1), "larger than 1 MiB"),
        ("huge.txt", b"a" * (34 * 2**20), "larger than 1 MiB"),
    ):
        with override_settings(FILE_MAX_BYTES=2**20):
            sent = {"title": "Kept words", "file": SimpleUploadedFile(name, content)}
            answer = log_in("officer").post(address, sent)
        page = answer.content.decode()
        assert answer.status_code == 422, name
        assert says in page, name
        assert "Kept words" in page
    assert not Evidence.objects.exists()
    good = {"title": "Good", "file": SimpleUploadedFile("a.pdf", PDF), "expires_on": "2027-01-02"}
    answer = log_in("officer").post(address, good, follow=True)
    assert "The evidence is added." in answer.content.decode()


def test_the_api_takes_a_file_once(world: World, log_in: LogIn) -> None:
    client = log_in("officer")
    address = f"/api/v1/actors/{world.hospital.pk}/evidence/files"

    def send(content: bytes = PDF) -> Any:
        sent = {"title": "By the API", "file": SimpleUploadedFile("a.pdf", content)}
        return client.post(address, sent, headers={"Idempotency-Key": "k-1"})

    first, again = send(), send()
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert first.json()["file"]["media_type"] == "application/pdf"
    assert send(PDF + b"\n").json()["code"] == "idempotency.key_reused"
    assert Evidence.objects.count() == StoredFile.objects.count() == 1
    one = f"/api/v1/evidence/{first.json()['id']}"
    assert b"".join(client.get(f"{one}/file")) == PDF  # type: ignore[arg-type]
    body = {"title": "Newer"}
    revised = client.post(f"{one}/revisions", body, content_type="application/json")
    assert revised.json()["file"]["sha256"] == first.json()["file"]["sha256"]
    newer = f"/api/v1/evidence/{revised.json()['id']}"
    sent = {"title": "Newest", "file": SimpleUploadedFile("a.txt", TEXT)}
    newest = client.post(f"{newer}/revisions/files", sent).json()
    why = {"why": "Wrong"}
    withdrawn = client.post(
        f"/api/v1/evidence/{newest['id']}/withdraw", why, content_type="application/json"
    )
    assert withdrawn.json()["standing"] == "withdrawn"


def test_others_choose_among_what_is_current(world: World, report: Evidence) -> None:
    out = make.link(world.hospital, title="A link")
    operations.withdraw_evidence(
        by=SYSTEM, evidence_id=make.link(world.hospital).pk, why="a", at=make.AT
    )
    officer, supervisor = world.viewer("officer"), world.viewer("supervisor")
    field = choice_field(officer, world.hospital, on=make.TODAY)
    assert field.choices == [
        (out.pk, "A link"),
        (report.pk, f"About {SECRET} (holds until 27 December 2026)"),
    ]
    assert field.clean([str(out.pk)]) == [out.pk]
    assert choice_field(supervisor, world.hospital, on=make.TODAY).choices == []
    line = queries.line_of(report)
    assert (line.kind, line.sha256) == ("file", report.file.sha256)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("page", "ceiling"), [("/actors/{actor}/evidence/", 9), ("/evidence/{one}/", 10), ("/", 26)]
)
def test_the_cost_of_a_page_does_not_depend_on_how_much_there_is(
    world: World, report: Evidence, log_in: LogIn, page: str, ceiling: int
) -> None:
    client = log_in("officer")
    address = page.format(actor=world.hospital.pk, one=report.pk)

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    make.link(world.hospital)
    client.get(address)
    few = cost()
    for _number in range(18):
        make.link(world.hospital, expires_on=make.TODAY)
    assert cost() == few <= ceiling


def test_the_trail_leads_to_the_piece(report: Evidence) -> None:
    page = registry.link_to("evidence.evidence", str(report.pk))
    assert page == f"/evidence/{report.pk}/"
