"""What the check of a programme found: a sentence, the arithmetic, and possible causes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from samvern.engine.programme.consistency import OR, Finding, Severity, Statement, Value
from samvern.engine.programme.document import Scale
from samvern.ui.numbers import number
from samvern.ui.wording import of_findings, of_reasons
from samvern.ui.wording.levels import level_names
from samvern.ui.wording.sentences import Gettext, fill, in_english, translated


@dataclass(frozen=True)
class FindingWords:
    """A finding in words; ``causes`` are possible ones, which the page must say."""

    title: str
    sentence: str
    arithmetic: tuple[str, ...]
    causes: tuple[str, ...]


def words(finding: Finding, language: str, _: Gettext) -> FindingWords:
    """Say in words what was found, how, and what may have caused it.

    Examples
    --------
    >>> subject = ("measure", "3.2")
    >>> words(Finding.of("owner.missing", Severity.GAP, subject), "en", str).sentence
    'Measure 3.2 has no owner.'
    """
    title, sentence = (translated(x, _) for x in in_english(of_findings.sentences)[finding.code])
    params = _in_words(finding.params, language, _)
    params["subject"] = subject_name(finding.subject, _)
    return FindingWords(
        title,
        fill(sentence, params),
        tuple(_statement(step, language, _) for step in finding.arithmetic),
        tuple(_statement(cause, language, _) for cause in finding.causes),
    )


def severity_heading(severity: Severity, count: int, _: Gettext) -> str:
    """Heading over the findings of one severity."""
    return {
        Severity.DISAGREEMENT: _("Does not agree (%(count)s)"),
        Severity.GAP: _("Is missing (%(count)s)"),
        Severity.REMARK: _("Worth knowing (%(count)s)"),
    }[severity] % {"count": count}


def severity_name(severity: Severity, _: Gettext) -> str:
    """A severity in a word or two."""
    return {
        Severity.DISAGREEMENT: _("Disagreement"),
        Severity.GAP: _("Gap"),
        Severity.REMARK: _("Remark"),
    }[severity]


def as_json(finding: Finding, language: str, _: Gettext) -> dict[str, object]:
    """A finding as plain values: codes and figures for programs, words for people."""
    said = words(finding, language, _)
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "subject": {"kind": finding.subject[0], "id": finding.subject[1]},
        "params": _plain(finding.params),
        "title": said.title,
        "sentence": said.sentence,
        "arithmetic": [
            {"code": step.code, "params": _plain(step.params), "text": text}
            for step, text in zip(finding.arithmetic, said.arithmetic, strict=True)
        ],
        "possible_causes": [
            {"code": cause.code, "params": _plain(cause.params), "text": text}
            for cause, text in zip(finding.causes, said.causes, strict=True)
        ],
    }


def subject_name(subject: tuple[str, str], _: Gettext) -> str:
    """The part of a programme that a finding is about."""
    kind, identifier = subject
    return {
        "programme": _("Programme %(id)s"),
        "goal": _("Goal %(id)s"),
        "challenge": _("Challenge %(id)s"),
        "risk_trend": _("Risk trend %(id)s"),
        "risk_area": _("Risk area %(id)s"),
        "focus_area": _("Focus area %(id)s"),
        "measure": _("Measure %(id)s"),
    }[kind] % {"id": identifier}


def _plain(params: tuple[tuple[str, Value], ...]) -> dict[str, object]:
    """Parameters for programs, figures as plain numbers."""
    return {key: float(value) if isinstance(value, Decimal) else value for key, value in params}


def _statement(statement: Statement, language: str, _: Gettext) -> str:
    pattern = translated(in_english(of_reasons.sentences)[statement.code], _)
    return fill(pattern, _in_words(statement.params, language, _))


def _in_words(
    params: tuple[tuple[str, Value], ...], language: str, _: Gettext
) -> dict[str, object]:
    """Parameters as a reader of the language writes them."""
    spoken = {
        "goal_set": _goal_sets(_),
        "other_set": _goal_sets(_),
        "rule": _rules(_),
        "other_rule": _rules(_),
        "what": _lists(_),
        "key": _keys(_),
        "level": level_names(Scale.CONTRIBUTION, _),
        "other_level": level_names(Scale.CONTRIBUTION, _),
    }
    said: dict[str, object] = {}
    for key, value in params:
        if isinstance(value, Decimal):
            said[key] = number(float(value), _decimals(value), language)
        elif key in spoken:
            said[key] = OR.join(spoken[key].get(part, part) for part in str(value).split(OR))
        else:
            said[key] = value
    if said.get("needs"):
        needs = {"study": _("a study")}.get(str(said["needs"]), said["needs"])
        said["needed_first"] = " " + _("Needed first: %(needs)s.") % {"needs": needs}
    if "missing" in said:
        names = _levels(_)
        missing = [names.get(key, key) for key in str(said["missing"]).split(", ")]
        said["missing_levels"] = ", ".join(missing)
    return said


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def _goal_sets(_: Gettext) -> Mapping[str, str]:
    return {"goals": _("the goals"), "strategic_goals": _("the strategic goals")}


def _rules(_: Gettext) -> Mapping[str, str]:
    return {
        "half_up": _("rounded"),
        "half_even": _("rounded, halves to even"),
        "truncated": _("truncated"),
        "up": _("rounded up"),
    }


def _levels(_: Gettext) -> Mapping[str, str]:
    return {"cost": _("cost"), "support": _("support"), "risk": _("implementation risk")}


def _lists(_: Gettext) -> Mapping[str, str]:
    return {
        "goals": _("goals"),
        "strategic_goals": _("strategic goals"),
        "challenges": _("challenges"),
        "risk_trends": _("risk trends"),
        "risk_areas": _("risk areas"),
        "focus_areas": _("focus areas"),
        "measures": _("measures"),
        "recommendation": _("recommendations"),
    }


def _keys(_: Gettext) -> Mapping[str, str]:
    return {
        "after": _("must come after"),
        "related": _("related"),
        "overlaps": _("overlaps"),
        "area": _("belongs to"),
        "recommendation": _("recommends"),
        "risk_area_links": _("link to a risk area"),
        "attainment_columns": _("column of the attainment table"),
        "attainment": _("attainment"),
        "contribution": _("contribution"),
    }
