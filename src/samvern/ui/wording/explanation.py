"""What would have to be true for a decided order, in words; on the page and the command line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from samvern.ui.numbers import number, percent, plus_minus
from samvern.ui.wording.certainty import likelihood, scale_in_a_line
from samvern.ui.wording.criteria import criterion_name, level_name, quoted_group
from samvern.ui.wording.sentences import Gettext

if TYPE_CHECKING:
    from samvern.engine.priority.reverse import (
        Before,
        DecidedOrder,
        Explanation,
        GivenUp,
        Settled,
        WeightStatement,
    )

#: Statements that are told one by one; the rest is in the JSON.
MOST_STATEMENTS = 8


@dataclass(frozen=True)
class Reader:
    """Whom the words are for: what alternatives and goals are called, and the language."""

    names: Mapping[str, str]
    language: str
    gettext: Gettext
    titles: Mapping[str, str] | None = None


def order_words(decided: DecidedOrder, _: Gettext) -> str:
    """The decided order in signs that are read without explanation.

    Examples
    --------
    >>> from samvern.engine.priority.reverse import read_order
    >>> order_words(read_order("3,5", "3,5;7"), str)
    '3 → 5; 3, 5 → 7'
    """
    parts = [" → ".join(decided.order)] if decided.order else []
    if decided.tiers:
        parts.append(" → ".join(", ".join(tier) for tier in decided.tiers))
    return "; ".join(parts)


def answer(found: Explanation, reader: Reader) -> str:
    """The one sentence that answers whether the order can be defended, and by what."""
    _ = reader.gettext
    params = {"order": order_words(found.decided, _)}
    possible = found.possible
    if possible is None:
        if found.verdict == "impossible":
            return _("No admissible weighting gives the order %(order)s.") % params
        return _("Whether any admissible weighting gives the order %(order)s was not settled.") % (
            params
        )
    if possible.solution and possible.solution.smallest_lead == 0:
        return _("The order %(order)s comes out only where some stand equal.") % params
    return {
        "weights": _("Yes, the order %(order)s follows from an admissible weighting."),
        "readings": _(
            "The order %(order)s does not follow from weights alone, but it does if uncertain "
            "judgements turn out in a certain way."
        ),
        "scales": _(
            "The order %(order)s follows only if the levels lie at other distances from each "
            "other than equal ones."
        ),
    }[possible.freedom] % params


def share_sentence(found: Explanation, reader: Reader) -> str:
    """How often the order comes out by itself."""
    return how_often(found.share, found.half_width_95, reader)


def how_often(share: float, half_width_95: float, reader: Reader) -> str:
    """How often an order comes out; that none that was drawn gives it is not that none can."""
    _ = reader.gettext
    said = _(
        "It comes out in %(share)s of all admissible weightings and readings "
        "(%(margin)s percentage points): %(word)s."
    )
    if share == 0:
        said = _(
            "It comes out in none of the admissible weightings and readings that were drawn "
            "(%(margin)s percentage points): %(word)s."
        )
    elif share == 1:
        said = _(
            "It comes out in every admissible weighting and reading that was drawn "
            "(%(margin)s percentage points): %(word)s."
        )
    return said % {
        "share": percent(share, 1, reader.language),
        "margin": plus_minus(half_width_95, language=reader.language),
        "word": likelihood(share, _, half_width_95),
    }


def weights_words(weights: Mapping[str, float], reader: Reader) -> list[tuple[str, str]]:
    """Each group with its share, the heaviest first."""
    heaviest = sorted(weights.items(), key=lambda item: -item[1])
    return [
        (quoted_group(group, reader.gettext), percent(share, language=reader.language))
        for group, share in heaviest
    ]


def before_words(statement: Before, reader: Reader) -> str:
    """A statement about the order."""
    return reader.gettext("%(first)s before %(second)s") % {
        "first": _name(statement.first, reader),
        "second": _name(statement.second, reader),
    }


def weight_words(statement: WeightStatement, reader: Reader) -> str:
    """A statement about weights."""
    _ = reader.gettext
    params = {
        "group": quoted_group(statement.group, _),
        "other": quoted_group(statement.other, _) if statement.other else "",
        "share": percent(float(statement.share), 1, reader.language),
    }
    return {
        "at_least_as_much": _("%(group)s weighs at least as much as %(other)s"),
        "least": _("%(group)s weighs at least %(share)s"),
        "most": _("%(group)s weighs at most %(share)s"),
    }[statement.kind] % params


def settled_words(found: Settled, reader: Reader) -> str:
    """A judgement that would have to stand at one level."""
    _ = reader.gettext
    params = {
        "name": _name(found.alternative, reader),
        "criterion": criterion_name(found.criterion, _, reader.titles),
        "level": level_name(found.criterion, found.level, _),
        "judged": _(" or ").join(level_name(found.criterion, each, _) for each in found.judged),
        "chance": percent(found.chance, language=reader.language),
    }
    if found.steps:
        return _("%(criterion)s for %(name)s: %(level)s, where it is judged %(judged)s") % params
    return (
        _("%(criterion)s for %(name)s: %(level)s, which has a probability of %(chance)s") % params
    )


def given_up_words(kind: str, found: GivenUp, reader: Reader) -> str:
    """What must be given up, by the kind of statements that may be."""
    _ = reader.gettext
    statements = [
        *(before_words(each, reader) for each in found.order),
        *(weight_words(each, reader) for each in found.weights),
    ]
    told = "; ".join(statements[:MOST_STATEMENTS])
    if len(statements) > MOST_STATEMENTS:
        told = _("%(few)s … (%(count)d in all)") % {"few": told, "count": len(statements)}
    params = {"statements": told, "at_least": found.at_least}
    if not found.is_fewest:
        return (
            _(
                "At least %(at_least)d statements must be given up; giving up these is enough: "
                "%(statements)s."
            )
            % params
        )
    return {
        "order": _("Give up, of the order: %(statements)s."),
        "weights": _(
            "Or keep the order, and give up of what is said about weights: %(statements)s."
        ),
        "any": _("Or give up, of both together: %(statements)s."),
    }[kind] % params


def given_up_lines(found: Explanation, reader: Reader) -> list[str]:
    """The choices of statements to give up; of both together only where that takes fewer."""
    counts = {kind: choice.count for kind, choice in found.giving_up.items()}
    alone = min((counts[kind] for kind in ("order", "weights") if kind in counts), default=None)
    return [
        given_up_words(kind, choice, reader)
        for kind, choice in found.giving_up.items()
        if kind != "any" or alone is None or choice.count < alone
    ]


def settlement_lines(found: Explanation, reader: Reader) -> tuple[str, list[str]]:
    """What judgements would have to be: a heading and a line for each, empty when none."""
    _ = reader.gettext
    if found.settlement:
        heading = _("It hangs on these uncertain judgements; all others can stand at their mean:")
        return heading, [settled_words(each, reader) for each in found.settlement.settled]
    if found.changes:
        heading = (
            _("The smallest changes of judgement that would make it possible:")
            if found.changes.is_smallest
            else _("Changes of judgement that would make it possible; smaller ones may exist:")
        )
        return heading, [settled_words(each, reader) for each in found.changes.settled]
    return "", []


def lines(found: Explanation, reader: Reader) -> Iterator[str]:
    """Everything for the command line."""
    _ = reader.gettext
    yield answer(found, reader)
    yield share_sentence(found, reader)
    possible = found.possible
    if possible and possible.solution:
        yield ""
        yield _("The most central weighting that gives it:")
        for group, share in weights_words(possible.solution.weights, reader):
            yield f"  {group}: {share}"
        yield _("The two closest: %(pair)s, %(lead)s of the score apart.") % {
            "pair": before_words(possible.solution.closest, reader),
            "lead": percent(possible.solution.smallest_lead, 1, reader.language),
        }
    heading, judgements = settlement_lines(found, reader)
    yield from _section(heading, judgements)
    choices = given_up_lines(found, reader)
    yield from _section(given_up_heading(found, reader) if choices else "", choices)
    yield ""
    yield _("%(samples)s draws, seed %(seed)d. Every answer is checked in exact fractions.") % {
        "samples": number(found.samples, 0, reader.language),
        "seed": found.seed,
    }
    yield scale_in_a_line(reader.language, _)


def given_up_heading(found: Explanation, reader: Reader) -> str:
    """Under what the choices of statements hold."""
    _ = reader.gettext
    if found.given_up_under == "readings":
        return _("However the uncertain judgements turn out, this is the least to give up:")
    return _("With every judgement at its mean, this is the least to give up:")


def _section(heading: str, told: Sequence[str]) -> Iterator[str]:
    if heading:
        yield ""
        yield heading
        yield from (f"  • {line}" for line in told)


def _name(code: str, reader: Reader) -> str:
    return f"{code} {reader.names.get(code, '')}".strip()
