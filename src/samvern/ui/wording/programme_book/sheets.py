"""The measures of a book, one sheet each, gathered by focus area."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from samvern.engine.programme.document import (
    FocusArea,
    Judgement,
    Measure,
    MeasureKind,
    MeasureStatus,
    Programme,
    Scale,
)
from samvern.formats.programme_book import Chapter, Line, Sheet
from samvern.ui.numbers import day
from samvern.ui.wording.programme_book.picture import (
    Judged,
    columns_of,
    judgement_of,
    said_by_group,
)
from samvern.ui.wording.programme_book.ranked import tiers_of
from samvern.ui.wording.programme_book.speech import Speech
from samvern.ui.wording.sentences import Gettext

#: Characters of a measure that surely fit on half a page, a line of its own counting so much.
_SHORT, _LINE = 2_400, 60


def chapters(document: Programme, owners: Mapping[str, str], speech: Speech) -> Iterator[Chapter]:
    """A chapter for each focus area, in the order of the programme."""
    columns, tiers = columns_of(document, speech), tiers_of(document)
    titles = {measure.id: speech.text(measure.title) for measure in document.measures}
    for area in document.focus_areas:
        mine = [measure for measure in document.measures if measure.focus_area == area.id]
        yield Chapter(
            title=f"{area.id} {speech.text(area.title)}",
            paragraphs=_paragraphs(area, mine, speech),
            facts=tuple(_area_facts(area, columns, tiers, speech)),
            sheets=tuple(
                _sheet(
                    measure,
                    tuple(_facts(measure, owners, titles, tiers, speech)),
                    tuple(_judgements(measure, columns, speech)),
                    speech,
                )
                for measure in mine
            ),
        )


def _sheet(
    measure: Measure, facts: tuple[Line, ...], judgements: tuple[Line, ...], speech: Speech
) -> Sheet:
    title, description = speech.text(measure.title), speech.text(measure.description)
    told = [title, description, *(value for _term, value in (*facts, *judgements))]
    return Sheet(
        title=f"{measure.id} {title}",
        description=description,
        facts=facts,
        judgements=judgements,
        is_short=sum(max(len(text), _LINE) for text in told) < _SHORT,
    )


def _paragraphs(area: FocusArea, measures: Iterable[Measure], speech: Speech) -> tuple[str, ...]:
    _ = speech.gettext
    said = [speech.text(area.description)]
    if not list(measures):
        said.append(_("The programme lists no measures here yet."))
    if area.needs:
        needs = {"study": _("a study")}.get(area.needs, area.needs)
        said.append(_("Needed first: %(needs)s.") % {"needs": needs})
    return tuple(part for part in said if part)


def _area_facts(
    area: FocusArea, columns: Sequence[Judged], tiers: Mapping[str, int], speech: Speech
) -> Iterator[Line]:
    _ = speech.gettext
    if tier := tiers.get(area.id):
        yield _("Recommended"), _("Tier %(tier)d") % {"tier": tier}
    said = said_by_group(area, columns, speech)
    yield from ((group, words) for group, words in said.items() if words)


def _facts(
    measure: Measure,
    owners: Mapping[str, str],
    titles: Mapping[str, str],
    tiers: Mapping[str, int],
    speech: Speech,
) -> Iterator[Line]:
    """Who, when and how it hangs together; who owns it is said even when nobody does."""
    _ = speech.gettext
    owner = owners.get(measure.id) or "; ".join(measure.owners or ())
    yield _("Owner"), owner or measure.owner_note or _("Nobody is named yet")
    told = (
        (_("Note on the owner"), measure.owner_note if owner else ""),
        (_("Involved"), "; ".join(measure.involved)),
        (_("Status"), _status_names(_)[measure.status] if measure.status else _("Not stated")),
        (_("Kind"), _kind_names(_)[measure.kind] if measure.kind else ""),
        (_("Target group"), measure.target_group),
        (_("Relevant for"), measure.relevant_for),
        (_("Start"), speech.moment(measure.start)),
        (_("Finish"), speech.moment(measure.finish)),
        (_("Repeated"), speech.interval(measure.every)),
        (_("Comes after"), _named(measure.after, titles)),
        (_("Related"), _named(measure.related, titles)),
        (_("Overlaps"), _named(measure.overlaps, titles)),
        (_("Interfaces"), "; ".join(measure.interfaces)),
        (
            _("Recommended"),
            _("Tier %(tier)d") % {"tier": tiers[measure.id]} if measure.id in tiers else "",
        ),
    )
    yield from ((term, value) for term, value in told if value)


def _named(codes: Iterable[str], titles: Mapping[str, str]) -> str:
    """Codes with their titles; a code that leads nowhere stands alone, as published."""
    return "; ".join(f"{code} {titles.get(code, '')}".strip() for code in codes)


def _judgements(measure: Measure, columns: Iterable[Judged], speech: Speech) -> Iterator[Line]:
    """Cost, support and risk always; against risks and goals where the measure itself was judged."""
    _ = speech.gettext
    for name, judgement in (
        (_("Cost"), measure.cost),
        (_("Support"), measure.support),
        (_("Implementation risk"), measure.implementation_risk),
    ):
        yield name, _judged(Scale.LEVEL, judgement, speech)
    for column in columns:
        if judgement := judgement_of(measure, column):
            yield f"{column.code} {column.title}", _judged(column.scale, judgement, speech)


def _judged(scale: Scale, judgement: Judgement | None, speech: Speech) -> str:
    """A judgement in words, then who judged, when and why, where the reader may know."""
    said = [speech.judged(scale, judgement)]
    if judgement is not None:
        # The day tells of whoever judged, so it goes with the name.
        on = day(judgement.on, speech.language) if judgement.on and judgement.by else ""
        said += [", ".join(part for part in (judgement.by, on) if part), judgement.why]
    return " – ".join(part for part in said if part)


def _kind_names(_: Gettext) -> dict[MeasureKind, str]:
    return {
        MeasureKind.MAPPING: _("Mapping"),
        MeasureKind.STUDY: _("Study"),
        MeasureKind.REQUIREMENT: _("Requirement"),
        MeasureKind.IMPLEMENTATION: _("Implementation"),
    }


def _status_names(_: Gettext) -> dict[MeasureStatus, str]:
    return {
        MeasureStatus.EXISTING: _("Existing"),
        MeasureStatus.PROPOSED: _("Proposed"),
        MeasureStatus.DECIDED: _("Decided"),
        MeasureStatus.ONGOING: _("Ongoing"),
        MeasureStatus.COMPLETED: _("Completed"),
        MeasureStatus.STOPPED: _("Stopped"),
    }
