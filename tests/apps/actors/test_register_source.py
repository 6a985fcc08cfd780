"""The register asked over HTTP, from a server in this process, and read from a folder."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from samvern.apps.actors import operations, queries, register_source
from samvern.apps.actors.models import Actor, RegisterImport
from samvern.apps.actors.register_reading import RegisterFile
from samvern.apps.actors.register_source import FolderSource, HttpSource, source_at
from samvern.base.viewer import SYSTEM
from samvern.engine.directory import RegisterUnit
from samvern.engine.errors import InvalidInput, NotReady
from samvern.formats.enhetsregisteret.row import plain_row
from tests.factories.register_units import as_stream, unit

AT = datetime(2026, 11, 27, 12, tzinfo=UTC)


class Register(ThreadingHTTPServer):
    """A small register: units by number, and a feed; ``trouble`` comes before any answer."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.held: dict[str, RegisterUnit] = {}
        self.events: list[dict[str, Any]] = []
        self.trouble: list[tuple[int, dict[str, str]]] = []
        self.asked: list[str] = []
        self.accepted: list[str] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/api"

    def happened(self, number: str, change: str = "Endring", day: str = "2026-11-20") -> None:
        self.events.append(
            {
                "oppdateringsid": 100 + len(self.events),
                "dato": f"{day}T10:00:00.000Z",
                "organisasjonsnummer": number,
                "endringstype": change,
            }
        )

    def answer(self, path: str, asked: dict[str, str]) -> bytes | None:
        name, _slash, number = path.removeprefix("/api/").partition("/")
        units = [u for u in self.held.values() if u.is_sub_unit == name.startswith("under")]
        if number == "lastned":
            return as_stream(units).getvalue()
        if name == "oppdateringer":
            after, since = int(asked.get("oppdateringsid", 0)), asked.get("dato", "")
            events = [e for e in self.events if number == "enheter"]
            events = [e for e in events if e["oppdateringsid"] >= after and e["dato"] >= since]
            return json.dumps({"_embedded": {"oppdaterteEnheter": events[:2]}}).encode()
        if number:
            found = self.held.get(number)
            return json.dumps(plain_row(found)).encode() if found else None
        wanted = asked["organisasjonsnummer"].split(",")
        listed = [plain_row(u) for u in units if u.org_number in wanted and not u.closed_on]
        return json.dumps({"_embedded": {name: listed}}).encode()


class _Handler(BaseHTTPRequestHandler):
    server: Register

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        self.server.asked.append(self.path)
        self.server.accepted.append(self.headers["Accept"])
        status, headers, body = 200, dict[str, str](), b""
        if self.server.trouble:
            status, headers = self.server.trouble.pop(0)
        else:
            found = self.server.answer(address.path, dict(parse_qsl(address.query)))
            status, body = (200, found) if found is not None else (410, b"")
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments: object) -> None:
        """Keep the output of the tests clean."""


@pytest.fixture
def register() -> Iterator[Register]:
    server = Register()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def waits() -> list[float]:
    return []


@pytest.fixture
def source(register: Register, waits: list[float]) -> HttpSource:
    return HttpSource(register.url, sleep=waits.append)


def test_the_bulk_file_is_fetched_whole(register: Register, source: HttpSource) -> None:
    office = unit()
    register.held[office.org_number] = office
    (file,) = [RegisterFile(f.name, as_copy(f)) for f in source.bulk(sub_units=False)]
    assert json.loads(file.stream.read())[0]["navn"] == office.name
    assert register.asked == ["/api/enheter/lastned"]


def test_the_version_of_the_format_that_we_read_is_asked_for(
    register: Register, source: HttpSource
) -> None:
    list(source.bulk(sub_units=True))
    list(source.units(["974761467"], sub_units=False))
    first, *others = (accepted.partition(";")[0] for accepted in register.accepted)
    assert first == "application/vnd.brreg.enhetsregisteret.underenhet.v2+gzip"
    assert set(others) == {"application/vnd.brreg.enhetsregisteret.enhet.v2+json"}
    assert all(accepted.endswith("*/*;q=0.1") for accepted in register.accepted)


def as_copy(file: RegisterFile) -> Any:
    import io

    return io.BytesIO(file.stream.read())


def test_single_units_are_asked_for_together_and_the_closed_one_by_one(
    register: Register, source: HttpSource
) -> None:
    office = unit("OPEN")
    closed = unit("CLOSED", closed_on=date(2026, 1, 1))
    gone = unit("GONE")
    register.held = {u.org_number: u for u in (office, closed)}
    rows = source.units([office.org_number, closed.org_number, gone.org_number], sub_units=False)
    assert {row.unit.name for row in rows if row.unit} == {"OPEN", "CLOSED"}
    assert len(register.asked) == 3


def test_a_busy_register_is_asked_again_after_as_long_as_it_says(
    register: Register, source: HttpSource, waits: list[float]
) -> None:
    register.trouble = [(503, {}), (429, {"Retry-After": "7"}), (429, {"Retry-After": "999"})]
    assert source.updates(sub_units=False, after=1, since=None).updates == ()
    assert len(register.asked) == 4
    assert 7.0 in waits
    assert max(waits) == register_source.LONGEST_WAIT_SECONDS
    assert waits[0] == register_source.PAUSE_SECONDS


def test_a_register_that_stays_busy_or_away_is_given_up(
    register: Register, source: HttpSource
) -> None:
    register.trouble = [(503, {})] * 10
    with pytest.raises(NotReady, match=r"register\.unreachable"):
        source.updates(sub_units=False, after=1, since=None)
    assert len(register.asked) == register_source.ATTEMPTS
    away = HttpSource("http://127.0.0.1:9", sleep=lambda _seconds: None)
    with pytest.raises(NotReady, match=r"register\.unreachable"):
        away.updates(sub_units=False, after=1, since=None)


@pytest.mark.parametrize("trouble", [(302, {"Location": "http://elsewhere/"}), (403, {})])
def test_redirections_and_refusals_are_not_followed(
    register: Register, source: HttpSource, trouble: tuple[int, dict[str, str]]
) -> None:
    register.trouble = [trouble]
    with pytest.raises(InvalidInput, match=r"register\.refused"):
        source.updates(sub_units=False, after=1, since=None)
    assert len(register.asked) == 1


def test_an_answer_without_end_is_cut(
    register: Register, source: HttpSource, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = unit()
    register.held[office.org_number] = office
    monkeypatch.setattr(register_source, "MAX_ANSWER_BYTES", 10)
    monkeypatch.setattr(register_source, "MAX_FILE_BYTES", 10)
    with pytest.raises(InvalidInput, match=r"register\.answer_too_large"):
        list(source.units([office.org_number], sub_units=False))
    with pytest.raises(InvalidInput, match=r"register\.answer_too_large"):
        list(source.bulk(sub_units=False))


def test_an_address_is_a_folder_or_on_the_web(tmp_path: Path) -> None:
    assert isinstance(source_at("https://data.example/api"), HttpSource)
    assert isinstance(source_at(str(tmp_path)), FolderSource)
    for wrong in ("ftp://data.example/api", str(tmp_path / "missing")):
        with pytest.raises(InvalidInput, match=r"register\.address"):
            source_at(wrong)


def test_a_folder_holds_the_same(tmp_path: Path) -> None:
    office, other = unit("A"), unit("B")
    (tmp_path / "enheter.json").write_bytes(as_stream([office, other]).getvalue())
    events = [
        {"oppdateringsid": 5, "organisasjonsnummer": office.org_number, "dato": "2026-01-01"},
        {"oppdateringsid": 6, "organisasjonsnummer": other.org_number, "dato": "2026-02-01"},
    ]
    feed = {"_embedded": {"oppdaterteEnheter": events}}
    (tmp_path / "oppdateringer_enheter.json").write_text(json.dumps(feed))
    folder = FolderSource(tmp_path)
    assert [file.name for file in folder.bulk(sub_units=False)] == ["enheter.json"]
    assert not list(folder.bulk(sub_units=True))

    def ids(**asked: Any) -> list[int]:
        return [update.id for update in folder.updates(sub_units=False, **asked).updates]

    assert ids(after=5, since=None) == [6]
    assert ids(after=None, since=date(2026, 1, 15)) == [6]
    assert not folder.updates(sub_units=True, after=None, since=None).updates
    assert [row.unit for row in folder.units([other.org_number], sub_units=False)] == [other]


def read(source: HttpSource, **options: Any) -> RegisterImport:
    return operations.read_feed(by=SYSTEM, at=AT, source=source, **options)


Take = Callable[..., RegisterImport]


@pytest.fixture
def take(db: None, source: HttpSource) -> Take:
    def take_in(**options: Any) -> RegisterImport:
        saved = read(source, **options)
        return operations.apply_import(by=SYSTEM, at=AT, import_id=saved.pk)

    return take_in


def test_the_feed_is_read_on_from_where_it_stopped(
    register: Register, take: Take, source: HttpSource
) -> None:
    first, second, third = unit("FIRST"), unit("SECOND"), unit("THIRD")
    register.held = {u.org_number: u for u in (first, second, third)}
    for each in (first, second, third):
        register.happened(each.org_number, "Ny")
    saved = take(since=date(2026, 11, 1))
    assert Actor.objects.count() == 3
    assert (saved.last_update_id, saved.last_sub_unit_update_id) == (102, None)
    RegisterImport.objects.update(last_sub_unit_update_id=1)
    register.held[first.org_number] = replace(first, employees=70)
    register.happened(first.org_number)
    register.asked.clear()
    later = take()
    assert later.counts["changed"] == 1
    assert later.last_update_id == 103
    assert "oppdateringsid=103" in register.asked[0]
    assert queries.last_updates(sub_units=False) == 103


def test_the_first_time_needs_a_day(db: None, source: HttpSource) -> None:
    with pytest.raises(NotReady, match=r"register_feed\.no_start"):
        read(source)


def test_who_is_deleted_ceases_and_who_is_removed_ceases_on_the_day_of_the_event(
    register: Register, take: Take
) -> None:
    deleted, removed, never_ours = unit("DELETED"), unit("REMOVED"), unit("OTHER")
    register.held = {u.org_number: u for u in (deleted, removed)}
    for each in (deleted, removed):
        register.happened(each.org_number, "Ny", "2026-11-02")
    take(since=date(2026, 11, 1))
    register.held = {deleted.org_number: replace(deleted, closed_on=date(2026, 11, 19))}
    register.happened(deleted.org_number, "Sletting")
    register.happened(removed.org_number, "Fjernet")
    register.happened(never_ours.org_number, "Fjernet")
    register.asked.clear()
    saved = take(since=date(2026, 11, 1))
    ended = dict(Actor.objects.values_list("name", "valid_to"))
    assert ended == {"Deleted": date(2026, 11, 19), "Removed": date(2026, 11, 20)}
    assert (saved.counts["closed"], saved.counts["gone"]) == (1, 1)
    assert not any(never_ours.org_number in path for path in register.asked)


def test_a_feed_that_does_not_move_is_not_read_for_ever(
    db: None, register: Register, source: HttpSource, monkeypatch: pytest.MonkeyPatch
) -> None:
    register.happened(unit().org_number)
    whole = source.updates(sub_units=False, after=None, since=date(2026, 1, 1))
    monkeypatch.setattr(source, "updates", lambda **_asked: whole)
    with pytest.raises(InvalidInput, match=r"register_feed\.unreadable"):
        read(source, since=date(2026, 11, 1))
    assert not RegisterImport.objects.exists()


def test_nothing_is_left_of_an_import_when_the_register_goes_away(
    db: None, register: Register, source: HttpSource
) -> None:
    register.trouble = [(503, {})] * 10
    with pytest.raises(NotReady, match=r"register\.unreachable"):
        read(source, since=date(2026, 11, 1))
    assert not RegisterImport.objects.exists()
