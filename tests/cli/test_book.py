"""``samvern programme book``: a PDF without a database."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from samvern.cli.main import main
from tests.formats.programme_book.reading import read_book

SMALL = """
programme: {id: P, title: {nb: Et program, en: A programme}, publisher: Noen, published: 2024-02-03}
goals: [{id: M1, nb: Et mål}]
focus_areas: [{id: 1, nb: Område}]
measures: [{id: "1.1", nb: "#strong[Tiltak] $x$"}]
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "small.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return path


def run(*arguments: object, language: str = "en") -> int:
    with pytest.raises(SystemExit) as ended:
        main(["--lang", language, "programme", "book", *map(str, arguments)])
    sys.stdout.flush()
    return int(ended.value.code or 0)


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_a_book_is_written_in_the_language_asked_for(
    small: Path, tmp_path: Path, language: str, capfd: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "book.pdf"
    assert run(small, "-o", target, language=language) == 0
    assert capfd.readouterr().out == ""
    found = read_book(target.read_bytes())
    assert (found.language, found.author) == (language, "Noen")
    assert "1.1 #strong[Tiltak] $x$" in found.bookmarks


def test_the_same_file_gives_the_same_bytes(small: Path, tmp_path: Path) -> None:
    first, second, dated = (tmp_path / name for name in ("1.pdf", "2.pdf", "3.pdf"))
    run(small, "-o", first)
    run(small, "--output", second)
    run(small, "-o", dated, "--date", "2026-11-22")
    assert first.read_bytes() == second.read_bytes() != dated.read_bytes()
    assert "<xmp:CreateDate>2024-02-03" in read_book(first.read_bytes()).xmp
    assert "<xmp:CreateDate>2026-11-22" in read_book(dated.read_bytes()).xmp


def test_programs_are_told_where_it_is(
    small: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "book.pdf"
    assert run(small, "-o", target, "--json") == 0
    assert json.loads(capfd.readouterr().out) == {
        "programme": "P",
        "language": "en",
        "file": str(target),
        "bytes": target.stat().st_size,
        "standard": "PDF/UA-1",
    }


def test_standard_output_takes_the_bytes_and_nothing_else(
    small: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert run(small, "-o", "-") == 0
    content = capfdbinary.readouterr().out
    assert content.startswith(b"%PDF-")
    assert content.rstrip().endswith(b"%%EOF")


def test_wrong_input_is_said_without_a_traceback(
    small: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    for arguments in (
        (small,),
        ("no-such-file", "-o", tmp_path / "x.pdf"),
        (small, "-o", tmp_path / "no-such-folder" / "x.pdf"),
        (small, "-o", tmp_path),
        (small, "-o", "-", "--json"),
        (small, "-o", tmp_path / "x.pdf", "--date", "yesterday"),
    ):
        assert run(*arguments) == 2, arguments
        said = capfd.readouterr()
        assert said.err
        assert "Traceback" not in said.err
    assert not (tmp_path / "x.pdf").exists()
