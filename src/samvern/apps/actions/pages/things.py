"""One finding and one action, as their pages show them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from samvern.apps.actions.models import (
    ACTION_STATE_NAMES,
    DECISION_NAMES,
    SEVERITY_NAMES,
    VERDICT_NAMES,
    Change,
    Decision,
)
from samvern.apps.actions.pages import words
from samvern.apps.actions.pages.lists import shown_action
from samvern.apps.actions.queries import ActionPage, FindingPage
from samvern.base import registry
from samvern.base.registry import action_names
from samvern.base.viewer import Viewer
from samvern.engine.follow_up import (
    REMAINING,
    ActionState,
    DecisionKind,
    FindingState,
    Severity,
    Verdict,
)
from samvern.ui.exports import Export, ExportColumn, Exports
from samvern.ui.parts import Definition, Event

#: Where modules above put what they have to say.
FINDING, ACTION = "actions:finding", "actions:action"


def finding_context(viewer: Viewer, page: FindingPage, *, on: date) -> dict[str, Any]:
    """A finding: where it stands, what was decided, what is done, and what has happened."""
    finding = page.finding
    sections = registry.sections_at(FINDING, viewer, finding)
    in_force = page.decision if page.state is not FindingState.OPEN else None
    kind = DecisionKind(page.decision.kind) if page.decision else None
    columns: list[ExportColumn[Any]] = [
        ExportColumn(_("What is to be done"), lambda line: line.what, 60),
        ExportColumn(_("Who does it"), lambda line: line.owner, 30),
        ExportColumn(_("Due"), lambda line: line.due_on),
        ExportColumn(_("State"), lambda line: str(ACTION_STATE_NAMES[line.state]), 30),
        ExportColumn(_("Who sees whether it works"), lambda line: line.verifier, 30),
    ]
    actions = Export("actions", _("What is done about it"), columns, page.actions)
    return {
        "found": page,
        "finding": finding,
        "state": words.state_words(
            page.state, kind, page.decision.accepted_until if page.decision else None
        ),
        "is_closed": page.state is FindingState.CLOSED,
        "answer": _finding_answer(page, kind),
        "eyebrow": f"{finding} · {finding.actor.name}",
        "severity": SEVERITY_NAMES[page.severity],
        "severity_colour": words.SEVERITY_COLOURS.get(page.severity, "neutral"),
        "facts": list(_facts(page)),
        "decision": _decision(in_force) if in_force else None,
        "earlier": [_decision(each) for each in page.decisions if each != in_force],
        "actions": [(shown_action(line), line) for line in page.actions],
        "today": on,
        "next": _next(page),
        "sections": sections,
        "events": list(_events(page.changes, with_actions=True)),
        "exports": Exports(
            str(finding),
            [actions, *(export for each in sections for export in each.exports)],
        ),
    }


def _next(page: FindingPage) -> str:
    """Which of the steps that are possible is the next one."""
    if not page.may_decide or page.state is FindingState.CLOSED:
        return ""
    if page.state is FindingState.OPEN:
        return "decide"
    return "plan" if page.is_to_treat and not page.actions else ""


def _finding_answer(page: FindingPage, kind: DecisionKind | None) -> str:
    if page.state is FindingState.OPEN:
        if kind is DecisionKind.ACCEPT and page.decision and page.decision.accepted_until:
            said = _("The risk was accepted until %(day)s. It waits for a decision anew.")
            return said % {"day": words.day(page.decision.accepted_until)}
        return _("It waits for a decision.")
    if page.state is FindingState.CLOSED:
        return _("It is closed: somebody else has seen that what was done works.")
    if kind is DecisionKind.TREAT:
        return words.actions_words(page.actions)
    return (
        words.state_words(page.state, kind, page.decision.accepted_until if page.decision else None)
        + "."
    )


def _facts(page: FindingPage) -> Iterator[Definition]:
    finding, source = page.finding, page.source
    yield Definition(_("Organisation"), finding.actor.name)
    raised = f"{words.moment(finding.raised_at)}, {finding.raised_by_name}"
    yield Definition(_("Raised"), raised)
    if not (source.type == "actors.actor" and source.id == str(finding.actor_id)):
        said = source.label or source.type
        url = page.source_url
        shown = format_html('<a href="{}">{}</a>', url, said) if url else said
        yield Definition(_("What showed it"), shown)
    yield Definition(
        _("Who sees it"),
        str(words.CONFIDENTIALITY_LINES[page.confidentiality]),
        _("What showed it was taken back. Handed in again, it is reported if it still stands.")
        if finding.is_taken_back
        else "",
    )


def _decision(decision: Decision) -> dict[str, Any]:
    kind = DecisionKind(decision.kind)
    until = decision.accepted_until
    return {
        "what": _("The risk is accepted until %(day)s") % {"day": words.day(until)}
        if until
        else str(DECISION_NAMES[kind]),
        "reason": decision.reason,
        "by": decision.decided_by_name,
        "at": decision.decided_at,
    }


def action_context(
    viewer: Viewer, page: ActionPage, forms: Mapping[str, Any], *, on: date
) -> dict[str, Any]:
    """An action: where it stands, what the viewer can do now, and what has happened."""
    action, line = page.action, page.line
    sections = registry.sections_at(ACTION, viewer, action)
    return {
        "found": page,
        "action": action,
        "finding": action.finding,
        "shown": shown_action(line),
        "eyebrow": f"{action} · {action.finding.actor.name}",
        "is_open": line.state in REMAINING and line.state is not ActionState.DONE,
        "is_done": line.state is ActionState.DONE,
        "cancels": bool(forms.get("cancel") and forms["cancel"].is_bound),
        "facts": list(_action_facts(page)),
        "verifications": [
            (str(VERDICT_NAMES[Verdict(each.verdict)]), each) for each in page.verifications
        ],
        "forms": forms,
        "today": on,
        "sections": sections,
        "events": list(_events(page.changes)),
        "exports": Exports(str(action), [export for each in sections for export in each.exports]),
    }


def _action_facts(page: ActionPage) -> Iterator[Definition]:
    action, line = page.action, page.line
    yield Definition(_("Who does it"), line.owner)
    yield Definition(_("Due"), words.day(line.due_on))
    yield Definition(
        _("Who sees whether it works"),
        line.verifier or _("Anybody else who answers for security here"),
    )
    yield Definition(_("Organisation"), action.finding.actor.name)
    if action.done_at:
        done = f"{words.moment(action.done_at)}, {action.done_by_name}"
        yield Definition(_("Said to be done"), done)
    if action.verified_at:
        seen = f"{words.moment(action.verified_at)}, {action.verified_by_name}"
        yield Definition(_("Confirmed"), seen)


def _events(changes: Iterable[Change], *, with_actions: bool = False) -> Iterator[Event]:
    """What happened, newest first; ``with_actions`` names the action that it happened to."""
    names = action_names()
    for change in changes:
        said, url = str(names.get(change.what, change.what)), ""
        if with_actions and change.action:
            said = f"{said}: {change.action.what}"
            url = reverse("actions:action", args=[change.action_id])
        is_told = with_actions and change.what == "action.planned"
        fields = {
            key: value for key, value in change.changes.items() if not is_told or key != "what"
        }
        why = "; ".join((*_changed(fields), *filter(None, [change.note])))
        yield Event(at=change.at, text=said, by=change.by_name, why=why, url=url)


def _changed(changes: Mapping[str, Any]) -> Iterator[str]:
    """What changed from what to what, field by field, in words."""
    labels = {
        "title": _("Title"),
        "description": _("Description"),
        "severity": _("How serious"),
        "what": _("What is to be done"),
        "owner": _("Who does it"),
        "verifier": _("Who sees whether it works"),
        "due_on": _("Due"),
        "actor": _("Organisation"),
    }
    for field, (before, now) in changes.items():
        old, new = _said(field, before), _said(field, now)
        told = _("%(label)s: %(now)s, before %(before)s") if old else _("%(label)s: %(now)s")
        yield told % {"label": labels.get(field, field), "before": old, "now": new or "–"}


def _said(field: str, value: str) -> str:
    if field == "severity" and value:
        return str(SEVERITY_NAMES[Severity(value)])
    if field == "due_on" and value:
        return words.day(date.fromisoformat(value))
    return value
