"""What is let in as a file, and what is not: every hostile file that we could think of."""

from __future__ import annotations

import contextlib
import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samvern.engine.errors import InvalidInput
from samvern.formats import file_types
from samvern.formats.file_types import office
from samvern.formats.tables import Column, write_xlsx
from tests.factories import stored_files as make

DOCX, PDF = make.open_xml(), make.PDF
MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
FETCHED = (
    b'<R><Relationship Id="1" Type="http://x/relationships/attachedTemplate" '
    b'Target="http://x/a.dotm" TargetMode="External"/></R>'
)
LINKED = FETCHED.replace(b"attachedTemplate", b"hyperlink")


def sniff(name: str, content: bytes) -> file_types.FileType:
    return file_types.sniff(BytesIO(content), name=name)


def _locked() -> bytes:
    """The flag of encryption on the first part, in its own header and in the directory."""
    content = bytearray(DOCX)
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def _lying() -> bytes:
    """An archive whose directory says that its largest part is small."""
    content = bytearray(make.with_parts({"big.xml": b"a" * 100_000}))
    place = content.rindex(b"PK\x01\x02") + 24
    content[place : place + 4] = (10).to_bytes(4, "little")
    return bytes(content)


def _overlapping() -> bytes:
    """A directory that names one part twice."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as parts:
        parts.writestr("[Content_Types].xml", b"<Types/>")
        with pytest.warns(UserWarning, match="Duplicate"):
            parts.writestr("[Content_Types].xml", b"<Types/>")
    return stream.getvalue()


def _bomb() -> bytes:
    share = b"\0" * (office.MAX_UNPACKED_BYTES // 8 + 1)
    return make.with_parts({f"{number}.xml": share for number in range(8)})


HOSTILE = {
    "empty": ("a.pdf", b"", "file.empty"),
    "program": ("a.pdf", b"MZ\x90\0", "file.kind_refused"),
    "program for Linux": ("a.txt", b"\x7fELF\2", "file.kind_refused"),
    "old Word": ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "file.kind_refused"),
    "page": ("a.txt", b"  <!DOCTYPE html><p>", "file.kind_refused"),
    "page by its own name": ("a.html", b"<html></html>", "file.kind_refused"),
    "drawing": ("a.txt", b'<svg xmlns="http://www.w3.org/2000/svg"/>', "file.kind_refused"),
    "drawing after words": ("a.csv", b"a;b\n<ScRiPt>alert(1)", "file.kind_refused"),
    "script": ("a.txt", b"#!/bin/sh\nrm", "file.kind_refused"),
    "bytes as text": ("a.txt", b"abc\0def", "file.kind_refused"),
    "script by its name": ("a.js", b"alert(1)", "file.wrong_ending"),
    "program by its name": ("a.pdf.exe", PDF, "file.wrong_ending"),
    "no ending": ("Avtale", PDF, "file.wrong_ending"),
    "picture as PDF": ("a.pdf", make.png(), "file.wrong_ending"),
    "workbook as document": ("a.docx", make.open_xml("xlsx"), "file.wrong_ending"),
    "archive": ("a.docx", make.archive({"a.txt": b"a"}), "file.kind_refused"),
    "archive as OpenDocument": ("a.odt", make.archive({"mimetype": b"a"}), "file.kind_refused"),
    "archive behind a PDF": ("a.pdf", PDF[:-1] + DOCX + PDF[-40:], "file.two_kinds"),
    "archive behind a PDF's end": ("a.pdf", PDF + DOCX, "file.two_kinds"),
    "archive behind a picture": ("a.png", make.png() + DOCX, "file.two_kinds"),
    "archive behind a photograph": ("a.jpg", make.jpeg() + DOCX, "file.two_kinds"),
    "PDF in a photograph": ("a.jpg", make.jpeg(comment=PDF), "file.two_kinds"),
    "PDF in a text": ("a.txt", b"Hello\n" + b"%PDF-1.4\nstartxref 1 %%EOF", "file.two_kinds"),
    "words before an archive": ("a.docx", DOCX[:4] + b"#!/bin/sh\n" + DOCX, "file."),
    "beginning of an archive": ("a.docx", DOCX[:10], "file.not_whole"),
    "words behind an archive": ("a.docx", DOCX + b"%PDF-1.4", "file.two_kinds"),
    "cut PDF": ("a.pdf", PDF[:-40], "file.not_whole"),
    "cut picture": ("a.png", make.png()[:-14], "file.not_whole"),
    "changed picture": ("a.png", make.png().replace(b"IDAT", b"IDOT"), "file.not_whole"),
    "cut photograph": ("a.jpg", make.jpeg()[:-1], "file.not_whole"),
    "photograph without a frame": ("a.jpg", b"\xff\xd8\xff\xda\0\2\xff\xd9", "file.not_whole"),
    "huge picture": ("a.png", make.png(30_000, 30_000), "file.unpacks_too_large"),
    "huge photograph": ("a.jpg", make.jpeg(60_000, 60_000), "file.unpacks_too_large"),
    "bomb": ("a.docx", _bomb(), "file.unpacks_too_large"),
    "bomb that lies": ("a.docx", _lying(), "file.not_whole"),
    "part twice": ("a.docx", _overlapping(), "file.not_whole"),
    "too many parts": (
        "a.docx",
        make.with_parts({f"{number}.xml": b"" for number in range(office.MAX_PARTS)}),
        "file.not_whole",
    ),
    "password": ("a.docx", _locked(), "file.is_locked"),
    "password of OpenDocument": (
        "a.odt",
        make.open_document(manifest=b"<m><encryption-data/></m>"),
        "file.is_locked",
    ),
    "macros": ("a.docx", make.open_xml(word__vbaProject=b"a"), "file.has_macros"),
    "macros by type": ("a.docx", make.open_xml(main=MACROS), "file.has_macros"),
    "macros of OpenDocument": (
        "a.ods",
        make.open_document("ods", Basic__a=b"a"),
        "file.has_macros",
    ),
    "old macros": ("a.xlsx", make.open_xml("xlsx", xl__macrosheets__a=b"<a/>"), "file.has_macros"),
    "program inside": ("a.docx", make.with_parts({"word/a.exe": b"MZ"}), "file.has_embedded"),
    "object inside": (
        "a.docx",
        make.with_parts({"word/embeddings/oleObject1.bin": b"a"}),
        "file.has_embedded",
    ),
    "template from elsewhere": (
        "a.docx",
        make.with_parts({"word/_rels/settings.xml.rels": FETCHED}),
        "file.has_embedded",
    ),
    "entities": (
        "a.docx",
        make.with_parts({"_rels/.rels": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
        "file.not_whole",
    ),
    "way out": ("a.docx", make.with_parts({"../../etc/cron.d/a": b"a"}), "file.not_whole"),
    "way to the root": ("a.docx", make.with_parts({"/etc/a.xml": b"a"}), "file.not_whole"),
}


@pytest.mark.parametrize("name", make.EVERY_KIND)
def test_every_kind_is_known_by_its_content(name: str) -> None:
    found = sniff(name, make.EVERY_KIND[name])
    assert name.rpartition(".")[2].lower() in found.endings
    assert "/" in found.media_type


@pytest.mark.parametrize("case", HOSTILE)
def test_what_is_hostile_or_broken_is_refused(case: str) -> None:
    name, content, code = HOSTILE[case]
    with pytest.raises(InvalidInput) as refused:
        sniff(name, content)
    assert refused.value.code.startswith(code)


def test_a_workbook_of_our_own_is_let_in() -> None:
    stream = BytesIO()
    write_xlsx([Column("A")], [("1",)], stream)
    assert sniff("a.xlsx", stream.getvalue()) is file_types.FileType.XLSX


def test_links_that_a_reader_follows_are_let_be() -> None:
    assert sniff("a.docx", make.with_parts({"word/_rels/a.rels": LINKED}))


@given(st.binary(max_size=200), st.sampled_from(sorted(make.EVERY_KIND)), st.data())
def test_nothing_but_our_own_error_comes_of_any_bytes(
    junk: bytes, name: str, data: st.DataObject
) -> None:
    content = make.EVERY_KIND[name]
    place = data.draw(st.integers(0, len(content)))
    for broken in (content[:place] + junk, content[:place] + junk + content[place:], junk):
        with contextlib.suppress(InvalidInput):
            sniff(name, broken)
