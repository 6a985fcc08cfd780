"""Imports of the register, and what the register says of an actor, as their pages show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.core.paginator import Paginator
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext as _

from samvern.apps.actors import queries
from samvern.apps.actors.models import (
    Actor,
    ImportState,
    RegisterChange,
    RegisterChangeKind,
    RegisterEntry,
    RegisterImport,
)
from samvern.apps.actors.pages import register_words
from samvern.apps.actors.pages.import_facts import import_facts
from samvern.apps.actors.pages.register_words import FieldChange
from samvern.apps.actors.permissions import Permission
from samvern.apps.actors.queries import PastChange, RegisterView
from samvern.base.viewer import Viewer
from samvern.engine.errors import Problem
from samvern.engine.org_number import spaced
from samvern.ui import numbers
from samvern.ui.exports import Export, ExportColumn, Exports
from samvern.ui.parts import Definition, Event, Link
from samvern.ui.wording import errors as wording

ROWS_SHOWN = 50
#: What is told of a unit that nobody knew, beside its name and why it is of the sector.
_SHOWN_OF_NEW = ("municipality_number", "employees", "is_count_withheld")
PROBLEMS_SHOWN = 20


@dataclass(frozen=True)
class ChangeRow:
    """A change as a line of an import."""

    name: str
    actor_id: int | None
    number: str
    kind_name: str
    row: int
    rule: str
    changes: list[FieldChange]
    stands: list[str]


@dataclass(frozen=True)
class ProblemRow:
    """A row that could not be used."""

    file: str
    row: int
    number: str
    sentence: str


def imports_page(viewer: Viewer, query: QueryDict) -> dict[str, Any]:
    """Every import, newest first."""
    page = Paginator(queries.imports(viewer), ROWS_SHOWN).get_page(query.get("page"))
    rows = [
        {
            "id": saved.pk,
            "at": saved.started_at,
            "origin": saved.get_origin_display(),
            "files": ", ".join(source["name"] for source in saved.sources),
            "by": saved.by_name,
            "changes": _count(queries.changes_count(saved)),
            "bad": _count(saved.counts.get("bad", 0)),
            "state": saved.get_state_display(),
            "is_waiting": saved.state in {ImportState.READY, ImportState.APPLYING},
        }
        for saved in page.object_list
    ]
    waiting = sum(row["is_waiting"] for row in rows)
    answer = (
        ngettext(
            "%(count)s import waits to be applied.",
            "%(count)s imports wait to be applied.",
            waiting,
        )
        % {"count": _count(waiting)}
        if waiting
        else _("Nothing waits to be applied.")
    )
    return {
        "answer": answer,
        "page": page,
        "rows": rows,
        "may_import": viewer.may(Permission.IMPORT_REGISTER),
        "breadcrumbs": [_actors(), Link(_("Imports of the register"), "")],
    }


def import_page(
    viewer: Viewer, saved: RegisterImport, query: QueryDict, *, most_applied: int
) -> dict[str, Any]:
    """One import: what it changes or has changed, and which rows could not be used.

    One with more changes than ``most_applied`` is applied on the server, which the page says.
    """
    kind = query.get("kind", "")
    changes = queries.changes_of(viewer, saved, kind=kind)
    page = Paginator(changes, ROWS_SHOWN).get_page(query.get("page"))
    is_waiting = saved.state in {ImportState.READY, ImportState.APPLYING}
    may_import = viewer.may(Permission.IMPORT_REGISTER)
    is_large = is_waiting and queries.changes_count(saved) > most_applied
    return {
        "saved": saved,
        "state": saved.get_state_display(),
        "answer": _answer(saved),
        "facts": import_facts(saved),
        "warnings": [wording.problem(found, gettext) for found in queries.warnings(saved)],
        "kinds": _kinds(saved, kind),
        "page": page,
        "rows": [_row(change) for change in page.object_list],
        "problems": [_problem(found) for found in saved.problems[:PROBLEMS_SHOWN]],
        "problems_left": saved.counts.get("bad", 0) - PROBLEMS_SHOWN,
        "may_apply": may_import and is_waiting and not is_large,
        "too_large": _too_large(saved, most_applied) if may_import and is_large else "",
        "may_discard": may_import and saved.state == ImportState.READY,
        "exports": _exports(saved, changes),
        "breadcrumbs": [_actors(), _imports(), Link(_title(saved), "")],
        "title": _title(saved),
        "print_source": _title(saved),
    }


def import_form_page(form: Any) -> dict[str, Any]:
    """Where files are chosen."""
    return {"form": form, "breadcrumbs": [_actors(), _imports(), Link(_("Read files"), "")]}


def register_section(view: RegisterView, actor: Actor, *, may_edit: bool) -> dict[str, Any]:
    """What the register says of an actor, and who wrote which field."""
    return {
        "entries": [
            {
                "title": _entry_title(entry),
                "facts": _entry_facts(entry.facts, entry.because),
            }
            for entry in view.entries
        ],
        "overridden": [
            {
                "label": register_words.field_name(origin.field),
                "said": register_words.value(origin.field, origin.overridden),
                "is_by_hand": origin.origin == "hand",
                "url": reverse("actors:follow_register", args=[actor.pk, origin.field])
                if may_edit
                else "",
            }
            for origin in view.origins
            if origin.overridden is not None
        ],
        "by_hand": _listed(view, "hand"),
        "by_register": _listed(view, "register"),
        "neighbours": [
            Link(other.name, reverse("actors:actor", args=[other.pk]))
            for other in view.behind_one_door
        ],
    }


def past_events(past: Iterable[PastChange]) -> list[Event]:
    """What imports have changed of an actor, newest first."""
    return [
        Event(
            change.at.date(),
            _("The register on %(number)s: %(what)s")
            % {"number": spaced(change.org_number), "what": change.kind_name.lower()},
            why=_in_one_line(register_words.field_changes(change.updated or change.diff)),
        )
        for change in past
    ]


def discard_note(saved: RegisterImport) -> str:
    """What is thrown away."""
    return ngettext(
        "%(count)s change that was read is forgotten. The directory stays as it is.",
        "%(count)s changes that were read are forgotten. The directory stays as it is.",
        queries.changes_count(saved),
    ) % {"count": _count(queries.changes_count(saved))}


def follow_note(actor: Actor, field: str) -> str:
    """What a field becomes when it follows the register again."""
    said = queries.overridden_fields(actor).get(field)
    return _("%(field)s becomes “%(said)s”, and later imports keep it in step.") % {
        "field": register_words.field_name(field),
        "said": register_words.value(field, said),
    }


def _too_large(saved: RegisterImport, most: int) -> str:
    said = _("The import has more than %(most)s changes, too many to wait for here.")
    todo = _("Have it applied on the server: samvern actor apply-register %(number)s")
    return f"{said} {todo}" % {"most": _count(most), "number": saved.pk}


def _answer(saved: RegisterImport) -> str:
    count = queries.changes_count(saved)
    words = {"count": _count(count)}
    if saved.state == ImportState.APPLIED:
        return (
            ngettext(
                "%(count)s change was made to the directory.",
                "%(count)s changes were made to the directory.",
                count,
            )
            % words
        )
    if not count:
        return _("Nothing differs from what the directory says.")
    return (
        ngettext(
            "%(count)s change waits. Nothing is changed until you apply it.",
            "%(count)s changes wait. Nothing is changed until you apply them.",
            count,
        )
        % words
    )


def _kinds(saved: RegisterImport, chosen: str) -> list[Link]:
    """The kinds of change there are, each leading to its own."""
    here = reverse("actors:register_import", args=[saved.pk])
    links = [Link(_("All"), here, current=not chosen)]
    for kind in RegisterChangeKind:
        if count := saved.counts.get(kind.value, 0):
            title = f"{kind.label} ({_count(count)})"
            links.append(Link(title, f"{here}?kind={kind.value}", current=kind.value == chosen))
    return links


def _row(change: RegisterChange) -> ChangeRow:
    is_new = change.kind == RegisterChangeKind.NEW
    diff: Mapping[str, Any] = change.diff or change.updated
    if is_new:
        diff = {key: ("", change.facts[key]) for key in _SHOWN_OF_NEW if key in change.facts}
    if change.successor_number:
        diff = {**diff, "successor": ("", change.successor_number)}
    return ChangeRow(
        name=change.name,
        actor_id=change.actor_id,
        number=spaced(change.org_number),
        kind_name=change.get_kind_display(),
        row=change.row,
        rule=register_words.rule(change.because),
        changes=register_words.field_changes(diff),
        stands=[register_words.field_name(field) for field in change.overridden],
    )


def _problem(found: Mapping[str, Any]) -> ProblemRow:
    problem = Problem.of(found["code"], where=found["where"], **found["params"])
    sentence = wording.problem(problem, gettext)
    where = f"{found['where']}: " if found["where"] else ""
    return ProblemRow(found["file"], found["row"], found["org_number"], f"{where}{sentence}")


def _exports(saved: RegisterImport, changes: Any) -> Exports:
    columns = [
        ExportColumn[ChangeRow](_("Name"), lambda row: row.name, 40),
        ExportColumn(_("Organisation number"), lambda row: row.number.replace("\xa0", "")),
        ExportColumn(_("What has happened"), lambda row: row.kind_name),
        ExportColumn(
            _("What differs"),
            lambda row: _in_one_line(row.changes),
            60,
        ),
        ExportColumn(_("In the sector by"), lambda row: row.rule, 40),
    ]
    wrong = [
        ExportColumn[ProblemRow](_("File"), lambda row: row.file),
        ExportColumn(_("Row"), lambda row: row.row),
        ExportColumn(_("Organisation number"), lambda row: row.number),
        ExportColumn(_("What is wrong"), lambda row: row.sentence, 60),
    ]
    rows = (_row(change) for change in changes.iterator(chunk_size=1_000))
    return Exports(
        str(saved),
        [
            Export("changes", _("Changes"), columns, rows),
            Export(
                "problems", _("Rows that could not be used"), wrong, map(_problem, saved.problems)
            ),
        ],
    )


def _in_one_line(changes: Iterable[FieldChange]) -> str:
    return "; ".join(f"{each.label}: {each.told}" for each in changes)


def _entry_title(entry: RegisterEntry) -> str:
    number = {"number": spaced(entry.org_number)}
    if entry.is_sub_unit:
        return _("As the place of business %(number)s") % number
    return _("As the unit %(number)s") % number


def _entry_facts(facts: Mapping[str, Any], because: str) -> list[Definition]:
    told = [
        Definition(register_words.field_name(field), register_words.value(field, facts[field]))
        for field in register_words.FIELDS
        if field in facts
    ]
    if because:
        told.append(Definition(_("In the sector by"), register_words.rule(because)))
    if "employees" not in facts and "is_count_withheld" not in facts:
        told.append(Definition(_("Employees"), _("Not known")))
    return told


def _listed(view: RegisterView, origin: str) -> str:
    fields = (each.field for each in view.origins if each.origin == origin)
    return ", ".join(register_words.field_name(field).lower() for field in chain(fields))


def _title(saved: RegisterImport) -> str:
    """An import by where it is from and its day, as people write days."""
    day = numbers.day(timezone.localdate(saved.started_at), get_language() or "nb")
    return _("%(origin)s, %(day)s") % {"origin": saved.get_origin_display(), "day": day}


def _actors() -> Link:
    return Link(_("Actors"), reverse("actors:register"))


def _imports() -> Link:
    return Link(_("Imports of the register"), reverse("actors:imports"))


def _count(value: int) -> str:
    return numbers.number(value, language=get_language() or "nb")


def import_question_page(
    saved: RegisterImport, *, heading: str, submit: str, note: str
) -> dict[str, Any]:
    """What stands around a question about an import."""
    back = reverse("actors:register_import", args=[saved.pk])
    return {
        "heading": heading,
        "submit": submit,
        "note": note,
        "back_url": back,
        "eyebrow": _title(saved),
        "breadcrumbs": [_actors(), _imports(), Link(_title(saved), back), Link(heading, "")],
    }
