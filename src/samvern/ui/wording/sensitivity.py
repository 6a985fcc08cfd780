"""What would change a ranking, in words; the same on the page and on the command line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from samvern.engine.priority.model import RankingScale
from samvern.ui.numbers import number, percent, plus_minus
from samvern.ui.wording.certainty import likelihood, scale_in_a_line
from samvern.ui.wording.criteria import criterion_name, level_name, quoted_group
from samvern.ui.wording.pairs import pair_lines
from samvern.ui.wording.ranking import group_names
from samvern.ui.wording.sentences import Gettext

if TYPE_CHECKING:
    from samvern.engine.priority.sensitivity import (
        Change,
        Interval,
        JudgementValue,
        PairLead,
        Sensitivity,
        WeightStability,
    )

#: Judgements that are told of; the rest is in the JSON.
MOST_JUDGEMENTS = 10
#: A value below this is shown as none.
_LEAST_VALUE = 0.0005


def answer(
    found: Sensitivity,
    names: Mapping[str, str],
    language: str,
    _: Gettext,
    titles: Mapping[str, str] | None = None,
) -> str:
    """What it would take: the weight nearest to another first place, the judgement that counts."""
    return (
        f"{_weight_answer(found, names, language, _)} {_judgement_answer(found, names, _, titles)}"
    )


def _weight_answer(found: Sensitivity, names: Mapping[str, str], language: str, _: Gettext) -> str:
    params = {"best": _name(found.alternatives[0].id, names)}
    near = nearest(found)
    if near is None:
        return _("%(best)s stays first, however much any single group weighs.") % params
    group, change = near
    params |= {
        "group": quoted_group(group.group, _),
        "limit": percent(change.weight, 1, language),
        "weight": _weight_now(found, group, language, _),
        "next": _name(change.after[0], names),
    }
    if change is group.first.above:
        return (
            _(
                "%(best)s stays first until %(group)s weighs more than %(limit)s (%(weight)s); "
                "then %(next)s is first."
            )
            % params
        )
    return (
        _(
            "%(best)s stays first until %(group)s weighs less than %(limit)s (%(weight)s); "
            "then %(next)s is first."
        )
        % params
    )


def _weight_now(found: Sensitivity, group: WeightStability, language: str, _: Gettext) -> str:
    said = {"weight": percent(group.weight, 1, language)}
    if found.model.weights.fixed is not None:
        return _("now %(weight)s") % said
    return _("%(weight)s on average") % said


def _judgement_answer(
    found: Sensitivity, names: Mapping[str, str], _: Gettext, titles: Mapping[str, str] | None
) -> str:
    if not found.judgements:
        return _("No judgement is uncertain.")
    most = found.judgements[0]
    if not most.is_distinct:
        return _("No single judgement would change who stands at the top.")
    return _("The judgement most worth settling is %(criterion)s for %(name)s.") % {
        "criterion": criterion_name(most.criterion, _, titles),
        "name": _name(most.alternative, names),
    }


def nearest(found: Sensitivity) -> tuple[WeightStability, Change] | None:
    """The group whose weight needs to move the least to put another one first."""
    changes = [(group, change) for group in found.stability for change in group.first.changes]
    return min(changes, key=lambda it: abs(it[1].weight - it[0].weight), default=None)


def top_words(top: int, _: Gettext) -> str:
    """What the top is called: the first place, the first two, or the first three."""
    return {1: _("first"), 2: _("among the first two")}.get(top, _("among the first three"))


def interval_words(
    interval: Interval, question: str, found: Sensitivity, language: str, _: Gettext
) -> str:
    """What changes at the ends of an interval; ``question`` is ``first``, ``top`` or ``order``.

    Who is meant stands by identifier, since a table holds many of these.
    """
    said = [
        _change_words(change, change is interval.above, question, found, language, _)
        for change in interval.changes
    ]
    return " ".join(said) if said else _("Nothing changes, however much it weighs.")


def _change_words(
    change: Change, is_above: bool, question: str, found: Sensitivity, language: str, _: Gettext
) -> str:
    limit = {"limit": percent(change.weight, 1, language)}
    place = _("Above %(limit)s:") % limit if is_above else _("Below %(limit)s:") % limit
    if question == "first":
        said = _("%(next)s is first") % {"next": change.after[0]}
    elif question == "top":
        now = [each.id for each in found.alternatives[: found.top]]
        said = _("%(gains)s in for %(loses)s") % {
            "gains": ", ".join(one for one in change.after if one not in now),
            "loses": ", ".join(one for one in now if one not in change.after),
        }
    else:
        said = ", ".join(
            _("%(gains)s goes ahead of %(loses)s") % {"gains": swap.gains, "loses": swap.loses}
            for swap in change.swaps
        )
    if change.is_admitted is False:
        said = _("%(said)s (outside what is admitted)") % {"said": said}
    return f"{place} {said}."


def judgement_sentence(
    judged: JudgementValue,
    found: Sensitivity,
    names: Mapping[str, str],
    language: str,
    _: Gettext,
    titles: Mapping[str, str] | None = None,
) -> str:
    """How the top depends on one judgement, from its worst level to its best."""
    worst, best = judged.levels[0], judged.levels[-1]
    return _(
        "%(criterion)s for %(name)s: if “%(worst)s”, it is %(worst_word)s %(top)s (%(low)s); "
        "if “%(best)s”, %(best_word)s (%(high)s)."
    ) % {
        "criterion": _capital(criterion_name(judged.criterion, _, titles)),
        "name": _name(judged.alternative, names),
        "top": top_words(found.top, _),
        "worst": level_name(judged.criterion, worst.level, _),
        "best": level_name(judged.criterion, best.level, _),
        "worst_word": likelihood(worst.top_share, _, found.half_width_95),
        "best_word": likelihood(best.top_share, _, found.half_width_95),
        "low": percent(worst.top_share, language=language),
        "high": percent(best.top_share, language=language),
    }


def told_judgements(found: Sensitivity) -> list[JudgementValue]:
    """The judgements whose value can be told from none and does not round to it."""
    told = [each for each in found.judgements if each.is_distinct and each.value >= _LEAST_VALUE]
    return told[:MOST_JUDGEMENTS]


def value_words(judged: JudgementValue, language: str, _: Gettext) -> str:
    """What knowing the judgement is worth, in percentage points with its error."""
    said = number(judged.value * 100, 1, language)
    margin = plus_minus(judged.half_width_95, 1, language)
    return f"{said} {margin}"


def taker_words(judged: JudgementValue, names: Mapping[str, str], language: str, _: Gettext) -> str:
    """Who most often takes the place when the judgement falls; empty when nobody does."""
    for taker, share in judged.gains.items():
        return _("%(name)s (%(share)s of the times)") % {
            "name": _name(taker, names),
            "share": percent(share, language=language),
        }
    return ""


def basis_sentences(found: Sensitivity, _: Gettext) -> Iterator[str]:
    """From which weights one is moved, and at which values."""
    if found.model.weights.fixed is not None:
        yield _("Weights are moved one at a time from the chosen ones, at the mean judgements.")
    else:
        yield _(
            "Weights are moved one at a time from the mean of all admissible ones, at the mean "
            "judgements."
        )
    if found.model.scale is RankingScale.ORDINAL:
        yield _(
            "The levels of a judgement count as equally far apart there: that is the mean of all "
            "increasing scales."
        )


def lines(
    found: Sensitivity,
    names: Mapping[str, str],
    pairs: Sequence[PairLead],
    language: str,
    _: Gettext,
    titles: Mapping[str, str] | None = None,
) -> Iterator[str]:
    """What would change a ranking, as lines of text for a terminal."""
    yield answer(found, names, language, _, titles)
    yield ""
    yield from _weight_lines(found, language, _)
    yield ""
    yield from _judgement_lines(found, names, language, _, titles)
    for pair in pairs:
        yield ""
        yield from pair_lines(pair, names, language, _, titles)
    yield ""
    yield from basis_sentences(found, _)
    yield scale_in_a_line(language, _)
    yield _(
        "%(samples)s draws, seed %(seed)d; in 19 of 20 cases a share is within "
        "%(margin)s percentage points."
    ) % {
        "samples": number(found.samples, 0, language),
        "seed": found.seed,
        "margin": plus_minus(found.half_width_95, 2, language),
    }


def _weight_lines(found: Sensitivity, language: str, _: Gettext) -> Iterator[str]:
    questions = {
        "first": _("first place"),
        "top": _("who is at the top"),
        "order": _("whole order"),
    }
    for group in found.stability:
        name = group_names(_).get(group.group, group.group)
        yield f"{name} ({percent(group.weight, 1, language)})"
        for question, title in questions.items():
            interval: Interval = getattr(group, question)
            span = f"{percent(interval.least, 1, language)}–{percent(interval.most, 1, language)}"
            words = interval_words(interval, question, found, language, _)
            yield f"  {title}: {span}. {words}"


def _judgement_lines(
    found: Sensitivity,
    names: Mapping[str, str],
    language: str,
    _: Gettext,
    titles: Mapping[str, str] | None,
) -> Iterator[str]:
    told = told_judgements(found)
    if told:
        yield _("Percentage points by which the top would move on average, if it were known:")
    for judged in told:
        sentence = judgement_sentence(judged, found, names, language, _, titles)
        yield f"  {value_words(judged, language, _):>12}  {sentence}"
    hidden = len(found.judgements) - len(told)
    if hidden:
        yield _("… and %(count)d more that matter less; --json shows them all.") % {"count": hidden}


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _name(alternative: str, names: Mapping[str, str]) -> str:
    return f"{alternative} {names.get(alternative, '')}".strip()
