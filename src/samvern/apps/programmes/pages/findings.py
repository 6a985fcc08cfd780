"""What in a programme does not agree, in words, each with the way to its place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext as _

from samvern.apps.programmes.queries import FindingsPage
from samvern.engine.programme.consistency import Finding, Severity
from samvern.engine.programme.document import LANGUAGES
from samvern.ui.parts import Link
from samvern.ui.wording import findings as wording
from samvern.ui.wording.findings import FindingWords

_COLOURS = {Severity.DISAGREEMENT: "warning", Severity.GAP: "attention", Severity.REMARK: "neutral"}


@dataclass(frozen=True)
class FindingRow:
    """A finding in words; ``url`` leads to what it is about."""

    severity: str
    severity_name: str
    colour: str
    words: FindingWords
    subject: str
    url: str


@dataclass(frozen=True)
class FindingGroup:
    """Findings of one sort; plain ones need no more than their sentence each."""

    title: str
    rows: tuple[FindingRow, ...]

    @property
    def is_plain(self) -> bool:
        """Whether none of them shows arithmetic or causes."""
        return not any(row.words.arithmetic or row.words.causes for row in self.rows)


@dataclass(frozen=True)
class FindingSection:
    """The findings of one severity, those of one sort together."""

    key: str
    heading: str
    groups: tuple[FindingGroup, ...]


def findings_page(found: FindingsPage, severity: str) -> dict[str, Any]:
    """What the page of findings shows beside its frame; an unknown severity is all of them."""
    chosen = [level for level in Severity if level == severity] or list(Severity)
    return {
        "sections": [_section(found, level) for level in chosen if found.counts[level]],
        "answer": _answer(found),
        "severities": _severity_links(found, severity),
        "total": len(found.findings),
    }


def _section(found: FindingsPage, level: Severity) -> FindingSection:
    language = get_language() or LANGUAGES[0]
    mine = (finding for finding in found.findings if finding.severity is level)
    rows = finding_rows(mine, found.programme.code, language)
    titles = dict.fromkeys(row.words.title for row in rows)
    return FindingSection(
        level.value,
        wording.severity_heading(level, found.counts[level], gettext),
        tuple(
            FindingGroup(title, tuple(row for row in rows if row.words.title == title))
            for title in titles
        ),
    )


def finding_rows(findings: Iterable[Finding], code: str, language: str) -> list[FindingRow]:
    """Findings in words, in the order given; ``code`` is that of the programme."""
    return [
        FindingRow(
            severity=finding.severity.value,
            severity_name=wording.severity_name(finding.severity, gettext),
            colour=_COLOURS[finding.severity],
            words=wording.words(finding, language, gettext),
            subject=wording.subject_name(finding.subject, gettext),
            url=_url(code, finding.subject),
        )
        for finding in findings
    ]


def _answer(found: FindingsPage) -> str:
    wrong = found.counts[Severity.DISAGREEMENT]
    if not found.findings:
        return _("Everything that the programme says of itself was recomputed, and it agrees.")
    if not wrong:
        return _("What the programme says of itself agrees, but some of it is missing.")
    return ngettext(
        "%(count)d thing that the programme says of itself does not agree with the rest.",
        "%(count)d things that the programme says of itself do not agree with the rest.",
        wrong,
    ) % {"count": wrong}


def _severity_links(found: FindingsPage, chosen: str) -> list[Link]:
    address = reverse("programmes:findings", args=[found.programme.code])
    every = _("All (%(count)d)") % {"count": len(found.findings)}
    links = [Link(every, address, current=chosen not in set(Severity))]
    for level in Severity:
        name = f"{wording.severity_name(level, gettext)} ({found.counts[level]})"
        url = f"{address}?{urlencode({'severity': level.value})}"
        links.append(Link(name, url, current=chosen == level))
    return links


def _url(code: str, subject: tuple[str, str]) -> str:
    """The page that shows what a finding is about."""
    kind, identifier = subject
    if kind == "measure":
        return reverse("programmes:measure", args=[code, identifier])
    if kind == "focus_area":
        address = reverse("programmes:register", args=[code])
        return f"{address}?{urlencode({'focus_area': identifier})}"
    if kind in ("goal", "risk_area"):
        return reverse("programmes:coverage", args=[code])
    return reverse("programmes:overview", args=[code])
