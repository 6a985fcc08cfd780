"""What every chapter has at hand: what the readers may see, figures with their sources, texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext as _

from samvern.apps.papers.making.written import Written
from samvern.apps.programmes.models.measure import STATUS_NAMES
from samvern.engine.papers import (
    Block,
    Figure,
    FigureTable,
    Items,
    Kind,
    Paper,
    PaperKind,
    Paragraph,
    Source,
    TableColumn,
    Tag,
    Tone,
)
from samvern.engine.programme.document import MeasureStatus, in_language
from samvern.engine.reporting import Light
from samvern.engine.snapshots import open_for
from samvern.ui.numbers import day, month
from samvern.ui.wording import reporting as lights
from samvern.ui.wording import snapshots as wording
from samvern.ui.wording.periods import period_name, period_said

#: The keys of the sources of figures.
PROGRAMME, RANKING, DECISION, ROADMAP, ROUND, REPORT, INDICATOR, EFFECT, CHECK = (
    "programme",
    "ranking",
    "decision",
    "roadmap",
    "round",
    "report",
    "indicators",
    "effects",
    "check",
)

TONES: Final[Mapping[Light, Tone]] = {
    Light.GREEN: Tone.GOOD,
    Light.YELLOW: Tone.ATTENTION,
    Light.RED: Tone.BAD,
    Light.UNKNOWN: Tone.UNKNOWN,
}


@dataclass(frozen=True)
class Making:
    """A paper as it is being made. ``opened`` is what its readers may see of the snapshot."""

    content: Mapping[str, Any]
    opened: Mapping[str, Any]
    written: Written
    language: str

    @classmethod
    def of(cls, content: Mapping[str, Any], written: Written, language: str) -> Making:
        """Open the snapshot for the readers of the paper."""
        opened = open_for(content, written.audience, written.about)
        return cls(content, opened, written, language)

    @property
    def programme(self) -> Mapping[str, Any]:
        """The programme; nothing of it where the readers may not see it."""
        found: Mapping[str, Any] = self.opened.get("programme", {})
        return found

    @property
    def measures(self) -> Sequence[Mapping[str, Any]]:
        """Every measure, in the order of the programme."""
        found: Sequence[Mapping[str, Any]] = self.programme.get("measures", ())
        return found

    @property
    def reports(self) -> Mapping[str, Mapping[str, Any]]:
        """What was handed in and may be read, by the code of the measure."""
        found: Mapping[str, Mapping[str, Any]] = self.opened.get("reports", {})
        return found

    @property
    def on(self) -> date:
        """The day of the snapshot."""
        return date.fromisoformat(self.content["frozen_on"])

    @property
    def period(self) -> str:
        """What the paper is about, as it is said in a title."""
        return self.period_said(self.content["period"])

    def period_said(self, written: str) -> str:
        """A period as it is said in a sentence."""
        return period_said(written, gettext, self.language, in_text=True)

    def day(self, written: str) -> str:
        """A day of the data as the language writes it; what is no whole day stays as it is.

        Papers are told in years and months too: ``2023``, ``2023-06``.
        """
        try:
            return day(date.fromisoformat(written), self.language)
        except ValueError:
            pass
        try:
            return month(date.fromisoformat(f"{written}-01"), self.language)
        except ValueError:
            return written

    def said(self, text: Mapping[str, str]) -> str:
        """A text that carries its languages, in that of the paper."""
        return in_language(text, self.language)

    def name_of(self, part: Mapping[str, Any]) -> str:
        """A focus area, goal or measure with its code."""
        return f"{part['id']} {self.said(part['title'])}".strip()

    def status_of(self, measure: Mapping[str, Any]) -> str:
        """Where a measure stands, by the programme."""
        status = measure["status"]
        return str(STATUS_NAMES[MeasureStatus(status)]) if status else _("Not said")

    def figure(self, value: float | date | None, source: str, **how: Any) -> Figure:
        """A figure from a source, as of when that source held."""
        return Figure(value, source, self.day_of(source), **how)

    def count(self, value: int | None, source: str, **how: Any) -> Figure:
        """A count; None where nobody knows."""
        return self.figure(value, source, decimals=0, **how)

    def kroner(self, nok_ore: int | None, source: str) -> Figure:
        """An amount of money in kroner."""
        value = None if nok_ore is None else nok_ore / 100
        decimals = 2 if nok_ore is not None and nok_ore % 100 else 0
        return self.figure(value, source, unit=_("NOK"), decimals=decimals)

    def day_of(self, source: str) -> date:
        """As of when what comes from a source holds; never later than the snapshot."""
        if source == DECISION:
            found = max(each["on"] for each in self.opened["decisions"])
        elif source == EFFECT:
            found = max(each["on"] for each in self.opened[EFFECT])
        elif source == REPORT:
            found = self.reports[self.written.about]["on"]
        elif source == ROUND:
            found = (self.opened.get("round") or self.opened["round_safe"])["on"]
        elif source == CHECK:
            return self.on
        else:
            found = self.opened[source]["on"]
        return min(date.fromisoformat(found), self.on)

    def table(
        self,
        caption: str,
        columns: Sequence[TableColumn],
        rows: Sequence[tuple[Any, ...]],
        source: str,
        **how: Any,
    ) -> FigureTable:
        """A table from a source, as of when that source held."""
        return FigureTable(caption, tuple(columns), tuple(rows), source, self.day_of(source), **how)

    def light(self, light: str | None) -> Tag | None:
        """A traffic light in a word; None where nothing is said."""
        if not light:
            return None
        found = Light(light)
        return Tag(lights.light_name(found, gettext), TONES[found])

    def text(self, section: str, *, is_lead: bool = False) -> Iterator[Block]:
        """What the author wrote in a section: paragraphs, and lines that begin with a dash as a list."""
        for part in self.written.text(section, self.language).split("\n\n"):
            lines = [line.strip() for line in part.strip().splitlines() if line.strip()]
            if lines and all(line.startswith(("- ", "– ", "* ")) for line in lines):
                yield Items(tuple((line[2:].strip(),) for line in lines))
            elif lines:
                yield Paragraph((" ".join(lines),), is_lead=is_lead)

    def paper(self, blocks: tuple[Block, ...]) -> Paper:
        """The whole, with its front."""
        written = self.written
        programme = self.said(self.content["title"])
        title = wording.kind_name(written.kind, gettext)
        if written.kind is PaperKind.BOARD_STATUS:
            title = _("Status")
        subject = self._subject()
        number = _("version %(number)s") % {"number": written.number}
        return Paper(
            kind=written.kind,
            language=self.language,
            title=subject
            or _("%(paper)s for %(period)s") % {"paper": title, "period": self.period},
            as_of=self.on,
            snapshot=self.content["sha256"],
            publisher=self.content["publisher"],
            sources=tuple(self._sources()),
            blocks=blocks,
            subtitle=f"{programme} · {self.period}" if subject else programme,
            mark=self._mark(),
            reference=f"{self.content['programme']} {self.content['period']}, {number}",
        )

    def _subject(self) -> str:
        parts = {
            PaperKind.MEASURE_SHEET: self.measures,
            PaperKind.FOCUS_AREA: self.programme.get("focus_areas", ()),
        }.get(self.written.kind, ())
        return next((self.name_of(each) for each in parts if each["id"] == self.written.about), "")

    def _mark(self) -> str:
        readers = wording.audience_name(self.written.audience, gettext)
        if self.written.approved:
            return _("For: %(readers)s") % {"readers": readers}
        return _("Draft, not approved. For: %(readers)s") % {"readers": readers}

    def _sources(self) -> Iterator[Source]:
        opened, code = self.opened, self.content["programme"]
        yield Source(
            PROGRAMME,
            self.said(self.content["title"]),
            _("version %(number)s") % {"number": self.content["programme_version"]},
            self._address("programmes:overview", code),
        )
        if "ranking" in opened:
            yield Source(RANKING, _("Ranking"), "", self._address("programmes:ranking", code))
        if opened.get("decisions"):
            newest = max(opened["decisions"], key=lambda each: each["on"])
            address = self._address("decisions:decision-by-id", newest["id"])
            yield Source(DECISION, _("Decision"), newest["title"], address)
        if "roadmap" in opened:
            roadmap = opened["roadmap"]
            address = self._address("roadmaps:version", code, roadmap["plan"], roadmap["number"])
            detail = _("version %(number)s") % {"number": roadmap["number"]}
            yield Source(ROADMAP, _("Roadmap"), f"{roadmap['title']}, {detail}", address)
        if INDICATOR in opened:
            yield Source(INDICATOR, _("Indicators of the programme"))
        if opened.get(EFFECT):
            yield Source(EFFECT, _("Published studies of effect"))
        yield from self._of_reports()
        yield Source(CHECK, _("Check of what the programme says of itself"))

    def _of_reports(self) -> Iterator[Source]:
        found = self.opened.get("round")
        if found:
            address = self._address("reporting:round", found["id"])
            period = period_name(found["period"], gettext)
            yield Source(ROUND, _("Reporting round"), period, address)
        elif "round_safe" in self.opened:
            period = period_name(self.opened["round_safe"]["period"], gettext)
            yield Source(ROUND, _("Reporting round"), period)
        about = self.written.about
        if self.written.kind is PaperKind.MEASURE_SHEET and about in self.reports:
            address = self._address("reporting:report", self.reports[about]["id"])
            period = period_name(self.content["period"], gettext)
            yield Source(REPORT, _("Report of the owner"), period, address)

    def _address(self, name: str, *args: Any) -> str:
        return f"{self.content['site']}{reverse(name, args=args)}"


def columns(*named: tuple[str, Kind, float]) -> list[TableColumn]:
    """Columns by title, kind and share of the width."""
    return [TableColumn(title, kind, width=width) for title, kind, width in named]
