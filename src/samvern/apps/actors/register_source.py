"""Where rows of the register come from: its open API over HTTP, or a folder of files."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import BinaryIO, Final, Protocol, cast
from urllib.parse import urlsplit

import requests

from samvern import __version__
from samvern.apps.actors.register_reading import RegisterFile
from samvern.engine.errors import InvalidInput, NotReady
from samvern.formats import enhetsregisteret
from samvern.formats.enhetsregisteret import Row, UpdatePage

#: The open API of Enhetsregisteret: no key, licence NLOD.
REGISTER_URL: Final = "https://data.brreg.no/enhetsregisteret/api"
#: Seconds to wait for a connection, and for each piece of an answer.
TIMEOUT_SECONDS: Final = (5.0, 60.0)
#: So often a question is asked before we give up, with longer and longer waits between.
ATTEMPTS: Final = 4
LONGEST_WAIT_SECONDS: Final = 60.0
#: Between two questions, so that a public service is not leant upon.
PAUSE_SECONDS: Final = 0.1
MAX_ANSWER_BYTES: Final = 32 * 2**20
MAX_FILE_BYTES: Final = 4 * 2**30
_PIECE_BYTES: Final = 2**18
UPDATES_ASKED: Final = 1_000
UNITS_ASKED: Final = 100
_GONE: Final = frozenset({404, 410})
_BUSY: Final = frozenset({429, 500, 502, 503, 504})
_SORTS: Final = {False: "enheter", True: "underenheter"}
#: The version of the register's format that we read, as long as it is to be had.
_ACCEPT: Final = {
    sub_units: f"application/vnd.brreg.enhetsregisteret.{sort}.v2+%s;charset=UTF-8, */*;q=0.1"
    for sub_units, sort in ((False, "enhet"), (True, "underenhet"))
}


class RegisterSource(Protocol):
    """What an import asks of the register."""

    def bulk(self, *, sub_units: bool) -> Iterator[RegisterFile]:
        """Every unit, or sub-unit, as a file; none when there is no such file."""

    def updates(self, *, sub_units: bool, after: int | None, since: date | None) -> UpdatePage:
        """The next events of the feed: behind a number, or from a day on without one."""

    def units(self, numbers: Sequence[str], *, sub_units: bool) -> Iterator[Row]:
        """What the register says of these; those it does not hold any more are left out."""


class HttpSource:
    """The register's API, asked politely: with pauses, limits, and patience when it is busy.

    Raises ``NotReady`` (``register.unreachable``) when it does not answer in the end, and
    ``InvalidInput`` (``register.refused``, ``register.answer_too_large``) when it answers
    with something else. Redirections are not followed.
    """

    def __init__(self, url: str = REGISTER_URL, *, sleep: Callable[[float], None] = time.sleep):
        if urlsplit(url).scheme not in {"http", "https"}:
            raise InvalidInput("register.address", address=url)
        self._url, self._sleep = url.rstrip("/"), sleep
        self._session = requests.Session()
        self._session.headers["User-Agent"] = f"Samvern/{__version__}"

    def bulk(self, *, sub_units: bool) -> Iterator[RegisterFile]:
        """The bulk file, fetched to disk first, so that a slow reader keeps nobody waiting."""
        name = _SORTS[sub_units]
        with tempfile.TemporaryFile() as file:
            accept = _ACCEPT[sub_units] % "gzip"
            with self._ask(f"/{name}/lastned", {}, accept) as answer:
                for piece in answer.iter_content(_PIECE_BYTES):
                    file.write(piece)
                    _check_size(file.tell(), MAX_FILE_BYTES)
            file.seek(0)
            yield RegisterFile(f"{self._url}/{name}/lastned", cast("BinaryIO", file))

    def updates(self, *, sub_units: bool, after: int | None, since: date | None) -> UpdatePage:
        """The next events of the feed."""
        asked: dict[str, str] = {"size": str(UPDATES_ASKED)}
        if after is not None:
            asked["oppdateringsid"] = str(after + 1)
        elif since is not None:
            asked["dato"] = f"{since.isoformat()}T00:00:00.000Z"
        path = f"/oppdateringer/{_SORTS[sub_units]}"
        return enhetsregisteret.read_updates(self._content(path, asked) or b"{}", name=path)

    def units(self, numbers: Sequence[str], *, sub_units: bool) -> Iterator[Row]:
        """Many at a time; those that a list no longer holds are asked for one by one."""
        path, accept = f"/{_SORTS[sub_units]}", _ACCEPT[sub_units] % "json"
        for start in range(0, len(numbers), UNITS_ASKED):
            some = numbers[start : start + UNITS_ASKED]
            asked = {"organisasjonsnummer": ",".join(some), "size": str(UNITS_ASKED)}
            found = enhetsregisteret.read_units(
                self._content(path, asked, accept) or b"{}", name=path
            )
            yield from found
            for number in set(some) - {row.org_number for row in found}:
                one = self._content(f"{path}/{number}", {}, accept)
                if one is not None:
                    yield from enhetsregisteret.read_units(one, name=f"{path}/{number}")

    def _content(self, path: str, asked: Mapping[str, str], accept: str = "*/*") -> bytes | None:
        """A whole answer; None when the register has nothing there."""
        content = bytearray()
        with self._ask(path, asked, accept) as answer:
            if answer.status_code in _GONE:
                return None
            for piece in answer.iter_content(_PIECE_BYTES):
                content += piece
                _check_size(len(content), MAX_ANSWER_BYTES)
        return bytes(content)

    @contextmanager
    def _ask(self, path: str, asked: Mapping[str, str], accept: str) -> Iterator[requests.Response]:
        """An answer that can be used, or that there is nothing there."""
        answer = self._patiently(path, asked, accept)
        with answer:
            if answer.status_code not in {200, *_GONE}:
                raise InvalidInput("register.refused", status=answer.status_code, path=path)
            try:
                yield answer
            except requests.RequestException:
                raise NotReady("register.unreachable", address=self._url) from None

    def _patiently(self, path: str, asked: Mapping[str, str], accept: str) -> requests.Response:
        for attempt in range(ATTEMPTS):
            self._sleep(PAUSE_SECONDS if attempt == 0 else 2.0**attempt)
            try:
                answer = self._session.get(
                    self._url + path,
                    params=dict(asked),
                    headers={"Accept": accept},
                    timeout=TIMEOUT_SECONDS,
                    stream=True,
                    allow_redirects=False,
                )
            except requests.RequestException:
                continue
            if answer.status_code not in _BUSY:
                return answer
            wait = answer.headers.get("Retry-After", "")
            answer.close()
            if wait.isdecimal():
                self._sleep(min(float(wait), LONGEST_WAIT_SECONDS))
        raise NotReady("register.unreachable", address=self._url)


class FolderSource:
    """The same from files: ``enheter.json(.gz)`` or ``.csv``, ``oppdateringer_enheter.json``…"""

    def __init__(self, folder: Path) -> None:
        if not folder.is_dir():
            raise InvalidInput("register.address", address=str(folder))
        self._folder = folder

    def bulk(self, *, sub_units: bool) -> Iterator[RegisterFile]:
        """The file of all units or sub-units, when the folder has one."""
        for ending in (".json.gz", ".json", ".csv.gz", ".csv"):
            path = self._folder / f"{_SORTS[sub_units]}{ending}"
            if path.exists():
                with path.open("rb") as stream:
                    yield RegisterFile(path.name, stream)
                return

    def updates(self, *, sub_units: bool, after: int | None, since: date | None) -> UpdatePage:
        """The events of the folder's feed that come behind a number, or from a day on."""
        path = self._folder / f"oppdateringer_{_SORTS[sub_units]}.json"
        if not path.exists():
            return UpdatePage(())
        page = enhetsregisteret.read_updates(path.read_bytes(), name=path.name)
        updates = [
            update
            for update in page.updates
            if (after is None or update.id > after)
            and (after is not None or since is None or not update.at or update.at.date() >= since)
        ]
        return UpdatePage(tuple(updates), page.problems if updates else ())

    def units(self, numbers: Sequence[str], *, sub_units: bool) -> Iterator[Row]:
        """The rows of the bulk file that have one of the numbers."""
        wanted = set(numbers)
        for file in self.bulk(sub_units=sub_units):
            rows = enhetsregisteret.read(file.stream, name=file.name)
            yield from (row for row in rows if row.org_number in wanted)


def source_at(address: str) -> RegisterSource:
    """The source that somebody names: a web address, or a folder."""
    if "://" in address:
        return HttpSource(address)
    return FolderSource(Path(address))


def _check_size(size: int, limit: int) -> None:
    if size > limit:
        raise InvalidInput("register.answer_too_large")
