"""A paper made for a viewer: from its snapshot and what is written, or from what was approved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from samvern.apps.papers.making import Making, Written, make, section_keys
from samvern.apps.papers.making.written import REQUIRED
from samvern.apps.papers.models import Paper, PaperAnswer, PaperText, Snapshot
from samvern.engine import papers as engine
from samvern.engine.papers import PaperKind
from samvern.engine.snapshots import (
    Audience,
    CheckedFinding,
    NumberInText,
    check_snapshot,
    is_wider,
    known_numbers,
    open_for,
    unknown_numbers,
)

#: How the key of a number in a text begins.
NUMBER = "number"


@dataclass(frozen=True)
class StrangeNumber:
    """A number in a text that is not among the figures, by a key under which it is answered for."""

    key: str
    section: str
    language: str
    found: NumberInText
    around: str


@dataclass(frozen=True)
class Checked:
    """What keeps a paper from being approved, with what was answered to it by key."""

    findings: tuple[CheckedFinding, ...]
    numbers: tuple[StrangeNumber, ...]
    missing_texts: tuple[str, ...]
    reasons: Mapping[str, str]

    @property
    def keys(self) -> frozenset[str]:
        """Everything that must be answered."""
        return frozenset(each.key for each in self.findings) | {each.key for each in self.numbers}

    @property
    def open_keys(self) -> frozenset[str]:
        """What nobody has answered yet."""
        return self.keys - self.reasons.keys()

    @property
    def is_passed(self) -> bool:
        """Whether the paper can be approved."""
        return not self.open_keys and not self.missing_texts


def content_of(snapshot: Snapshot) -> dict[str, Any]:
    """What a snapshot holds, with its own digest."""
    return {**snapshot.content, "sha256": snapshot.sha256}


def audiences_for(snapshot: Snapshot, kind: PaperKind) -> tuple[Audience, ...]:
    """For whom a paper of a kind can be made: nobody who may not see the programme."""
    widest = Audience(snapshot.content["widest"])
    narrowest = Audience.OWNERS if kind is PaperKind.MEASURE_SHEET else Audience.AUTHORITY
    if is_wider(narrowest, widest):
        narrowest = Audience.AUTHORITY
    skipped = () if kind is PaperKind.MEASURE_SHEET else (Audience.OWNERS,)
    return tuple(
        each
        for each in Audience
        if not is_wider(each, widest) and not is_wider(narrowest, each) and each not in skipped
    )


def subjects_of(snapshot: Snapshot, kind: PaperKind) -> list[tuple[str, Mapping[str, str]]]:
    """What a paper of a kind can be about, as codes with titles; nothing for the whole programme."""
    programme = open_for(snapshot.content, Audience.AUTHORITY).get("programme", {})
    parts = {PaperKind.MEASURE_SHEET: "measures", PaperKind.FOCUS_AREA: "focus_areas"}
    found: Sequence[Mapping[str, Any]] = programme.get(parts.get(kind, ""), ())
    return [(each["id"], each["title"]) for each in found]


def readers_of(snapshot: Snapshot, measure: str) -> list[int]:
    """The actors that may read what was handed in of a measure: who owned it when it was asked about, or
    who owns it where nothing was handed in.
    """
    content = snapshot.content
    for audience in (Audience.OWNERS, Audience.AUTHORITY):
        reports = content["layers"].get(audience.value, {}).get("reports", {})
        if measure in reports:
            return list(reports[measure]["owner_ids"])
    return list(content["measure_owners"].get(measure, ()))


def sections_of(snapshot: Snapshot, kind: PaperKind) -> tuple[str, ...]:
    """The sections of a paper in which something can be written."""
    programme = open_for(snapshot.content, Audience.AUTHORITY).get("programme", {})
    areas = [each["id"] for each in programme.get("focus_areas", ())]
    return section_keys(kind, areas)


def written_of(paper: Paper) -> Written:
    """What stands in a paper: as it was approved, or as it is written by now. Two queries."""
    if paper.is_frozen:
        return Written.from_json(paper.approved.content)
    return draft_of(paper)


def draft_of(paper: Paper) -> Written:
    """What stands in a paper as it is written by now."""
    texts: dict[str, dict[str, str]] = defaultdict(dict)
    for each in PaperText.objects.filter(paper=paper).order_by("pk"):
        texts[each.section][each.language] = each.text
    answers = PaperAnswer.objects.filter(paper=paper)
    replaces = {}
    if paper.replaces is not None:
        replaces = {
            "number": str(paper.replaces.number),
            "sha256": paper.replaces.approved.sha256,
            "why": paper.correction,
        }
    return Written(
        kind=PaperKind(paper.kind),
        audience=Audience(paper.audience),
        about=paper.about,
        number=paper.number,
        texts=dict(texts),
        reasons=dict(answers.values_list("key", "reason")),
        replaces=replaces,
    )


def made_paper(paper: Paper, language: str) -> engine.Paper:
    """The paper in a language; of an approved one the same for ever."""
    return make(content_of(paper.snapshot), written_of(paper), language)


def preview(snapshot: Snapshot, written: Written, language: str) -> engine.Paper:
    """What a paper would say, before anybody has written in it."""
    return make(content_of(snapshot), written, language)


def checked(paper: Paper) -> Checked:
    """Everything that must be answered before a paper is approved."""
    written = written_of(paper)
    content = content_of(paper.snapshot)
    opened = Making.of(content, written, "nb").opened
    findings = check_snapshot(content, opened, written.kind, written.about)
    missing = [
        section
        for section in REQUIRED[written.kind]
        if not any(text.strip() for text in written.texts.get(section, {}).values())
    ]
    return Checked(
        findings, tuple(_strange_numbers(content, opened, written)), tuple(missing), written.reasons
    )


def _strange_numbers(
    content: Mapping[str, Any], opened: Mapping[str, Any], written: Written
) -> list[StrangeNumber]:
    front = {name: content[name] for name in ("title", "period", "frozen_on", "number")}
    known = known_numbers([opened, front, written.number, list(written.replaces.values())])
    found = []
    for section, said in written.texts.items():
        for language, text in said.items():
            for number in unknown_numbers(text, known):
                key = f"{NUMBER}/{section}/{language}/{number.written}"
                found.append(
                    StrangeNumber(key[:100], section, language, number, _around(text, number))
                )
    return found


def _around(text: str, number: NumberInText) -> str:
    """The words about a number, so that its author finds it."""
    end = number.start + len(number.written)
    before, after = text[max(0, number.start - 40) : number.start], text[end : end + 40]
    return " ".join(f"{before}{number.written}{after}".split())
