"""Evidence as its pages show it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from textwrap import wrap
from typing import Any, Final

from django.core.paginator import Paginator
from django.http import QueryDict
from django.urls import reverse
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from samvern.apps.actors.models import Actor
from samvern.apps.evidence import queries
from samvern.apps.evidence.models import Evidence, EvidenceQuerySet, Standing
from samvern.apps.evidence.queries import EvidencePage, EvidenceRow
from samvern.base.models import StoredFile
from samvern.formats.file_types import FileType
from samvern.ui import numbers
from samvern.ui.exports import Export, ExportColumn, Exports
from samvern.ui.parts import Definition, Link

ROWS_SHOWN: Final = 50

#: How a state stands out; holding needs nobody's attention.
COLOURS: Mapping[Standing, str] = {
    Standing.HOLDS: "neutral",
    Standing.SOON: "warning",
    Standing.RUN_OUT: "danger",
    Standing.REPLACED: "neutral",
    Standing.WITHDRAWN: "neutral",
}

_COLUMNS: tuple[ExportColumn[EvidenceRow], ...] = (
    ExportColumn(gettext_lazy("Title"), lambda row: row.title, 50),
    ExportColumn(gettext_lazy("Kind"), lambda row: str(row.kind.label)),
    ExportColumn(gettext_lazy("State"), lambda row: row.state, 24),
    ExportColumn(gettext_lazy("Holds until"), lambda row: row.expires_on),
    ExportColumn(gettext_lazy("Happened on"), lambda row: row.event_on),
    ExportColumn(gettext_lazy("Dated"), lambda row: row.document_on),
    ExportColumn(gettext_lazy("Added"), lambda row: localtime(row.uploaded_at), 20),
    ExportColumn(gettext_lazy("Added by"), lambda row: row.by_name, 30),
)


@dataclass(frozen=True)
class FormPage:
    """What stands around a form: the question, about what, and what sending it does."""

    heading: str
    eyebrow: str
    submit: str
    notes: tuple[str, ...]
    back_url: str
    breadcrumbs: tuple[Link, ...]


def list_page(
    actor: Actor,
    found: EvidenceQuerySet,
    counts: Mapping[Standing, int],
    query: QueryDict,
    *,
    on: date,
) -> dict[str, Any]:
    """What an organisation can show."""
    page = Paginator(found, ROWS_SHOWN).get_page(query.get("page"))
    every = (row for each in found.iterator(chunk_size=500) for row in queries.rows([each], on=on))
    count = page.paginator.count
    return {
        "actor": actor,
        "answer": list_answer(counts),
        "page": page,
        "rows": [(row, COLOURS[row.standing]) for row in queries.rows(page.object_list, on=on)],
        "shown": ngettext("%(count)s piece", "%(count)s pieces", count) % {"count": count},
        "today": on,
        "has_any": any(counts.values()),
        "exports": Exports(actor.name, [Export("evidence", _("Evidence"), _COLUMNS, every)]),
        "clear_url": reverse("evidence:evidence_at", args=[actor.pk]),
        "breadcrumbs": (*_crumbs(actor)[:-1], Link(_("Evidence"), "")),
    }


def list_answer(counts: Mapping[Standing, int]) -> str:
    """In one sentence how the evidence stands."""
    current = sum(counts[each] for each in (Standing.HOLDS, Standing.SOON, Standing.RUN_OUT))
    if not current:
        return _("No evidence is kept here yet.")
    parts = [ngettext("%(count)s piece of evidence", "%(count)s pieces of evidence", current)]
    if counts[Standing.RUN_OUT]:
        parts.append(
            ngettext("%(out)s has run out", "%(out)s have run out", counts[Standing.RUN_OUT])
        )
    if counts[Standing.SOON]:
        parts.append(
            ngettext("%(soon)s runs out soon", "%(soon)s run out soon", counts[Standing.SOON])
        )
    if len(parts) == 1:
        parts.append(_("none has run out"))
    return (
        ", ".join(parts)
        % {
            "count": current,
            "out": counts[Standing.RUN_OUT],
            "soon": counts[Standing.SOON],
        }
        + "."
    )


def evidence_page(page: EvidencePage) -> dict[str, Any]:
    """One piece as its page shows it."""
    evidence = page.evidence
    return {
        "evidence": evidence,
        "answer": _answer(page),
        "dates": _dates(evidence),
        "facts": _facts(evidence),
        "uses": page.uses,
        "older": page.older,
        "newer": page.newer,
        "is_followed": evidence.is_followed,
        "may_change": page.may_change and evidence.is_current,
        "breadcrumbs": (*_crumbs(evidence.actor), Link(evidence.title, "")),
        "print_source": evidence.actor.name,
    }


def add_page(actor: Actor) -> FormPage:
    """What stands around the form for a new piece."""
    return FormPage(
        heading=_("What can you show?"),
        eyebrow=actor.name,
        submit=_("Add the evidence"),
        notes=(_followed_by(actor), _seen_when_handed_in()),
        back_url=reverse("evidence:evidence_at", args=[actor.pk]),
        breadcrumbs=(*_crumbs(actor), Link(_("Add evidence"), "")),
    )


def revise_page(old: Evidence) -> FormPage:
    """What stands around the form for a newer piece."""
    kept = _("The old one is kept, with what was said of it. The new one takes its place.")
    notes = (
        kept,
        _followed_by(old.actor),
        _(
            "Whoever sees the old one because it was handed in is not told that there is a newer one."
        ),
        _seen_when_handed_in(),
    )
    return _form_about(old, _("What is newer?"), _("Save as newer evidence"), notes)


def withdraw_page(found: Evidence) -> FormPage:
    """What stands around the form by which a piece is withdrawn."""
    kept = _("It is kept, marked as withdrawn, with your name and the reason.")
    notes = (
        kept,
        _followed_by(found.actor),
        _("Whoever sees it because it was handed in sees it as it was then, and nothing of this."),
    )
    return _form_about(found, _("Withdraw this evidence?"), _("Withdraw the evidence"), notes)


def _form_about(evidence: Evidence, heading: str, submit: str, notes: tuple[str, ...]) -> FormPage:
    url = reverse("evidence:evidence", args=[evidence.pk])
    crumbs = (*_crumbs(evidence.actor), Link(evidence.title, url), Link(heading, ""))
    return FormPage(heading, evidence.title, submit, notes, url, crumbs)


def _followed_by(actor: Actor) -> str:
    """Who sees what is written now, whatever comes of it."""
    said = _(
        "Seen by those who look after security at %(actor)s, and by those who are given an answer or "
        "a task that rests on it."
    )
    return said % {"actor": actor.name}


def _seen_when_handed_in() -> str:
    return _(
        "The sector authority and supervisors see it only if it is handed in with answers that are "
        "reported: then all that stands here, and the file."
    )


def _answer(page: EvidencePage) -> str:
    evidence = page.evidence
    if page.standing is Standing.WITHDRAWN:
        later = evidence.later
        said = _("Withdrawn on %(day)s by %(name)s: %(why)s")
        return said % {
            "day": _day(later.withdrawn_at),
            "name": later.withdrawn_by_name,
            "why": later.withdrawn_why,
        }
    if page.standing is Standing.REPLACED:
        return _("A newer one has taken its place.")
    if evidence.expires_on is None and not evidence.is_followed:
        return _("It was handed in without a last day.")
    if evidence.expires_on is None:
        return _("Holds until it is replaced or withdrawn.")
    if not evidence.is_followed and page.standing is not Standing.RUN_OUT:
        return _("It was to hold until %(day)s.") % {"day": _day(evidence.expires_on)}
    said = (
        _("Ran out on %(day)s.") if page.standing is Standing.RUN_OUT else _("Holds until %(day)s.")
    )
    return said % {"day": _day(evidence.expires_on)}


def _dates(evidence: Evidence) -> list[Definition]:
    unknown = _("Not known")
    return [
        Definition(
            _("Happened on"),
            _day(evidence.event_on) or unknown,
            _("The day of what it shows, such as the day of the exercise."),
        ),
        Definition(
            _("Dated"),
            _day(evidence.document_on) or unknown,
            _("The day on which the document was written or signed."),
        ),
        Definition(
            _("Added"), _day(evidence.uploaded_at), _("The day on which it was handed in here.")
        ),
        Definition(
            _("Holds until"),
            _day(evidence.expires_on) or _("No last day"),
            _("The last day on which it can be relied on."),
        ),
    ]


def _facts(evidence: Evidence) -> list[Definition]:
    known = [Definition(_("Added by"), evidence.by_name)]
    if evidence.file:
        known += _of_file(evidence.file)
    else:
        shown = format_html('<a href="{0}" rel="noreferrer">{0}</a>', evidence.url)
        known.append(Definition(_("Address"), shown))
    if evidence.note:
        known.append(Definition(_("Note"), evidence.note))
    return known


def _of_file(file: StoredFile) -> list[Definition]:
    kind = next((each.value for each in FileType if each.media_type == file.media_type), "")
    return [
        Definition(_("File"), file.name),
        Definition(_("Kind of file"), f"{kind}, {_size(file.size)}"),
        Definition(
            _("Fingerprint (SHA-256)"),
            " ".join(wrap(file.sha256, 8)),  # so that it fits on a phone
            _("Compared each time the file is fetched, so that it is what was handed in."),
        ),
    ]


def _size(size: int) -> str:
    language = get_language() or "nb"
    if size >= 2**20:
        return f"{numbers.number(size / 2**20, 1, language)} MB"
    return f"{numbers.number(max(1, round(size / 2**10)), 0, language)} kB"


def _day(at: date | datetime | None) -> str:
    if at is None:
        return ""
    on = localtime(at).date() if isinstance(at, datetime) else at
    return numbers.day(on, language=get_language() or "nb")


def _crumbs(actor: Actor) -> tuple[Link, ...]:
    return (
        Link(actor.name, reverse("actors:actor", args=[actor.pk])),
        Link(_("Evidence"), reverse("evidence:evidence_at", args=[actor.pk])),
    )
