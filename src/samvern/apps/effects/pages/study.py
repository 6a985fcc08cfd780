"""The effect card of a study as a page: the answer first, the method last."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext as _

from samvern.apps.effects.models import Design
from samvern.apps.effects.pages import words
from samvern.apps.effects.pages.figures import event_study, signed_interval
from samvern.apps.effects.queries import Organisation, StudyPage
from samvern.apps.indicators.models import Indicator
from samvern.base.jobs.queries import trouble_of
from samvern.base.texts import in_language
from samvern.engine.effects import (
    Control,
    EffectCard,
    EvidenceLevel,
    Grounds,
    Method,
    ReservationCode,
    StaggeredEffect,
    grounds_of,
    steps_up,
)
from samvern.ui.numbers import day, number
from samvern.ui.parts import Definition
from samvern.ui.wording import effect_grounds
from samvern.ui.wording import effects as wording
from samvern.ui.wording.indicators import figure

#: Reservations that stand out, since the figure is easily read as more than it is.
_WARNINGS = frozenset(
    {
        ReservationCode.FEW_ORGANISATIONS,
        ReservationCode.SMALL_GROUPS,
        ReservationCode.PRE_TREND,
        ReservationCode.FEW_POINTS,
        ReservationCode.REGRESSION_FLATTERS,
        ReservationCode.NOT_THIS_WAY,
    }
)
#: So many organisations are listed on the page; the file has all.
SHOWN = 100


def study_context(page: StudyPage) -> dict[str, Any]:
    """What the page of a study shows."""
    indicator = page.study.indicator
    told = page.told
    grounds = grounds_of(told.raw if told else None, is_judged=False)
    name, colour = words.grounds_tag(grounds)
    context: dict[str, Any] = {
        "page": page,
        "study": page.study,
        "question": _("What did it do?"),
        "eyebrow": f"{page.measure.code} {page.measure_title}",
        "answer": _answer(page),
        "example": words.EXAMPLE if page.study.is_example else "",
        "grounds": name,
        "grounds_colour": colour,
        "indicator_title": in_language(indicator.title),
        "measure_url": reverse("programmes:measure", args=[page.programme.code, page.measure.code]),
        "job": _job(page),
        "facts": list(_facts(page, grounds)),
        "method": list(_method(page)),
        "steps": list(_steps(page)),
        "card": None,
    }
    if told is not None and told.card is not None:
        context |= _card(page, told.card)
    return context


def _card(page: StudyPage, card: EffectCard) -> dict[str, Any]:
    indicator = page.study.indicator
    said = words.card_in_words(card, indicator)
    codes = [each.code for each in card.reservations]
    pairs = list(zip(codes, said.reservations, strict=True))
    found = card.comparison
    return {
        "card": card,
        "said": said,
        "interval": signed_interval(card, indicator),
        "warnings": [line for code, line in pairs if code in _WARNINGS],
        "reservations": [line for code, line in pairs if code not in _WARNINGS],
        "event": event_study(found, indicator) if found and found.since_start else None,
        "pre_trend": wording.pre_trend_sentence(found.pre_trend, gettext) if found else "",
        "is_hidden": bool(found and not found.since_start),
        "not_taken_out": list(_not_taken_out(card)),
        "averages": list(averages(card, page)),
        "starts": list(by_start(card, page)),
        "organisations": [_organisation(row, indicator) for row in page.organisations.seen[:SHOWN]],
        "more_organisations": max(len(page.organisations.seen) - SHOWN, 0),
    }


def _organisation(row: Organisation, indicator: Indicator) -> dict[str, Any]:
    unit = in_language(indicator.unit)
    means = {"before": row.before, "after": row.after}
    shown = {
        name: "–" if mean is None else figure(round(mean, 1), unit, words.language())
        for name, mean in means.items()
    }
    return {"row": row, "part": words.part_of(row), **shown}


def _not_taken_out(card: EffectCard) -> Iterator[str]:
    yield from effect_grounds.not_taken_out(card.method, gettext)
    if card.method is Method.COMPARISON and card.mean_regression:
        said = effect_grounds.evens_out_sentence(card.mean_regression, gettext)
        if said:
            yield said


def averages(card: EffectCard, page: StudyPage) -> Iterator[dict[str, Any]]:
    """Every average of a comparison, the one that stands first at the top."""
    found = card.comparison
    if found is None:
        return
    written = wording.figure_of(
        card.estimate, words.unit_of_difference(page.study.indicator), words.language()
    )
    for kind, each in sorted(
        found.averages.items(), key=lambda item: item[0] is not found.headline
    ):
        has_interval = each.low is not None and each.high is not None
        yield {
            "name": wording.average_name(kind, gettext),
            "estimate": each,
            "value": written(each.value),
            "interval": f"{written(each.low or 0.0)} – {written(each.high or 0.0)}"
            if has_interval
            else "",
        }


def by_start(card: EffectCard, page: StudyPage) -> Iterator[dict[str, Any]]:
    """The effect on those who started together, by when they did."""
    found = card.comparison
    if found is None:
        return
    written = wording.figure_of(
        card.estimate, words.unit_of_difference(page.study.indicator), words.language()
    )
    for each in found.by_start:
        low, high = each.estimate.low, each.estimate.high
        yield {
            "start": each.start,
            "started": words.period(each.start),
            "organisations": each.organisations,
            "estimate": each.estimate,
            "value": written(each.estimate.value),
            "interval": "" if low is None or high is None else f"{written(low)} – {written(high)}",
        }


def _answer(page: StudyPage) -> str:
    if page.told is None and page.job is not None:
        if not page.job.is_over:
            return _("It is being computed.")
        if page.job.failure:
            return trouble_of(page.job)
    return words.answer(page.told, page.study.indicator)


def _job(page: StudyPage) -> dict[str, Any] | None:
    """Whether it is being computed, or what stopped that."""
    if page.job is None:
        return None
    return {"is_under_way": not page.job.is_over, "trouble": trouble_of(page.job)}


def _facts(page: StudyPage, grounds: Grounds) -> Iterator[Definition]:
    """How sure, in words; how many stand behind it."""
    yield Definition(
        _("Level of evidence"),
        words.grounds_tag(grounds)[0],
        _meaning(grounds),
    )
    yield Definition(_("Measured by"), in_language(page.study.indicator.title))
    if page.result is None:
        return
    values = page.result.content["values"]
    yield Definition(_("Periods"), _span(values))
    card = page.told.card if page.told else None
    if card is not None:
        found = card.comparison
        if card.method is Method.COMPARISON and found is not None:
            yield Definition(
                _("Organisations in all"), _count(found.organisations), _counted_twice(found)
            )
        if card.method is not Method.NONE:
            yield Definition(_("Organisations that started"), _count(card.starters))
        elif page.result.left_out:
            yield Definition(
                _("Left out, since they have no value from before they began"),
                _count(len(page.result.left_out)),
            )
        if card.compared:
            yield Definition(_("Organisations to compare with"), _count(card.compared))
    if values["unknown_starts"]:
        yield Definition(
            _("Left out, since nobody has said whether they have begun"),
            _count(values["unknown_starts"]),
        )
    if values["without_values"]:
        yield Definition(_("Left out, since they have no value"), _count(values["without_values"]))


def _method(page: StudyPage) -> Iterator[Definition]:
    """How it is looked at, on which values, when and by whom."""
    study, result = page.study, page.result
    design = Design(study.design).only
    yield Definition(_("Design"), effect_grounds.design_name(design, gettext))
    if study.indicator.is_of_organisations:
        yield Definition(_("Compared with"), wording.control_name(Control(study.control), gettext))
    if study.anticipation:
        yield Definition(
            _("Periods before the start in which something may already have changed"),
            _count(study.anticipation),
        )
    if study.by_lot:
        yield Definition(_("Lots were drawn"), study.lot_note)
    if study.began_on:
        yield Definition(_("Began in the sector"), day(study.began_on, words.language()))
    if result is not None:
        computed = day(result.computed_at.date(), words.language())
        asked_by = f", {result.asked_by_name}" if page.reads_studies else ""
        yield Definition(_("Computed"), f"{computed}{asked_by}")
        yield Definition(_("Digest of settings, values and starts"), result.digest[:16])


def _steps(page: StudyPage) -> Iterator[str]:
    if page.told is None or (page.told.is_withheld and not page.reads_studies):
        return
    for step in steps_up(page.told.raw):
        yield words.step_sentence(step)


def _meaning(grounds: Grounds) -> str:
    """What it takes to stand there; of nothing, that values are missing, not that nobody judged."""
    if grounds is Grounds.NONE:
        return wording.level_meaning(EvidenceLevel.NONE, gettext)
    return words.grounds_meaning(grounds)


def _counted_twice(found: StaggeredEffect) -> str:
    """Why the two sides are more than all, where they are."""
    if found.starters + found.compared <= found.organisations:
        return ""
    return _("Those that start late are compared with until they do, so they stand on both sides.")


def _span(values: Mapping[str, Any]) -> str:
    first = words.period(values["first"])
    if values["periods"] == 1:
        return first
    last, count = words.period_in_text(values["last"]), _count(values["periods"])
    said = {"first": first, "last": last, "count": count}
    return _("%(first)s to %(last)s, %(count)s in all") % said


def _count(value: int) -> str:
    return number(value, 0, words.language())
