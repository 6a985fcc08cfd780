"""Remembered columns: what they stand for, and when they were used."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext as _

from samvern.apps.exchange.pages.frame import import_frame
from samvern.apps.exchange.queries import RememberedPage
from samvern.engine.programme.document import LANGUAGES
from samvern.engine.programme.table_import import ColumnUse, Reading, targets_of, vocabulary
from samvern.ui.numbers import day
from samvern.ui.parts import Definition
from samvern.ui.wording import imports as wording


def remembered_page(page: RememberedPage, code: str) -> dict[str, Any]:
    """What the page of remembered columns shows beside its form."""
    row = page.row
    language = get_language() or LANGUAGES[0]
    return {
        **import_frame(page.programme, code, below=row.name),
        "page": page,
        "row": row,
        "answer": _("Remembered by %(name)s, last used on %(on)s.")
        % {"name": row.by_name, "on": day(row.used_at, language)}
        if row.by_name
        else _("Last used on %(on)s.") % {"on": day(row.used_at, language)},
        "columns": [Definition(use.header, _stands_for(page, use)) for use in page.mapping.columns],
        "options": list(_options(page)),
        "rename_url": reverse("exchange:rename", args=[code, row.id]),
    }


def _stands_for(page: RememberedPage, use: ColumnUse) -> str:
    """What a column stands for, with what its own words mean."""
    language = get_language() or LANGUAGES[0]
    target = targets_of(page.document).get(use.target)
    if target is None:
        return _("left out")
    told = [wording.field_name(use.target, page.document, language, gettext)]
    if target.reading in (Reading.NAMES, Reading.CODES):
        told.append(_("“%(mark)s” stands between the names") % {"mark": use.separator})
    if use.words:
        kind = target.name if target.name in ("kind", "status") else str(target.scale)
        names = {
            **vocabulary.in_words(kind, language),
            vocabulary.UNKNOWN: _("nobody knows"),
            "": _("nothing, as an empty cell"),
        }
        told.append("; ".join(f"“{word}” = {names.get(m, m)}" for word, m in use.words.items()))
    return " – ".join(told)


def _options(page: RememberedPage) -> Iterator[str]:
    mapping = page.mapping
    if mapping.missing == "withdraw":
        yield _("Measures that the table does not have are withdrawn from the programme.")
    if mapping.is_empty_clear:
        yield _("An empty cell takes away what is stored.")
    if mapping.may_add_areas:
        yield _("Focus areas that the programme does not have are added.")
