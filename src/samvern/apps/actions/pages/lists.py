"""The list of what remains, and one's own actions, as their pages and files show them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from samvern.apps.actions import queries
from samvern.apps.actions.models import ACTION_STATE_NAMES, SEVERITY_NAMES, FindingQuerySet
from samvern.apps.actions.pages import words
from samvern.apps.actions.queries import ActionLine, Counts, Filters, FindingRow, Show
from samvern.base.viewer import Viewer
from samvern.engine.follow_up import ActionState
from samvern.ui import numbers
from samvern.ui.exports import Export, ExportColumn, Exports
from samvern.ui.parts import Link
from samvern.ui.tables import Column, TableChoices

ROWS_SHOWN = 25
#: Of more findings than these the first page is read from the most serious down.
MANY = 1_000
#: Actions that are named in a row; the finding's page has the rest.
ACTIONS_SHOWN = 3

COLUMNS = tuple(
    Column(key, label, is_sortable=False, is_optional=key in {"actor"})
    for key, label in (
        ("title", gettext_lazy("What must be better")),
        ("severity", gettext_lazy("How serious")),
        ("state", gettext_lazy("Where it stands")),
        ("actions", gettext_lazy("What is done, by whom and when")),
        ("actor", gettext_lazy("Organisation")),
    )
)


@dataclass(frozen=True)
class ShownAction:
    """An action in a cell: what, who, by when, and a word that stands out."""

    id: int
    what: str
    owner: str
    due_on: date
    word: str
    colour: str


@dataclass(frozen=True)
class ShownFinding:
    """A finding in a table."""

    id: int
    title: str
    severity: str
    severity_colour: str
    state: str
    actor: str
    actions: tuple[ShownAction, ...]
    more: int
    is_reported: bool


def follow_up_page(
    viewer: Viewer,
    found: FindingQuerySet,
    filters: Filters,
    query: QueryDict,
    *,
    on: date,
    known: int | None = None,
) -> dict[str, Any]:
    """What remains, as its page shows it; ``known`` is how much it is, where that was counted."""
    paginator = Paginator(found, ROWS_SHOWN)
    if known is not None:
        paginator.count = known
    page = paginator.get_page(query.get("page"))
    count = paginator.count
    if page.number == 1 and count > MANY:
        keys = queries.first_keys(found, filters, limit=ROWS_SHOWN)
    else:
        before = (page.number - 1) * ROWS_SHOWN
        keys = list(found.values_list("pk", flat=True)[before : before + ROWS_SHOWN])
    rows = [_shown(row) for row in queries.finding_rows(keys, on=on)]
    return {
        "page": page,
        "rows": rows,
        "shown": ngettext("%(count)s finding", "%(count)s findings", count)
        % {"count": numbers.number(count, 0, words.spoken())},
        "exports": _exports(found, filters, on),
        "clear_url": reverse("actions:follow-up"),
        "choices": TableChoices.read(query, COLUMNS, default_sort="title"),
        "is_filtered": filters != Filters(),
        "tabs": tabs(viewer, "follow-up"),
    }


def answer(counts: Counts) -> str:
    """How much remains, and what of it presses, in one or two sentences."""
    if not counts.remaining:
        return _("Nothing remains to be done.")
    said = ngettext("%(count)s finding remains.", "%(count)s findings remain.", counts.remaining)
    parts = [
        (
            counts.undecided,
            ngettext(
                "%(count)s waits for a decision", "%(count)s wait for a decision", counts.undecided
            ),
        ),
        (counts.overdue, ngettext("%(count)s is overdue", "%(count)s are overdue", counts.overdue)),
        (
            counts.to_verify,
            ngettext(
                "%(count)s waits to be confirmed",
                "%(count)s wait to be confirmed",
                counts.to_verify,
            ),
        ),
        (
            counts.running_out,
            ngettext(
                "%(count)s accepted risk runs out within two months",
                "%(count)s accepted risks run out within two months",
                counts.running_out,
            ),
        ),
    ]
    pressing = ", ".join(text % {"count": count} for count, text in parts if count)
    remain = said % {"count": counts.remaining}
    return f"{remain} {pressing[:1].upper()}{pressing[1:]}." if pressing else remain


def quick_links(counts: Counts) -> list[Link]:
    """Ways to what presses, with how much it is."""
    base = reverse("actions:follow-up")
    told = (
        (Show.OVERDUE, counts.overdue),
        (Show.UNDECIDED, counts.undecided),
        (Show.TO_VERIFY, counts.to_verify),
    )
    return [
        Link(f"{words.SHOW_NAMES[show]} ({count})", f"{base}?show={show}")
        for show, count in told
        if count
    ]


def tabs(viewer: Viewer, current: str) -> list[Link]:
    """The two lists; one's own alone for those who read no findings."""
    if not queries.may_see_findings(viewer):
        return []
    return [
        Link(_("The organisation"), reverse("actions:follow-up"), current == "follow-up"),
        Link(_("My actions"), reverse("actions:mine"), current == "mine"),
    ]


def mine_page(viewer: Viewer, query: QueryDict, *, on: date) -> dict[str, Any]:
    """One's own actions, as their page shows them."""
    found = queries.own_actions(viewer)
    page = Paginator(found, ROWS_SHOWN).get_page(query.get("page"))
    mine = [(queries.action_line(each, on=on), each) for each in page.object_list]
    count = page.paginator.count
    waiting = ngettext("%(count)s action is yours.", "%(count)s actions are yours.", count)
    return {
        "page": page,
        "rows": [
            (shown_action(line), each.finding.title, each.finding.actor.name, _asked(viewer, each))
            for line, each in mine
        ],
        "answer": waiting % {"count": count} if count else _("Nothing waits for you."),
        "today": on,
        "tabs": tabs(viewer, "mine"),
        "exports": Exports(
            "actions",
            [
                Export(
                    "mine",
                    _("My actions"),
                    [
                        ExportColumn(_("Number"), str, 10),
                        ExportColumn(_("What is to be done"), lambda each: each.what, 60),
                        ExportColumn(_("Finding"), lambda each: each.finding.title, 60),
                        ExportColumn(_("Organisation"), lambda each: each.finding.actor.name, 40),
                        ExportColumn(
                            _("State"),
                            lambda each: str(ACTION_STATE_NAMES[ActionState(each.state)]),
                        ),
                        ExportColumn(_("Due"), lambda each: each.due_on),
                    ],
                    found,
                )
            ],
        ),
    }


def shown_action(line: ActionLine) -> ShownAction:
    """An action in a cell."""
    if line.is_overdue:
        word, colour = _("Overdue"), "danger"
    else:
        word = str(ACTION_STATE_NAMES[line.state])
        colour = words.ACTION_COLOURS.get(line.state, "neutral")
    return ShownAction(line.id, line.what, line.owner, line.due_on, word, colour)


def _asked(viewer: Viewer, action: Any) -> str:
    """What the viewer is asked to do about an action."""
    if action.owner_id != viewer.user_id:
        return _("See whether it works")
    if action.state == ActionState.DONE.value:
        return _("Nothing now: it waits for somebody else to confirm it")
    return _("Do it")


def _shown(row: FindingRow) -> ShownFinding:
    live = [each for each in row.actions if each.state is not ActionState.CANCELLED]
    return ShownFinding(
        id=row.id,
        title=row.title,
        severity=str(SEVERITY_NAMES[row.severity]),
        severity_colour=words.SEVERITY_COLOURS.get(row.severity, "neutral"),
        state=words.state_words(row.state, row.decision, row.accepted_until),
        actor=row.actor,
        actions=tuple(shown_action(each) for each in live[:ACTIONS_SHOWN]),
        more=max(0, len(live) - ACTIONS_SHOWN),
        is_reported=row.is_reported,
    )


@dataclass(frozen=True)
class FileRow:
    """A row of a file: a finding with one of its actions; one without any has a row of its own."""

    finding: FindingRow
    action: ActionLine | None


def _file_rows(found: FindingQuerySet, on: date) -> Iterator[FileRow]:
    for row in queries.every_row(found, on=on):
        for action in row.actions or (None,):
            yield FileRow(row, action)


def _state_of_action(row: FileRow) -> str:
    return str(ACTION_STATE_NAMES[row.action.state]) if row.action else ""


def _exports(found: FindingQuerySet, filters: Filters, on: date) -> Exports:
    columns: list[ExportColumn[FileRow]] = [
        ExportColumn(_("Number"), lambda row: f"F{row.finding.id}", 10),
        ExportColumn(_("What must be better"), lambda row: row.finding.title, 60),
        ExportColumn(_("How serious"), lambda row: str(SEVERITY_NAMES[row.finding.severity])),
        ExportColumn(_("Organisation"), lambda row: row.finding.actor, 40),
        ExportColumn(_("Raised"), lambda row: row.finding.raised_on),
        ExportColumn(
            _("Where it stands"),
            lambda row: words.state_words(
                row.finding.state, row.finding.decision, row.finding.accepted_until
            ),
            30,
        ),
        ExportColumn(
            _("What is to be done"), lambda row: row.action.what if row.action else "", 60
        ),
        ExportColumn(_("Who does it"), lambda row: row.action.owner if row.action else "", 30),
        ExportColumn(_("Due"), lambda row: row.action.due_on if row.action else None),
        ExportColumn(_("State of the action"), _state_of_action, 30),
        ExportColumn(
            _("Seen by the authority"), lambda row: _("Yes") if row.finding.is_reported else _("No")
        ),
    ]
    facts = [(_("Shown"), str(words.SHOW_NAMES[filters.show])), (_("As of"), words.day(on))]
    return Exports(
        "follow-up",
        [Export("findings", _("What remains to be done"), columns, _file_rows(found, on))],
        facts=facts,
    )
