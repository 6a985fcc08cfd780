"""Markers: a word of its own for every text, so that a leak names the table and the column.

A story says its texts through :class:`Markers`, so that what operations write elsewhere (the audit
trail, facts, mail) holds them too. Whatever text is left without one afterwards is given its own in
the table itself, by whatever module; a new column needs nothing but its line in the map.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import Any, Final

from django.apps import apps
from django.db import IntegrityError, models, transaction
from pypdf import PdfReader

from samvern.base.files.storage import storage
from samvern.base.models import StoredFile

#: Long enough to stand in no key or digest by chance, and lower case, so that a search key keeps it.
MARKER: Final = re.compile(r"zqx\d{4}xqz", re.IGNORECASE)
#: A search for this finds whatever holds a marker, without naming any.
ANY: Final = "zqx"
LENGTH: Final = 10
#: What stands in the place of the bytes of a stored file.
CONTENT: Final = "key"

_TAG: Final = re.compile(r"<[^>]+>")
_BREAK: Final = re.compile(r"[\s\u00ad]+")


class Markers:
    """Hands out markers, and knows where each of them stands."""

    def __init__(self) -> None:
        self._made = 0
        #: Marker to the columns and rows in which it stands.
        self.places: dict[str, list[tuple[str, models.Model]]] = defaultdict(list)

    def __call__(self, words: str = "") -> str:
        """A text with a marker of its own."""
        self._made += 1
        return f"zqx{self._made:04d}xqz {words}".strip()

    def plant(self, labels: dict[str, tuple[str, ...]]) -> None:
        """Mark every text of these columns that has no marker, as far as constraints allow."""
        for label, fields in labels.items():
            for row in _rows(label):
                self._mark(row, fields)

    def locate(self, labels: dict[str, tuple[str, ...]]) -> None:
        """Remember where every marker stands."""
        self.places.clear()
        for label, fields in labels.items():
            for row in _rows(label):
                for field in fields:
                    for marker in found_in(text_of(row, field)):
                        self.places[marker].append((f"{label}.{field}", row))

    def _mark(self, row: models.Model, fields: tuple[str, ...]) -> None:
        marked = {
            field: value
            for field in fields
            if not found_in(text_of(row, field)) and (value := self._marked(row, field)) is not None
        }
        # All at once if the constraints of the table let it, else one by one.
        for values in [marked, *({field: value} for field, value in marked.items())]:
            try:
                with transaction.atomic():
                    models.QuerySet(type(row)).filter(pk=row.pk).update(**values)
            except IntegrityError:
                continue
            if values is marked:
                return

    def _marked(self, row: models.Model, name: str) -> Any:
        field, value = row._meta.get_field(name), getattr(row, name)
        if isinstance(field, models.JSONField):
            return self._in_languages(value)
        if isinstance(field, models.EmailField):
            return f"{self()}@example.org"
        if isinstance(field, models.CharField | models.TextField):
            return self(str(value or ""))[: field.max_length]
        return None

    def _in_languages(self, value: Any) -> Any:
        """A text by language, marked in each; other values are for the story to fill."""
        if isinstance(value, dict) and value and set(value) <= {"nb", "nn", "en"}:
            return {language: self(words) for language, words in value.items()}
        return None


def found_in(text: str) -> frozenset[str]:
    """The markers that stand in a text."""
    return frozenset(marker.lower() for marker in MARKER.findall(text))


def text_of(row: models.Model, field: str) -> str:
    """What a column holds, as text; of a stored file its bytes."""
    if isinstance(row, StoredFile) and field == CONTENT:
        with storage().open(row.key) as content:
            return unpacked(content.read())
    value = getattr(row, field)
    if isinstance(value, bytes | memoryview):
        return unpacked(bytes(value))
    if isinstance(value, str) or value is None:
        return value or ""
    return json.dumps(value, ensure_ascii=False)


def unpacked(content: bytes) -> str:
    """The words of a page, a table, a workbook or a printed page."""
    if content.startswith(b"%PDF"):
        return _printed(content)
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            return "\n".join(
                parts.read(name).decode("utf-8", "replace") for name in parts.namelist()
            )
    text = content.decode("utf-8", "replace")
    # A hit that a search has marked stands in pieces.
    return f"{text}\n{_TAG.sub('', text)}" if "<mark" in text else text


@cache
def _printed(content: bytes) -> str:
    pages = PdfReader(io.BytesIO(content)).pages
    return _BREAK.sub("", "".join(page.extract_text() for page in pages))


def texts_of(model: type[models.Model]) -> Iterator[str]:
    """The columns of a table that can hold words that somebody chose."""
    for field in model._meta.concrete_fields:
        is_line = isinstance(field, models.CharField) and not field.choices
        if is_line or isinstance(
            field, models.TextField | models.JSONField | models.BinaryField | models.FileField
        ):
            yield field.name


def _rows(label: str) -> Iterator[Any]:
    # The tables as they are: some managers refuse changes, or leave rows out.
    yield from models.QuerySet(apps.get_model(label)).order_by("pk")
