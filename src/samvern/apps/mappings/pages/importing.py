"""A file of mappings between choosing it and taking it in."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.forms import BaseForm
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext as _

from samvern.apps.mappings.pages.words import claim_words, crumbs
from samvern.apps.mappings.queries import ImportCheck, ImportRow, Kind
from samvern.base.carried import seal, unseal
from samvern.engine.errors import Problem
from samvern.engine.mappings import Relation
from samvern.ui.exports import Export, ExportColumn, Exports
from samvern.ui.parts import Link, Step
from samvern.ui.wording import errors
from samvern.ui.wording import mappings as wording

#: Of each kind so many stand on the page; the file has all.
MOST_SHOWN = 50
_SALT = "mappings.import"

_COLOURS = {
    Kind.NEW: "success",
    Kind.SAME: "neutral",
    Kind.CHANGED: "info",
    Kind.CONFLICTING: "warning",
}


@dataclass(frozen=True)
class Carried:
    """A file on its way from one step to the next, and who has mapped where it does not say."""

    name: str
    content: bytes
    mapper: str
    seen: str = ""


@dataclass(frozen=True)
class ImportLine:
    """A mapping of the file, and what it is to what is here."""

    kind: str
    colour: str
    sentence: str
    mapper: str
    state: str
    here: str


@dataclass(frozen=True)
class ProblemLine:
    """Something that is wrong in the file, and where."""

    place: str
    text: str


def choose_context(
    form: BaseForm, problems: Sequence[Problem] = (), title: str = ""
) -> dict[str, Any]:
    """The first step, with everything that is wrong in a file that was chosen."""
    lines = [ProblemLine(_place(each), errors.problem(each, gettext)) for each in problems]
    columns: list[ExportColumn[ProblemLine]] = [
        ExportColumn(_("Where"), lambda row: row.place),
        ExportColumn(_("What is wrong, and what to do"), lambda row: row.text, 80),
    ]
    table = Export("problems", _("Everything that is wrong in the file"), columns, lines)
    return {
        "form": form,
        "problem_title": title,
        "problems": lines[:MOST_SHOWN],
        "problems_left": max(0, len(lines) - MOST_SHOWN),
        "exports": Exports("mappings", [table]),
        **_frame(0),
    }


def _place(problem: Problem) -> str:
    if problem.line is None:
        return _("Mapping %(id)s") % {"id": problem.where}
    return _("Line %(line)s, column %(column)s") % {
        "line": problem.line,
        "column": problem.column or 1,
    }


def preview_context(check: ImportCheck, form: BaseForm) -> dict[str, Any]:
    """The second step: what taking the file in would do."""
    counts = {kind: len(check.of_kind(kind)) for kind in Kind}
    if not counts[Kind.CHANGED]:
        form.fields.pop("with_changed")
    return {
        "form": form,
        "answer": _answer(counts[Kind.NEW], counts[Kind.CHANGED]),
        "left_out": _left_out(check.left_out),
        "counts": [
            (kind_name(kind), _COLOURS[kind], count, kind_meaning(kind))
            for kind, count in counts.items()
            if count
        ]
        + _rejected(check.rejected),
        "rows": [
            _line(row)
            for kind in (Kind.CONFLICTING, Kind.CHANGED, Kind.NEW)
            for row in check.of_kind(kind)[:MOST_SHOWN]
        ],
        "may_take_in": bool(counts[Kind.NEW] or counts[Kind.CHANGED]),
        **_frame(1),
    }


def _answer(new: int, changed: int) -> str:
    said = _("No mapping in the file is new.")
    if new:
        words = ngettext("%(count)d mapping is new.", "%(count)d mappings are new.", new)
        said = words % {"count": new}
    if not changed:
        return said
    otherwise = ngettext(
        "%(count)d says something else than an earlier file.",
        "%(count)d say something else than an earlier file.",
        changed,
    )
    return f"{said} {otherwise % {'count': changed}}"


def _rejected(count: int) -> list[tuple[str, str, int, str]]:
    meaning = _("The file says that somebody rejected it; it is not taken in.")
    return [(_("Rejected"), "neutral", count, meaning)] if count else []


def rejected_words(count: int) -> str:
    """How many mappings the file calls rejected."""
    said = ngettext(
        "The file calls %(count)d mapping rejected; it is not taken in.",
        "The file calls %(count)d mappings rejected; they are not taken in.",
        count,
    )
    return said % {"count": count}


def _left_out(count: int) -> str:
    said = ngettext(
        "%(count)d part of the file says what a mapping has no room for, and is left out.",
        "%(count)d parts of the file say what a mapping has no room for, and are left out.",
        count,
    )
    return said % {"count": count} if count else ""


def kind_name(kind: Kind) -> str:
    """What a mapping of a file is to what is here."""
    return {
        Kind.NEW: _("New"),
        Kind.SAME: _("Here already"),
        Kind.CHANGED: _("Says otherwise"),
        Kind.CONFLICTING: _("In the way"),
    }[kind]


def kind_meaning(kind: Kind) -> str:
    """What becomes of such a mapping."""
    return {
        Kind.NEW: _("It is taken in."),
        Kind.SAME: _("Nothing happens to it."),
        Kind.CHANGED: _("An earlier file said something else; it is changed only if you say so."),
        Kind.CONFLICTING: _(
            "Somebody recorded or reviewed something else here; that stays as it is."
        ),
    }[kind]


def _line(row: ImportRow) -> ImportLine:
    value, here = row.value, ""
    if row.existing is not None:
        relation = wording.relation_name(Relation(row.existing.relation), gettext)
        here = f"{row.existing} ({relation})"
    said = wording.relation_said(value.relation, value.style, gettext)
    return ImportLine(
        kind=kind_name(row.kind),
        colour=_COLOURS[row.kind],
        sentence=f"{value.source} {said} {value.target}",
        mapper=value.mapper,
        state=claim_words(row.claimed_reviewer)
        if row.claimed_reviewer
        else wording.state_name(value.state, gettext),
        here=here,
    )


def pack(file: Carried) -> str:
    """The file as a text that the page carries to the next step, signed and compressed."""
    carried = [file.name, base64.b64encode(file.content).decode(), file.mapper, file.seen]
    return seal(carried, salt=_SALT)


def unpack(carried: str) -> Carried:
    """The file as the first step saw it.

    Raises
    ------
    InvalidInput
        ``import.preview_expired``: it was changed on the way, or left lying for too long.
    """
    name, content, mapper, seen = unseal(carried, salt=_SALT)
    return Carried(name, base64.b64decode(content), mapper, seen)


def _frame(step: int) -> dict[str, Any]:
    return {
        "steps": list(_steps(step)),
        "breadcrumbs": crumbs(Link(_("Take in a file"), "")),
    }


def _steps(step: int) -> Iterator[Step]:
    for place, title in enumerate((_("Choose the file"), _("Look it over"), _("Taken in"))):
        if place < step:
            yield Step(title, "done")
        else:
            yield Step(title, "current" if place == step else "todo")
