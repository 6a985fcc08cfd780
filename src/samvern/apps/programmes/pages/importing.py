"""The import of a programme file: choosing it, its problems, and a look before it is taken in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.forms import BaseForm
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext as _

from samvern.apps.programmes.models import Sharing
from samvern.apps.programmes.pages.findings import finding_rows
from samvern.apps.programmes.queries import ImportPreview, Replacement
from samvern.base.carried import seal, unseal
from samvern.engine.errors import InvalidInput
from samvern.engine.programme.document import LANGUAGES
from samvern.ui.numbers import number
from samvern.ui.parts import Definition, Link, Step
from samvern.ui.wording import errors as wording

#: Findings that stand in the preview; the page of findings has them all once it is taken in.
_FINDINGS_SHOWN = 10
_SALT = "programmes.import"


@dataclass(frozen=True)
class ProblemLine:
    """A problem of the file: where, what, and what to do."""

    place: str
    path: str
    text: str


@dataclass(frozen=True)
class CarriedFile:
    """The file between the two steps: its name and content, and what it was to replace.

    ``replaces_version`` is the version of the programme that the preview compared with.
    """

    name: str
    content: bytes
    replaces_version: int | None = None


def choose_page(form: BaseForm) -> dict[str, Any]:
    """What the first step shows."""
    return {"form": form, **_frame(0)}


def problems_page(form: BaseForm, error: InvalidInput) -> dict[str, Any]:
    """What the first step shows when the file cannot be used: everything at once."""
    return {
        **choose_page(form),
        "problem_title": wording.title(error, gettext),
        "problem_advice": "" if error.problems else wording.advice(error, gettext),
        "problems": list(_problem_lines(error)),
    }


def preview_page(
    preview: ImportPreview, form: BaseForm, *, is_changed_meanwhile: bool
) -> dict[str, Any]:
    """What the second step shows."""
    language = get_language() or LANGUAGES[0]
    rows = finding_rows(preview.findings, preview.document.id, language)
    replaced = preview.replaces
    return {
        "question": _("Shall it be taken in?"),
        "answer": preview.title,
        "counts": [
            Definition(count.label, number(count.number, 0, language)) for count in preview.counts
        ],
        "replace_text": _("Taking the file in replaces “%(title)s”, version %(version)d.")
        % {"title": replaced.programme.title, "version": replaced.programme.version}
        if replaced
        else "",
        "changes": list(_changes(replaced)) if replaced else [],
        "preview": preview,
        "form": form,
        "findings": rows[:_FINDINGS_SHOWN],
        "findings_left": len(rows[_FINDINGS_SHOWN:]),
        "is_changed_meanwhile": is_changed_meanwhile,
        "action": _("Replace the programme") if preview.replaces else _("Take the programme in"),
        **_frame(1),
    }


def _changes(replaced: Replacement) -> Iterator[tuple[str, str]]:
    """What becomes of the measures, each with their codes."""
    for said, codes in (
        (_("%(count)d measures are new."), replaced.added),
        (_("%(count)d measures are changed."), replaced.changed),
        (_("%(count)d measures are withdrawn; their history stays."), replaced.withdrawn),
    ):
        yield said % {"count": len(codes)}, ", ".join(codes)


def confirm_values(preview: ImportPreview, file: CarriedFile) -> dict[str, str]:
    """What the form of the second step holds: the file, and who is to see the programme."""
    replaced = preview.replaces
    return {
        "carried": _pack(preview, file),
        "sharing": replaced.programme.sharing if replaced else Sharing.AUTHORITY,
    }


def replaced_version(preview: ImportPreview) -> int | None:
    """The version of the programme that would be replaced, if one would."""
    return preview.replaces.programme.version if preview.replaces else None


def _pack(preview: ImportPreview, file: CarriedFile) -> str:
    """The file as a text that the page carries to the next step, signed and compressed."""
    carried = {
        "name": file.name,
        "content": file.content.decode(),
        "replaces": replaced_version(preview),
    }
    return seal(carried, salt=_SALT)


def unpack(carried: str) -> CarriedFile:
    """The file as the first step saw it.

    Raises
    ------
    InvalidInput
        ``import.preview_expired``: it was changed on the way, or left lying for too long.
    """
    found = unseal(carried, salt=_SALT)
    return CarriedFile(found["name"], found["content"].encode(), found["replaces"])


def _frame(step: int) -> dict[str, Any]:
    titles = (_("Choose the file"), _("Look it over"), _("Taken in"))
    states = ("done", "current", "todo")
    return {
        "steps": [
            Step(title, states[1 + (place > step) - (place < step)])  # type: ignore[arg-type]
            for place, title in enumerate(titles)
        ],
        "breadcrumbs": [
            Link(_("Programmes"), reverse("programmes:list")),
            Link(_("Import a programme"), ""),
        ],
    }


def _problem_lines(error: InvalidInput) -> Iterator[ProblemLine]:
    for problem in error.problems:
        place = ""
        if problem.line:
            place = _("Line %(line)s, column %(column)s") % {
                "line": problem.line,
                "column": problem.column or 1,
            }
        yield ProblemLine(place, problem.where, wording.problem(problem, gettext))
