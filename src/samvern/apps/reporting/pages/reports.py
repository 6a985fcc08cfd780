"""A report as its writers see it: the form with the period before beside it, a conflict, its history."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.forms import BaseForm, BoundField
from django.utils.timezone import localtime
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext as _

from samvern.apps.evidence.models import Evidence
from samvern.apps.reporting.models import (
    Report,
    ReportRemark,
    ReportStage,
    ReportState,
    ReportSubmission,
    ReportVerdict,
)
from samvern.apps.reporting.pages.frame import (
    Lamp,
    in_kroner,
    lamp,
    light_lines,
    period,
    report_frame,
    spoken,
)
from samvern.apps.reporting.queries import Differing, Working
from samvern.engine.merging import changed_names
from samvern.engine.reporting import (
    ANSWER,
    FIGURES_OF,
    Dimension,
    Light,
    ReportValues,
    Tolerances,
    compare_reports,
)
from samvern.ui.clashes import Choice, Clash, both
from samvern.ui.exports import Export, ExportColumn, Exports
from samvern.ui.numbers import day, moment, number
from samvern.ui.parts import Definition, Link
from samvern.ui.wording import errors
from samvern.ui.wording import reporting as wording
from samvern.ui.wording.days import left_words


@dataclass(frozen=True)
class SaidPart:
    """What a report says of one dimension, and how that moved since the period before."""

    dimension: Dimension
    name: str
    lamp: Lamp
    reason: str
    figures: tuple[Definition, ...]
    trend: str


@dataclass(frozen=True)
class FormPart:
    """The fields of one dimension, with what the figures give and what was said last period."""

    dimension: Dimension
    figures: tuple[BoundField, ...]
    light: BoundField
    reason: BoundField
    name: str
    help: str
    tolerance: str
    suggestion: str
    before: SaidPart | None
    remark: ReportRemark | None


@dataclass(frozen=True)
class StateLine:
    """One save in the history of a draft."""

    number: int
    when: str
    by: str
    changed: tuple[str, ...]


def report_page(found: Working, form: BaseForm | None, *, on: date) -> dict[str, Any]:
    """The page of a report that the viewer writes."""
    report = found.report
    before = found.before.said if found.before else None
    return {
        **report_frame(report),
        "working": found,
        "form": form,
        "answer": _answer(found, on),
        "owners": report.owner_names,
        "responsible": report.responsible.name if report.responsible else "",
        "parts": list(form_parts(found, form)) if form else [],
        "said": said_parts(found.values, before),
        "answers": answer_lines(found.values, found.questions),
        "before_period": period(found.before.report.reporting_round) if found.before else "",
        "before_answers": before.answers if before else {},
        "moved": moved(before, found.values),
        "meanings": light_lines(),
        "gaps": gap_lines(found),
        "evidence": evidence_lines(found.evidence, on=on),
        "locked": _locked(report),
        "verdict": verdict_of(found.latest),
        "remarks": remark_lines(found.remarks, found.questions),
        "saved": _("All is saved.") if report.version else "",
    }


def form_parts(found: Working, form: BaseForm) -> Iterator[FormPart]:
    """The form by what its fields are about."""
    before = found.before.said if found.before else None
    last = {each.dimension: each for each in said_parts(before, None)} if before else {}
    for each in Dimension:
        yield FormPart(
            dimension=each,
            figures=tuple(form[name] for name in FIGURES_OF.get(each, ())),
            light=form[f"{each}_light"],
            reason=form[f"{each}_reason"],
            name=wording.dimension_name(each, gettext),
            help=wording.dimension_help(each, gettext),
            tolerance=wording.tolerance_sentence(each, found.tolerances, gettext),
            suggestion=suggestion(each, found.values, found.tolerances),
            before=last.get(each),
            remark=found.remarks.get(each.value),
        )


def suggestion(dimension: Dimension, values: ReportValues, tolerances: Tolerances) -> str:
    """What the figures give."""
    return wording.suggestion_sentence(
        dimension, values.figures, tolerances, spoken(), gettext, ngettext
    )


def suggestions(found: Working) -> list[tuple[str, str]]:
    """The same of every dimension, for a page that stays after a save."""
    return [(each.value, suggestion(each, found.values, found.tolerances)) for each in Dimension]


def said_parts(values: ReportValues, before: ReportValues | None) -> list[SaidPart]:
    """Everything that a report says of the dimensions."""
    trends = {}
    if before is not None:
        change = compare_reports(before, values)
        trends = {each.dimension: each.trend for each in change.dimensions}
    found = []
    for dimension in Dimension:
        said = values.of(dimension)
        trend = wording.trend_name(trends[dimension], gettext) if trends else ""
        found.append(
            SaidPart(
                dimension=dimension,
                name=wording.dimension_name(dimension, gettext),
                lamp=lamp(dimension, said.light),
                reason=said.reason,
                figures=tuple(_figures(dimension, values)),
                trend=trend,
            )
        )
    return found


def moved(before: ReportValues | None, now: ReportValues) -> list[str]:
    """What moved since the period before."""
    if before is None:
        return []
    return wording.change_sentences(compare_reports(before, now), spoken(), gettext, ngettext)


def answer_lines(values: ReportValues, questions: Sequence[Any]) -> list[Definition]:
    """What is answered to the questions of the round."""
    return [Definition(each.text, values.answers.get(each.code, "–")) for each in questions]


def gap_lines(found: Working) -> list[tuple[str, str, str]]:
    """What is missing before it can be handed in: where, what, and the field it leads to."""
    return [
        (
            part_name(each.where, found.questions),
            errors.problem(each, gettext),
            f"id_{each.where}",
        )
        for each in found.gaps
    ]


def part_name(where: str, questions: Sequence[Any]) -> str:
    """A part of a report by its flat name, or by the part that a remark is about."""
    for each in questions:
        if where == f"{ANSWER}{each.code}":
            return str(each.text)
    if where in set(Dimension):
        return wording.dimension_name(Dimension(where), gettext)
    return wording.field_name(where, gettext)


def remark_lines(remarks: Mapping[str, ReportRemark], questions: Sequence[Any]) -> list[Definition]:
    """What the reviewer said, part by part."""
    return [Definition(part_name(part, questions), each.text) for part, each in remarks.items()]


def verdict_of(latest: ReportSubmission | None) -> dict[str, Any] | None:
    """What became of what was handed in last; None while it waits, or before anything was."""
    if latest is None or latest.verdict in (ReportVerdict.WAITING, ReportVerdict.RECALLED):
        return None
    is_returned = latest.verdict == ReportVerdict.RETURNED
    decided = localtime(latest.decided_at) if latest.decided_at else None
    return {
        "kind": "warning" if is_returned else "success",
        "heading": _("Sent back: something is to be looked at again")
        if is_returned
        else _("Accepted"),
        "by": latest.decided_by_name,
        "when": moment(decided, spoken()) if decided else "",
        "message": latest.message,
    }


def evidence_lines(found: Sequence[Evidence], *, on: date) -> list[tuple[Evidence, str]]:
    """What a report rests on, each with how it stands."""
    return [(each, str(each.standing(on).label)) for each in found]


# --- two at one report ---------------------------------------------------------------------------


def conflict_page(found: Differing, questions: Sequence[Any]) -> dict[str, Any]:
    """What both made of the report; one's own stands chosen, and nothing typed is lost."""
    theirs = found.by_name or _("Somebody else")
    return {
        "their_name": theirs,
        "clashes": [_clash(found, name, theirs, questions) for name in found.found.clashes],
        "settled": [
            (name, form_text(name, value))
            for name, value in found.found.values.items()
            if name not in found.found.clashes
        ],
        "version": found.version,
    }


def form_text(name: str, value: Any) -> str:
    """A flat value as the form sends it."""
    if name.endswith("_nok_ore"):
        return in_kroner(value)
    return "" if value is None else str(value)


def value_words(name: str, value: Any) -> str:
    """A flat value in words; a dash for nothing."""
    if value is None or value == "":
        return "–"
    if name.endswith("_light"):
        return wording.light_name(Light(value), gettext)
    if name.endswith("_nok_ore"):
        return _amount(value)
    if name.endswith("_on"):
        return day(date.fromisoformat(value), spoken())
    return str(value)


def _amount(nok_ore: int) -> str:
    return number(nok_ore / 100, 2 if nok_ore % 100 else 0, spoken())


def _clash(found: Differing, name: str, theirs: str, questions: Sequence[Any]) -> Clash:
    is_text = name.endswith("_reason") or name.startswith(ANSWER)
    sides = ((_("You"), found.mine[name], True), (theirs, found.theirs[name], False))
    return Clash(
        name=name,
        label=part_name(name, questions),
        before=value_words(name, found.base[name]),
        choices=tuple(
            Choice(whose, value_words(name, value), form_text(name, value), is_chosen)
            for whose, value, is_chosen in sides
        ),
        text=both(found.mine[name], found.theirs[name]) if is_text else "",
        is_text=is_text,
    )


# --- history -------------------------------------------------------------------------------------


def history_page(
    report: Report, states: Sequence[ReportState], submissions: Sequence[ReportSubmission]
) -> dict[str, Any]:
    """Every save of a draft, and everything that was handed in."""
    questions = report.reporting_round.asked
    lines = list(_state_lines(states, questions))
    return {
        **report_frame(report, Link(_("History"), "")),
        "lines": lines,
        "submissions": [
            (
                each,
                moment(localtime(each.submitted_at), spoken()),
                str(ReportVerdict(each.verdict).label),
            )
            for each in submissions
        ],
        "exports": Exports(
            f"{report.reporting_round.programme.code}-{report.measure_code}",
            [
                Export(
                    "history",
                    _("History"),
                    [
                        ExportColumn(_("Save"), lambda line: line.number),
                        ExportColumn(_("When"), lambda line: line.when, 24),
                        ExportColumn(_("By whom"), lambda line: line.by, 24),
                        ExportColumn(_("Changed"), lambda line: "; ".join(line.changed), 80),
                    ],
                    lines,
                )
            ],
        ),
    }


def _state_lines(states: Sequence[ReportState], questions: Sequence[Any]) -> Iterator[StateLine]:
    """Newest first, each with what it changed of the one before it."""
    for place, state in enumerate(states):
        now = ReportValues.from_flat(state.values).to_flat(questions)
        older = states[place + 1].values if place + 1 < len(states) else {}
        before = ReportValues.from_flat(older).to_flat(questions)
        changed = tuple(
            f"{_before_value(part_name(name, questions))} {value_words(name, now[name])}"
            for name in changed_names(before, now)
        )
        when = moment(localtime(state.at), spoken())
        yield StateLine(state.number, when, state.by_name, changed)


def _before_value(name: str) -> str:
    """A name before what it is the name of; one that asks has its mark already."""
    return name if name.endswith("?") else f"{name}:"


def _figures(dimension: Dimension, values: ReportValues) -> Iterator[Definition]:
    for name in FIGURES_OF.get(dimension, ()):
        value = getattr(values, name)
        if value is None or value == "":
            continue
        if isinstance(value, date):
            words = day(value, spoken())
        elif name.endswith("_nok_ore"):
            words = _amount(value)  # its name says the unit, and so does that of a share
        else:
            words = str(value)
        yield Definition(wording.field_name(name, gettext), words)


def _answer(found: Working, on: date) -> str:
    report = found.report
    if not report.is_writable:
        return ""
    due = report.asked_by_on
    asked = _("Asked for by %(day)s: %(left)s.") % {
        "day": day(due, spoken()),
        "left": left_words(due, on, gettext, ngettext),
    }
    if not found.gaps:
        done = _("All is said that must be.")
        return f"{done} {asked}"
    missing = ngettext(
        "%(count)d thing is missing before it can be handed in.",
        "%(count)d things are missing before it can be handed in.",
        len(found.gaps),
    )
    return f"{missing % {'count': len(found.gaps)}} {asked}"


def _locked(report: Report) -> str:
    """Why nothing can be changed; empty while it can."""
    if report.is_writable:
        return ""
    return {
        ReportStage.DRAFT: _(
            "The round is not open, and this was not handed in, so it is locked. What you have written "
            "stays yours, and nobody else sees it."
        ),
        ReportStage.SUBMITTED: _("It is handed in and waits for review, so it is locked."),
        ReportStage.ACCEPTED: _("It is accepted, so it is locked for good."),
    }[ReportStage(report.stage)]
