"""Files come in whole or not at all, go out as they came, and nothing is left lying about."""

from __future__ import annotations

import os
import stat
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.db import transaction
from django.test import override_settings

from samvern.base import files
from samvern.base.files import Upload
from samvern.base.files.receiving import clean_name
from samvern.base.models import StoredFile
from samvern.base.viewer import SYSTEM
from samvern.cli.server.admin import files as command
from samvern.config import environment
from samvern.config.environment import WrongSetting
from samvern.engine.errors import InvalidInput, NotReady
from tests.factories.stored_files import PDF, TEXT, png

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 27, 12, tzinfo=UTC)


class Endless:
    """A stream without an end, which counts what was read of it."""

    def __init__(self) -> None:
        self.given = 0

    def read(self, size: int, /) -> bytes:
        self.given += size
        return b"a" * size


def kept(content: bytes = PDF, name: str = "Avtale.pdf") -> StoredFile:
    """A file that came in and was kept."""
    with files.received(Upload(BytesIO(content), name)) as incoming, transaction.atomic():
        return files.keep(incoming, by=SYSTEM, path="/7/", at=AT)


def lying(place: Path) -> list[str]:
    """Everything that lies on disk."""
    return sorted(f"{path.parent.name}/{path.name}" for path in place.rglob("*") if path.is_file())


def sent(stored: StoredFile) -> bytes:
    """The bytes that are handed out."""
    return files.file_response(stored).getvalue()  # type: ignore[attr-defined]


def test_a_file_lies_under_a_name_that_says_nothing_and_goes_out_as_it_came(place: Path) -> None:
    stored = kept(name="../../etc/Møte “A”.pdf")
    assert lying(place) == [stored.key]
    assert "te" not in stored.key.replace("/", "").strip("0123456789abcdef")
    assert (stored.name, stored.media_type, stored.size) == (
        "Møte “A”.pdf",
        "application/pdf",
        len(PDF),
    )
    lies = place / stored.key
    assert stat.S_IMODE(lies.stat().st_mode) == 0o600
    assert {stat.S_IMODE(each.stat().st_mode) for each in (place, lies.parent)} == {0o700}
    answer = files.file_response(stored)
    assert sent(stored) == PDF
    assert answer.headers["Content-Disposition"] == (
        "attachment; filename*=utf-8''M%C3%B8te%20%E2%80%9CA%E2%80%9D.pdf"
    )
    told = {name: answer.headers[name] for name in ("Content-Type", "X-Content-Type-Options")}
    assert told == {"Content-Type": "application/pdf", "X-Content-Type-Options": "nosniff"}
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_a_large_file_is_sent_piece_by_piece(place: Path) -> None:
    stored = kept(TEXT * 40_000, "a.txt")
    answer = files.file_response(stored)
    assert answer.streaming
    assert answer.headers["Content-Type"] == "text/plain"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="a.txt"'
    with answer.file_to_stream as file:  # type: ignore[attr-defined]
        assert file.read() == TEXT * 40_000


@pytest.mark.parametrize(
    ("called", "shown"),
    [
        ("C:\\temp\\a.pdf", "a.pdf"),
        ("/etc/passwd/../a.txt", "a.txt"),
        ("a\r\nSet-Cookie: b.pdf", "a Set-Cookie: b.pdf"),
        ("exe.\u202efdp", "exe. fdp"),
        ("a\0b.pdf", "a b.pdf"),
        ("æ" * 300 + ".docx", "æ" * 195 + ".docx"),
        ("." + "a" * 300, "." + "a" * 199),
    ],
)
def test_what_a_file_is_called_is_only_a_name(called: str, shown: str) -> None:
    assert clean_name(called) == shown


@pytest.mark.parametrize("called", ["", "..", "a/", " \u202e "])
def test_a_file_without_a_name_is_refused(called: str, place: Path) -> None:
    with pytest.raises(InvalidInput, match=r"file\.nameless"):
        kept(name=called)
    assert lying(place) == []


def test_too_much_is_refused_while_it_streams(place: Path) -> None:
    stream = Endless()
    coming = files.received(Upload(stream, "a.txt"))
    with override_settings(FILE_MAX_BYTES=2**20), pytest.raises(InvalidInput) as refused:
        coming.__enter__()
    assert (refused.value.code, refused.value.params["limit"]) == ("file.too_large", "1 MiB")
    assert stream.given <= 2**20 + 2**17
    assert lying(place) == []


@pytest.mark.parametrize("content", [b"", b"MZ\x90", b"<html></html>", PDF[:50]])
def test_what_is_not_let_in_never_reaches_the_storage(content: bytes, place: Path) -> None:
    with pytest.raises(InvalidInput):
        kept(content)
    assert not place.exists()


def keeps_and_fails(*, breaks: bool = False) -> None:
    """A file is kept in a transaction that fails, or is broken from within."""
    with transaction.atomic(), files.received(Upload(BytesIO(TEXT), "a.txt")) as incoming:
        with transaction.atomic():
            files.keep(incoming, by=SYSTEM, path="/", at=AT)
            if not breaks:
                raise RuntimeError
        transaction.set_rollback(True)


def test_a_rollback_takes_the_bytes_away(place: Path) -> None:
    with pytest.raises(RuntimeError):
        keeps_and_fails()
    assert lying(place) == []
    assert not StoredFile.objects.exists()


def test_a_transaction_that_is_broken_keeps_nothing(place: Path) -> None:
    keeps_and_fails(breaks=True)
    assert lying(place) == []
    assert not StoredFile.objects.exists()


def test_bytes_that_nobody_kept_are_taken_away(place: Path) -> None:
    with files.received(Upload(BytesIO(TEXT), "a.txt")):
        assert len(lying(place)) == 1
    assert lying(place) == []


def fails_after(coming: Upload) -> None:
    with files.received(coming) as incoming:
        files.keep(incoming, by=SYSTEM, path="/", at=AT)
        raise RuntimeError


def test_what_was_kept_stays_whatever_happens_after(place: Path) -> None:
    with pytest.raises(RuntimeError):
        fails_after(Upload(BytesIO(TEXT), "a.txt"))
    assert lying(place) == [StoredFile.objects.get().key]


def test_a_file_that_was_changed_or_is_gone_is_not_handed_out(place: Path) -> None:
    stored = kept()
    (place / stored.key).write_bytes(PDF + b" ")
    with pytest.raises(NotReady, match=r"file\.damaged"):
        sent(stored)
    (place / stored.key).unlink()
    with pytest.raises(NotReady, match=r"file\.gone"):
        sent(stored)


def test_the_check_finds_what_is_missing_damaged_and_left_over(place: Path) -> None:
    whole, damaged, missing = kept(), kept(), kept()
    (place / damaged.key).write_bytes(b"other")
    (place / missing.key).unlink()
    for name, days in (("old", 2), ("old.part", 2), ("new", 0)):
        (place / "aa").mkdir(exist_ok=True)
        (place / "aa" / name).write_bytes(b"a")
        at = (datetime.now(UTC) - timedelta(days=days)).timestamp()
        os.utime(place / "aa" / name, (at, at))
    found = CliRunner().invoke(command, ["check"])
    assert found.exit_code == 1
    for expected in ("3", str(damaged.pk), str(missing.pk), "aa/old", "aa/old.part"):
        assert expected in found.output
    assert "aa/new" not in found.output
    report = files.check_files(at=datetime.now(UTC), remove_orphans=True)
    assert (report.missing, report.damaged) == ((missing.pk,), (damaged.pk,))
    assert (report.orphans, report.removed) == (("aa/old", "aa/old.part"), 2)
    assert set(lying(place)) == {whole.key, damaged.key, "aa/new"}


def test_a_sound_storage_is_told_so(place: Path) -> None:
    assert CliRunner().invoke(command, ["check", "--json"]).exit_code == 0
    kept()
    found = CliRunner().invoke(command, ["check", "--json"])
    assert (found.exit_code, '"checked": 1' in found.output) == (0, True)


def test_files_lie_in_a_bucket_just_as_well(bucket: str) -> None:
    from samvern.base.files.storage import storage

    stored = kept(png(), "a.png")
    assert sent(stored) == png()
    with files.received(Upload(BytesIO(TEXT), "a.txt")) as incoming:
        assert storage().exists(incoming.key)
    assert not storage().exists(incoming.key)
    later = datetime.now(UTC) + timedelta(days=2)
    assert files.check_files(at=later).is_sound
    with storage().open("aa/left", "wb") as left:
        left.write(b"a")
    with storage().open(stored.key, "wb") as changed:
        changed.write(b"other")
    report = files.check_files(at=later, remove_orphans=True)
    assert (report.damaged, report.orphans) == ((stored.pk,), ("aa/left",))
    with pytest.raises(NotReady, match=r"file\.damaged"):
        sent(stored)
    storage().delete(stored.key)
    with pytest.raises(NotReady, match=r"file\.gone"):
        sent(stored)
    assert files.check_files(at=later).missing == (stored.pk,)


@pytest.mark.parametrize(
    "values",
    [{"BUCKET": "a", "ENDPOINT": "minio:9000"}, {"BUCKET": "a", "ACCESS_KEY": "b"}],
)
def test_a_wrong_setting_is_told(
    values: dict[str, str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name, value in values.items():
        monkeypatch.setenv(f"SAMVERN_S3_{name}", value)
    with pytest.raises(WrongSetting):
        environment.file_storage("SAMVERN_S3", tmp_path)
