"""Collect the strings of the interface, and compile their translations.

The source language is English; bokmål and nynorsk are translations. Everything is done
with Babel, so that no gettext program is needed on the machine.

``python -m tools.messages collect``
    Bring ``django.po`` of each language in line with the strings in the code: new ones are
    added empty, those no longer used are dropped, texts already translated are kept.
``python -m tools.messages compile``
    Make the binary files that the program reads.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samvern.config.settings")

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src/samvern"
LOCALE = PACKAGE / "locale"
LANGUAGES = ("nb", "nn")
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
}

Found = tuple[str, str | tuple[str, ...], str | None]


def found_messages() -> Iterator[Found]:
    """Every string for people: file, message (or singular and plural), context."""
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix == ".py":
            source = path.read_text(encoding="utf-8")
        elif path.suffix in {".html", ".txt"} and "templates" in path.parts:
            code = templatize(path.read_text(encoding="utf-8"), str(path))
            # What templatize leaves is not quite Python: its indentation means nothing.
            source = "\n".join(line.strip() for line in code.splitlines())
        else:
            continue
        place = str(path.relative_to(ROOT))
        stream = io.BytesIO(source.encode())
        for _line, function, message, _comments in extract_python(stream, KEYWORDS, (), {}):
            if parsed := _parse(function, message):
                yield place, *parsed


def _parse(
    function: str, message: str | tuple[str | None, ...]
) -> tuple[str | tuple[str, ...], str | None] | None:
    """The message and its context; nothing where the argument is not a literal."""
    words = (message,) if isinstance(message, str) else tuple(message or ())
    if not words or words[0] is None:
        return None
    if function.startswith("pgettext"):
        return (str(words[1]), str(words[0])) if len(words) > 1 and words[1] else None
    if function.startswith("ngettext"):
        return (str(words[0]), str(words[1])), None
    return (str(words[0]), None) if words[0] else None


def template() -> Catalog:
    """All strings, without translations."""
    catalog = Catalog(project="Samvern", charset="utf-8")
    for place, message, context in found_messages():
        catalog.add(message, locations=[(place, 0)], context=context)
    return catalog


def path_of(language: str) -> Path:
    """The translation file of a language."""
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def read(language: str) -> Catalog:
    """The translations into a language as they stand."""
    path = path_of(language)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def write(language: str, catalog: Catalog) -> None:
    """Keep the translations into a language, sorted, without dates that only make noise."""
    catalog.header_comment, catalog.fuzzy = f"# Samvern: {language}. Licence: EUPL-1.2.", False
    catalog.project, catalog.last_translator = "Samvern", "Samvern"
    path = path_of(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    text = io.BytesIO()
    write_po(text, catalog, sort_output=True, width=100, include_lineno=False)
    lines = text.getvalue().decode().splitlines(keepends=True)
    noise = ('"POT-Creation-Date', '"PO-Revision-Date', '"Generated-By', '"Report-Msgid-Bugs-To')
    path.write_text("".join(x for x in lines if not x.startswith(noise)), encoding="utf-8")


def collect() -> None:
    """Bring each language's file in line with the code."""
    strings = template()
    for language in LANGUAGES:
        catalog = read(language)
        catalog.update(strings, no_fuzzy_matching=True)
        catalog.obsolete.clear()
        write(language, catalog)
        missing = sum(1 for message in catalog if message.id and not _is_translated(message.string))
        print(f"{language}: {len(catalog)} strings, {missing} without a translation")


def _is_translated(string: str | tuple[str, ...] | list[str]) -> bool:
    return bool(string) if isinstance(string, str) else bool(string) and all(string)


def compile_all() -> None:
    """Make the binary file of each language, when it is older than its source."""
    for language in LANGUAGES:
        source = path_of(language)
        target = source.with_suffix(".mo")
        if not source.exists():
            continue
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with target.open("wb") as file:
            write_mo(file, read(language))


if __name__ == "__main__":
    {"collect": collect, "compile": compile_all}[sys.argv[1]]()
