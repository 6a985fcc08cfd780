"""The pages, the API and the commands of papers: what they show to whom, and what they cost."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from samvern.apps.papers import queries
from samvern.apps.papers.models import Paper, Snapshot
from samvern.base.jobs.worker import Worker
from samvern.cli.main import main
from samvern.engine.papers import PaperKind
from samvern.engine.snapshots import Audience
from tests.factories import snapshots as make
from tests.worlds import CAST, World

LogIn = Callable[[str], Client]
Ask = Callable[..., Any]


@pytest.fixture
def snapshot(world: World) -> Snapshot:
    return make.snapshot()


def test_each_paper_is_read_by_those_it_was_made_for(
    world: World, snapshot: Snapshot, log_in: LogIn
) -> None:
    sheet, board = PaperKind.MEASURE_SHEET, PaperKind.BOARD_STATUS
    papers = {
        "draft": make.paper(snapshot),
        "authority": make.published(make.paper(snapshot, board, Audience.AUTHORITY)),
        "owners": make.published(make.paper(snapshot, sheet, Audience.OWNERS, about="1.1")),
        "sector": make.published(make.paper(snapshot, board, Audience.SECTOR)),
        "public": make.published(make.paper(snapshot, board, Audience.PUBLIC)),
    }
    expected = {each: {"sector", "public"} for each in CAST} | {
        "authority": {*papers},
        "supervisor": {"authority", "owners", "sector", "public"},
        "owner": {"owners", "sector", "public"},
        "stranger": {"public"},
        "anonymous": {"public"},
    }
    Worker(clock=lambda: make.AT).run_until_idle()
    for member in CAST:
        client = log_in(member)
        answers = {name: client.get(f"/papers/{each.pk}/") for name, each in papers.items()}
        assert {n for n, each in answers.items() if each.status_code == 200} == expected[member]
        listed = client.get("/papers/").content.decode()
        linked = {n for n, each in papers.items() if f'href="/papers/{each.pk}/"' in listed}
        assert linked == expected[member]
        files = {
            name
            for name, each in papers.items()
            if name != "draft"
            and client.get(f"/papers/{each.pk}/files/nb/xlsx/").status_code == 200
        }
        assert files == expected[member] - {"draft"}
        for step in ("write/", "check/", "correct/", "write/history/"):
            status = client.get(f"/papers/{papers['public'].pk}/{step}").status_code
            assert status == {"authority": 200, "anonymous": 302}.get(member, 404)
        status = client.get(f"/papers/snapshots/{snapshot.pk}/").status_code
        assert status == {"authority": 200, "anonymous": 302}.get(member, 404)


def test_every_figure_on_the_page_leads_to_its_source(
    snapshot: Snapshot, world: World, log_in: LogIn
) -> None:
    paper = make.paper(snapshot)
    page = log_in("authority").get(f"/papers/{paper.pk}/").content.decode()
    anchors = set(re.findall(r'href="#(source-\d+)"', page))
    assert len(anchors) >= 4
    assert anchors <= set(re.findall(r'id="(source-\d+)"', page))
    assert "as of 28 November 2026" in page
    assert make.IN_REPORT in page
    listed = re.findall(r'href="#(part-[^"]+|sources)"', page)
    assert len(listed) >= 6
    assert set(listed) <= set(re.findall(r'id="([^"]+)"', page))
    assert page.count('href="#contents"') >= 6
    wrong = log_in("authority").get(f"/papers/{paper.pk}/files/de/pdf/")
    assert (wrong.status_code, b"not written in this language" in wrong.content) == (404, True)
    assert page.count("1,234,567") == 0, "nobody states all three amounts"


def test_from_snapshot_to_published_on_the_pages(world: World, log_in: LogIn) -> None:
    make.told(make.programme())
    client = log_in("authority")
    root = "/programmes/P-TOLD/papers/"
    assert (
        '<option value="2026-H2" selected>H2 2026' in client.get(f"{root}freeze/").content.decode()
    )
    assert client.post(f"{root}freeze/", {"period": "soon"}).status_code == 422
    frozen = client.post(f"{root}freeze/", {"period": make.PERIOD})
    snapshot = frozen.url  # type: ignore[attr-defined]
    what = {"what": "focus_area:2", "audience": "public"}
    preview = client.get(f"{snapshot}preview/", what).content.decode()
    assert "2 Focus area 2" in preview
    assert make.IN_REPORT not in preview
    wrong = client.get(f"{snapshot}preview/", {**what, "audience": "owners"})
    assert wrong.status_code == 422
    begun = client.post(f"{snapshot}start/", what).url  # type: ignore[attr-defined]
    paper = Paper.objects.get()
    place = f"{begun}?section=summary&language=en"
    client.post(place, {"version": 0, "text": "Nothing is late; 77 are."})
    clash = client.post(place, {"version": 0, "text": "Mine"})
    assert (clash.status_code, b"has saved this text meanwhile" in clash.content) == (422, True)
    assert (
        b"Nothing is late"
        in client.get(f"/papers/{paper.pk}/write/history/?section=summary&language=en").content
    )
    check = f"/papers/{paper.pk}/check/"
    page = client.get(check).content.decode()
    assert "A number that is not among the figures: 77" in page
    assert "Send for approval" not in page
    refused = client.post(f"{check}send/", {"version": 1})
    assert refused.status_code == 422
    keys = sorted(queries.checked(paper).keys)
    client.post(check, {"keys": keys, "reason": "It is so."})
    assert "Send for approval" in client.get(check).content.decode()
    client.post(f"{check}send/", {"version": 1})
    assert "Approve" in log_in("authority").get("/tasks/").content.decode()
    assert client.post(f"{check}approve/", {"version": 1}).status_code == 422, "not what was seen"
    client.post(f"{check}return/")
    client.post(f"{check}send/", {"version": 3})
    client.post(f"{check}approve/", {"version": 4})
    assert log_in("anonymous").get(f"/papers/{paper.pk}/").status_code == 404
    client.post(f"{check}publish/")
    public = log_in("anonymous").get(f"/papers/{paper.pk}/")
    assert (public.status_code, b"The files are being made" in public.content) == (200, True)
    assert client.get(f"/papers/{paper.pk}/files/nb/pdf/").status_code == 409
    why = {"snapshot": paper.snapshot_id, "why": "77 was wrong."}
    again = client.post(f"/papers/{paper.pk}/correct/", why).url  # type: ignore[attr-defined]
    assert again.endswith("/write/")
    client.post(again.replace("write/", "give-up/"))
    assert Paper.objects.count() == 1


@pytest.mark.parametrize("address", ["/papers/", "/programmes/P-TOLD/papers/"])
def test_a_list_costs_the_same_however_long(
    world: World, snapshot: Snapshot, log_in: LogIn, address: str
) -> None:
    client, costs = log_in("authority"), []
    for more in (2, 18):
        for _each in range(more):
            make.paper(snapshot)
        make.published(make.paper(snapshot))
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(address)
        costs.append(len(asked))
    assert costs[0] == costs[1] <= 14


def test_a_paper_costs_the_same_however_much_it_says(
    world: World, snapshot: Snapshot, log_in: LogIn
) -> None:
    client, costs = log_in("authority"), []
    for kind in (PaperKind.BOARD_STATUS, PaperKind.YEARLY_REPORT):
        paper = make.answered(make.paper(snapshot, kind))
        client.get(f"/papers/{paper.pk}/")
        with CaptureQueriesContext(connection) as asked:
            client.get(f"/papers/{paper.pk}/")
        costs.append(len(asked))
    assert costs[0] == costs[1] <= 10


def test_from_snapshot_to_published_over_the_api(world: World, ask_values: Ask) -> None:
    make.told(make.programme())
    period = {"period": make.PERIOD}
    status, frozen = ask_values("authority", "post", "/programmes/P-TOLD/snapshots", period)
    assert (status, frozen["number"]) == (201, 1)
    assert ask_values("supervisor", "get", f"/snapshots/{frozen['id']}")[0] == 404
    asked = {"kind": "measure_sheet", "audience": "owners", "about": "1.1"}
    root = f"/snapshots/{frozen['id']}/papers"
    assert ask_values("authority", "post", root, {**asked, "about": "9.9"})[0] == 422
    paper = ask_values("authority", "post", root, asked)[1]
    root = f"/papers/{paper['id']}"
    text = {"text": "As it is.", "version": 0}
    assert ask_values("authority", "put", f"{root}/texts/summary/nb", text)[1]["version"] == 1
    assert (
        ask_values("authority", "put", f"{root}/texts/summary/nb", text | {"text": "x"})[0] == 409
    )
    check = ask_values("authority", "get", f"{root}/check")[1]
    assert (check["is_passed"], check["findings"]) == (True, [])
    answers = {"keys": ["no-such-key"], "reason": "It is known."}
    assert ask_values("authority", "post", f"{root}/answers", answers)[0] == 422
    assert ask_values("authority", "post", f"{root}/send", {"version": 1})[1]["stage"] == "checked"
    approved = ask_values("authority", "post", f"{root}/approve", {"version": 2})[1]
    assert (approved["stage"], len(approved["sha256"])) == ("approved", 64)
    assert ask_values("owner", "get", root)[0] == 404
    ask_values("authority", "post", f"{root}/publish")
    told = ask_values("owner", "get", f"{root}/content?language=en")[1]["paper"]
    assert make.IN_REPORT in str(told)
    assert ask_values("officer_elsewhere", "get", f"{root}/content")[0] == 404


def test_the_commands_freeze_list_make_and_download(
    world: World, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def run(*words: str) -> int:
        with pytest.raises(SystemExit) as ended:
            main(["paper", *words])
        return int(ended.value.code or 0)

    on = make.told(make.programme())
    assert run("freeze", on.code, "--period", make.PERIOD, "--json") == 0
    assert '"number": 1' in capsys.readouterr().out
    frozen = Snapshot.objects.get()
    paper = make.published(
        make.paper(frozen, PaperKind.MEASURE_SHEET, Audience.OWNERS, about="1.1")
    )
    assert run("list", "--programme", on.code) == 0
    assert "published\towners\tv1\tP-TOLD" in capsys.readouterr().out
    made, kept = tmp_path / "made.xlsx", tmp_path / "kept.xlsx"
    said = [str(paper.pk), "--form", "xlsx", "--language", "en", "-o"]
    assert run("download", *said, str(kept)) == 2
    Worker(clock=lambda: make.AT).run_until_idle()
    assert run("download", *said, str(kept)) == 0
    assert run("make", *said, str(made)) == 0
    assert made.read_bytes() == kept.read_bytes()
    draft = make.paper(frozen)
    assert run("download", str(draft.pk), "-o", str(kept)) == 2
    assert "Ingen filer av et utkast tas vare på." in capsys.readouterr().err
