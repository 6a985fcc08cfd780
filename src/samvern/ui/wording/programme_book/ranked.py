"""A ranking in a book: the sentence, the bars, the figures, and what they rest on."""

from __future__ import annotations

from itertools import pairwise

from samvern.engine.errors import SamvernError
from samvern.engine.priority import RankedAlternative, Ranking
from samvern.engine.programme.document import Programme
from samvern.formats.programme_book import Bar, Section, Table
from samvern.ui.numbers import plus_minus
from samvern.ui.wording import errors
from samvern.ui.wording import ranking as wording
from samvern.ui.wording.certainty import likelihood
from samvern.ui.wording.places import Band, bands
from samvern.ui.wording.programme_book.speech import Speech

#: Bars beyond these are not read; the table has every one.
_MOST_BARS = 20
#: Neighbours at the top of whom the book says how sure their order is.
_TOP_PLACES = 5


def answer(ranking: Ranking, speech: Speech) -> str:
    """Who is first, how often, and how sure that is."""
    return wording.answer(ranking, _names(ranking, speech), speech.language, speech.gettext)


def section(
    result: Ranking | SamvernError, question: str, document: Programme, speech: Speech
) -> Section:
    """A ranking, or why there is none."""
    if isinstance(result, SamvernError):
        said = (errors.title(result, speech.gettext), errors.advice(result, speech.gettext))
        return Section(question, paragraphs=tuple(part for part in said if part))
    places = bands(len(result.alternatives))
    shown = result.alternatives[:_MOST_BARS]
    tiers = tiers_of(document)
    return Section(
        question,
        paragraphs=(answer(result, speech), *_neighbours(result, speech)),
        legend=tuple(band.label(speech.gettext) for band in places),
        marks=tuple(band.mark for band in places),
        bars=tuple(_bar(each, places, tiers, speech) for each in shown),
        tables=(_table(result, tiers, speech),),
        notes=tuple(notes(result, speech)),
    )


def tiers_of(document: Programme) -> dict[str, int]:
    """The first tier that recommends each focus area, and each measure with it or by itself."""
    tiers: dict[str, int] = {}
    for said in sorted(document.recommendations, key=lambda said: said.tier):
        in_area = [
            m.id for m in document.measures if said.focus_area and m.focus_area == said.focus_area
        ]
        for code in (said.focus_area, *said.measures, *in_area):
            if code:
                tiers.setdefault(code, said.tier)
    return tiers


def notes(ranking: Ranking, speech: Speech) -> list[str]:
    """What the figures rest on: the weights, what was drawn, how sure that is, what lacks."""
    _ = speech.gettext
    groups = wording.group_names(_)
    return [
        _("The groups that are weighed, by the programme's own basis: %(groups)s.")
        % {"groups": ", ".join(groups.get(g, g).lower() for g in ranking.model.groups)},
        _(
            "%(samples)s draws, seed %(seed)d; in 19 of 20 cases a share is within "
            "%(margin)s percentage points."
        )
        % {
            "samples": speech.number(ranking.samples, 0),
            "seed": ranking.seed,
            "margin": plus_minus(ranking.half_width_95, 2, speech.language),
        },
        *(wording.left_out_sentence(left, _) for left in ranking.left_out),
    ]


def _names(ranking: Ranking, speech: Speech) -> dict[str, str]:
    return {each.id: speech.text(each.name) for each in ranking.alternatives}


def _name(each: RankedAlternative, speech: Speech) -> str:
    return f"{each.id} {speech.text(each.name)}".strip()


def _bar(each: RankedAlternative, places: list[Band], tiers: dict[str, int], speech: Speech) -> Bar:
    _ = speech.gettext
    shares = tuple(band.share(each.rank_acceptability) for band in places)
    said = [
        f"{band.label(_)} {speech.percent(share)}"
        for band, share in zip(places, shares, strict=True)
        if share > 0
    ]
    tier = tiers.get(each.id)
    return Bar(
        name=_name(each, speech),
        shares=shares,
        sentence=wording.bar_sentence(each, speech.language, _),
        alt=f"{_name(each, speech)}: {', '.join(said)}",
        tag=_("Tier %(tier)d") % {"tier": tier} if tier else "",
    )


def _neighbours(ranking: Ranking, speech: Speech) -> list[str]:
    """How sure the order at the top is, each with its word and its figure."""
    _ = speech.gettext
    lines = []
    for before, after in pairwise(ranking.alternatives[:_TOP_PLACES]):
        share = ranking.pairwise[before.id][after.id]
        lines.append(
            _("%(before)s before %(after)s: %(word)s (%(share)s).")
            % {
                "before": _name(before, speech),
                "after": _name(after, speech),
                "word": likelihood(share, _, ranking.half_width_95),
                "share": speech.percent(share),
            }
        )
    return lines


def _table(ranking: Ranking, tiers: dict[str, int], speech: Speech) -> Table:
    _ = speech.gettext
    return Table(
        caption=_("The figures behind it"),
        head=(
            _("Name"),
            _("Decided tier"),
            _("Mean place"),
            _("First"),
            _("Top three"),
            _("Confidence factor"),
            _("Can be first"),
        ),
        rows=tuple(
            (
                _name(each, speech),
                str(tiers.get(each.id, "")),
                speech.number(each.expected_rank, 1),
                speech.percent(each.rank_acceptability[0]),
                speech.percent(min(1.0, sum(each.rank_acceptability[:3]))),
                "" if each.confidence is None else speech.percent(each.confidence),
                _("Yes") if each.potentially_optimal else _("No"),
            )
            for each in ranking.alternatives
        ),
        widths=(3.4, 1.1, 1.1, 1.0, 1.1, 1.3, 1.1),
        numeric=(1, 2, 3, 4, 5),
    )
