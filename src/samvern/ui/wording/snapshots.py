"""Papers in words: which there are, who reads them, what authors write in them, what the check finds."""

from __future__ import annotations

from dataclasses import dataclass

from samvern.engine.papers import PaperKind
from samvern.engine.programme.consistency import Finding
from samvern.engine.snapshots import Audience
from samvern.ui.wording import findings, of_snapshot_findings
from samvern.ui.wording.findings import FindingWords
from samvern.ui.wording.sentences import Gettext, fill, in_english, translated


@dataclass(frozen=True)
class CheckedWords:
    """Something that a paper must answer for: what it is, and what to do about it."""

    said: FindingWords
    advice: str


def kind_name(kind: PaperKind, _: Gettext) -> str:
    """What a paper is."""
    return {
        PaperKind.YEARLY_REPORT: _("Yearly report"),
        PaperKind.BOARD_STATUS: _("Status for a board, one page"),
        PaperKind.MEASURE_SHEET: _("Sheet on a measure"),
        PaperKind.FOCUS_AREA: _("Chapter on a focus area"),
    }[kind]


def audience_name(audience: Audience, _: Gettext) -> str:
    """Who reads a paper, in a few words."""
    return {
        Audience.AUTHORITY: _("The authority and the supervisor"),
        Audience.OWNERS: _("The authority, the supervisor and the owners of the measure"),
        Audience.SECTOR: _("Everybody with a role in the sector"),
        Audience.PUBLIC: _("Everybody"),
    }[audience]


def audience_help(audience: Audience, _: Gettext) -> str:
    """What a paper for these readers tells."""
    return {
        Audience.AUTHORITY: _("Everything in the snapshot, with what each owner handed in."),
        Audience.OWNERS: _("What the sector may read, and what was handed in of this one measure."),
        Audience.SECTOR: _(
            "The programme, shared decisions and the roadmap; of reports only safe counts."
        ),
        Audience.PUBLIC: _("The programme and the roadmap; of reports only safe counts."),
    }[audience]


def section_name(section: str, _: Gettext) -> str:
    """What an author writes in a section; the code of a focus area stands after a full stop."""
    name, _dot, area = section.partition(".")
    said = {
        "summary": _("In short"),
        "programme": _("On the programme"),
        "priorities": _("On what comes first"),
        "roadmap": _("On the roadmap"),
        "standing": _("On how the measures stand"),
        "results": _("On results and effect"),
        "ahead": _("What comes now"),
        "proposal": _("What the board is asked to decide"),
        "area": _("On focus area %(area)s"),
    }[name]
    return said % {"area": area} if name == "area" else said


def section_help(section: str, _: Gettext) -> str:
    """What belongs in a section, where that is worth saying."""
    return {
        "summary": _("What the reader must know who reads nothing else."),
        "proposal": _("One proposal on each line."),
    }.get(section, "")


def checked_words(finding: Finding, language: str, _: Gettext) -> CheckedWords:
    """A finding that a paper must answer for, in words."""
    if not finding.code.startswith("paper."):
        advice = _("Mend it in the programme and take a new snapshot, or say why it is so.")
        return CheckedWords(findings.words(finding, language, _), advice)
    title, sentence, advice = (
        translated(each, _) for each in in_english(of_snapshot_findings.sentences)[finding.code]
    )
    params = {**dict(finding.params), "subject": findings.subject_name(finding.subject, _)}
    return CheckedWords(FindingWords(title, fill(sentence, params), (), ()), advice)
