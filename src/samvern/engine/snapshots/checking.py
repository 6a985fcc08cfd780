"""What must be solved or explained before a paper is approved.

The consistency check of the programme, as it was when the snapshot was taken, and what the parts of
the snapshot say against each other. A paper is held only to what it prints, for those who read it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from samvern.engine.canonical import canonical_json, sha256_of
from samvern.engine.papers.paper import PaperKind
from samvern.engine.programme.consistency import Finding, Severity
from samvern.engine.programme.document import MeasureStatus
from samvern.engine.snapshots.findings import finding_from_json, finding_to_json

#: So much of a digest tells findings apart.
_KEY: Final = 16
#: What a sheet of one measure is about.
_MEASURE, _FOCUS_AREA, _PROGRAMME = "measure", "focus_area", "programme"


@dataclass(frozen=True)
class CheckedFinding:
    """A finding that a paper must answer, by a key that stays while the finding does."""

    key: str
    finding: Finding

    @property
    def must_be_explained(self) -> bool:
        """Whether two figures disagree: then it is solved or explained, and not merely accepted."""
        return self.finding.severity is Severity.DISAGREEMENT


def check_snapshot(
    content: Mapping[str, Any], opened: Mapping[str, Any], kind: PaperKind, about: str = ""
) -> tuple[CheckedFinding, ...]:
    """Find what a paper must answer for before it is approved.

    Parameters
    ----------
    content
        The snapshot, for the findings of its programme.
    opened
        What the audience of the paper may read of it (:func:`open_for`).
    about
        The code of the measure or focus area, for a paper about one.

    Returns
    -------
    tuple of CheckedFinding
        Disagreements first, then gaps, then remarks.

    Examples
    --------
    >>> part = {"id": "P", "measures": [{"id": "1.1", "focus_area": "1", "status": "ongoing"}]}
    >>> opened = {"programme": part, "reports": {"1.1": {"done_percent": 100}}}
    >>> found = check_snapshot({"findings": []}, opened, PaperKind.MEASURE_SHEET, "1.1")
    >>> [(each.finding.code, each.must_be_explained) for each in found]
    [('paper.done_but_not_completed', True), ('paper.roadmap_none', False)]
    """
    printed = printed_measures(opened, kind, about)
    of_programme = [finding_from_json(each) for each in content["findings"]]
    found = [each for each in of_programme if concerns(each, kind, printed, about)]
    found += _between(content, opened, kind, printed)
    order = list(Severity)
    found.sort(key=lambda each: order.index(each.severity))
    return tuple(CheckedFinding(_key(each), each) for each in found)


def printed_measures(
    opened: Mapping[str, Any], kind: PaperKind, about: str
) -> Sequence[Mapping[str, Any]]:
    """The measures that a paper prints, in the order of the programme."""
    measures: Sequence[Mapping[str, Any]] = opened.get("programme", {}).get("measures", ())
    if kind is PaperKind.MEASURE_SHEET:
        return [each for each in measures if each["id"] == about]
    if kind is PaperKind.FOCUS_AREA:
        return [each for each in measures if each["focus_area"] == about]
    return measures


def concerns(
    finding: Finding, kind: PaperKind, printed: Sequence[Mapping[str, Any]], about: str
) -> bool:
    """Whether a finding on a programme is about something that a paper prints."""
    subject, identifier = finding.subject
    codes = {each["id"] for each in printed}
    match kind:
        case PaperKind.YEARLY_REPORT:
            return True
        case PaperKind.BOARD_STATUS:
            # It prints the counts of the programme, and which parts come first.
            return subject == _PROGRAMME and finding.severity is Severity.DISAGREEMENT
        case PaperKind.MEASURE_SHEET:
            return subject == _MEASURE and identifier == about
        case PaperKind.FOCUS_AREA:
            return (subject == _FOCUS_AREA and identifier == about) or (
                subject == _MEASURE and identifier in codes
            )


def _between(
    content: Mapping[str, Any],
    opened: Mapping[str, Any],
    kind: PaperKind,
    printed: Sequence[Mapping[str, Any]],
) -> Iterator[Finding]:
    """What parts of a snapshot say against each other, and what is not there."""
    codes = {each["id"] for each in printed}
    yield from _of_reports(opened, printed)
    yield from _of_roadmap(content, opened, codes, is_whole=len(printed) == _total(opened))
    yield from _of_round(opened, kind, codes)
    is_of_all = kind in (PaperKind.YEARLY_REPORT, PaperKind.BOARD_STATUS)
    if is_of_all and not _is_there(content, opened, "decisions"):
        yield _about_programme(opened, "paper.decision_none", Severity.GAP)


def _of_reports(
    opened: Mapping[str, Any], printed: Sequence[Mapping[str, Any]]
) -> Iterator[Finding]:
    reports: Mapping[str, Mapping[str, Any]] = opened.get("reports", {})
    for measure in printed:
        said = reports.get(measure["id"])
        if said is None:
            continue
        subject = (_MEASURE, measure["id"])
        is_over = measure.get("status") == MeasureStatus.COMPLETED
        if said.get("done_percent") == 100 and not is_over:
            yield Finding.of("paper.done_but_not_completed", Severity.DISAGREEMENT, subject)
        spent, forecast = said.get("spent_nok_ore"), said.get("forecast_nok_ore")
        if spent is not None and forecast is not None and spent > forecast:
            yield Finding.of(
                "paper.spent_over_forecast",
                Severity.DISAGREEMENT,
                subject,
                spent=spent // 100,
                forecast=forecast // 100,
            )


def _of_roadmap(
    content: Mapping[str, Any], opened: Mapping[str, Any], codes: Collection[str], *, is_whole: bool
) -> Iterator[Finding]:
    roadmap = opened.get("roadmap")
    if roadmap is None:
        if not _is_there(content, opened, "roadmap"):
            yield _about_programme(opened, "paper.roadmap_none", Severity.GAP)
        return
    if is_whole:
        strange = [each["id"] for each in roadmap["measures"] if each["id"] not in codes]
        if strange:
            yield _about_programme(
                opened, "paper.roadmap_strange", Severity.DISAGREEMENT, codes=", ".join(strange)
            )
    if roadmap["programme_version"] != opened["programme"]["version"]:
        yield _about_programme(
            opened,
            "paper.roadmap_older",
            Severity.REMARK,
            then=str(roadmap["programme_version"]),
            now=str(opened["programme"]["version"]),
        )


def _of_round(
    opened: Mapping[str, Any], kind: PaperKind, codes: Collection[str]
) -> Iterator[Finding]:
    found = opened.get("round")
    if kind is PaperKind.MEASURE_SHEET:
        for code in codes:
            if code not in opened.get("reports", (code,)):
                yield Finding.of("paper.unreported", Severity.GAP, (_MEASURE, code))
        return
    if found is None:
        if "reports" in opened:
            yield _about_programme(opened, "paper.round_none", Severity.GAP)
        return
    missing = [each["measure"] for each in found["missing"] if each["measure"] in codes]
    if missing:
        yield _about_programme(
            opened,
            "paper.unanswered",
            Severity.GAP,
            count=len(missing),
            codes=", ".join(missing),
        )
    reports: Mapping[str, Mapping[str, Any]] = opened.get("reports", {})
    waiting = [code for code in reports if code in codes and not reports[code]["is_accepted"]]
    if waiting:
        yield _about_programme(
            opened,
            "paper.not_accepted",
            Severity.REMARK,
            count=len(waiting),
            codes=", ".join(waiting),
        )


def _about_programme(
    opened: Mapping[str, Any], code: str, severity: Severity, **params: str | int
) -> Finding:
    subject = (_PROGRAMME, opened["programme"]["id"])
    return Finding(code, severity, subject, tuple(params.items()))


def _is_there(content: Mapping[str, Any], opened: Mapping[str, Any], section: str) -> bool:
    """Whether there is such a section at all: what these readers may not see is not missing."""
    every: Mapping[str, Mapping[str, Any]] = content.get("layers", {})
    return bool(opened.get(section)) or any(layer.get(section) for layer in every.values())


def _total(opened: Mapping[str, Any]) -> int:
    return len(opened.get("programme", {}).get("measures", ()))


def _key(finding: Finding) -> str:
    """The same finding has the same key, also in a later snapshot."""
    plain = finding_to_json(finding)
    told = {name: plain[name] for name in ("code", "subject", "params")}
    return sha256_of(canonical_json(told))[:_KEY]
