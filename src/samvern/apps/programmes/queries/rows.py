"""What the rows of several pages are made of: references, holders, judgements, spreads."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import get_language, gettext

from samvern.apps.programmes.models import SCALE_OF
from samvern.engine.programme.coverage import expected_share
from samvern.engine.programme.document import (
    LANGUAGES,
    SCALE_LEVELS,
    CriterionKind,
    Judgement,
    Scale,
)
from samvern.ui.wording.levels import judgement_words, level_names


@dataclass(frozen=True)
class Ref:
    """Another part of the programme; ``exists`` is False for a code that leads nowhere."""

    code: str
    title: str = ""
    exists: bool = True


@dataclass(frozen=True)
class ActorRef:
    """An actor of the register."""

    id: int
    name: str


@dataclass(frozen=True)
class Holder:
    """A name as published, and the actors that hold its part today, where they are known."""

    name: str
    actors: tuple[ActorRef, ...] = ()

    @property
    def today(self) -> str:
        """Who holds it today, where that is another name than the published one."""
        names = ", ".join(actor.name for actor in self.actors)
        return "" if names == self.name else names


@dataclass(frozen=True)
class LevelShare:
    """A level of a scale, its name, and how likely or how common it is (0..1)."""

    level: str
    label: str
    share: float


@dataclass(frozen=True)
class Judged:
    """How something was judged on a criterion; ``levels`` are all of the scale, lowest first.

    ``share`` is the expected level as a part of the scale (0 lowest, 1 highest), None when
    nobody knows or nobody judged. ``words`` say the same for people.
    """

    criterion: str
    about: str
    levels: tuple[LevelShare, ...]
    share: float | None
    words: str
    is_certain: bool
    is_unknown: bool
    is_judged: bool


@dataclass(frozen=True)
class Spread:
    """How the levels of many measures are spread: the mean of their judgements.

    ``judged`` of ``total`` measures were judged; the others count for nothing.
    """

    criterion: str
    levels: tuple[LevelShare, ...]
    judged: int
    total: int
    share: float | None
    words: str


def judged(criterion: CriterionKind, judgement: Judgement | None, about: str = "") -> Judged:
    """A judgement, or that there is none, as a row in the reader's language."""
    levels = tuple(judgement.levels.items()) if judgement else None
    return _judged(criterion, levels, about, get_language() or LANGUAGES[0])


@lru_cache(maxsize=10_000)
def _judged(
    criterion: CriterionKind,
    levels: tuple[tuple[str, float], ...] | None,
    about: str,
    language: str,
) -> Judged:
    """A row, made once for the thousands of judgements that say the same."""
    scale = SCALE_OF[criterion]
    value = None if levels is None else Judgement(dict(levels))
    is_unknown = value is not None and _is_even(scale, value.levels)
    return Judged(
        criterion=criterion.value,
        about=about,
        levels=_level_shares(scale, value.levels if value else {}),
        share=None if value is None or is_unknown else expected_share(scale, value),
        words=judgement_words(scale, value.levels if value else None, language, gettext),
        is_certain=value is not None and value.is_certain,
        is_unknown=is_unknown,
        is_judged=value is not None,
    )


def spread(criterion: CriterionKind, judgements: Sequence[Judgement | None]) -> Spread:
    """The judgements of several measures as one distribution over the levels."""
    scale = SCALE_OF[criterion]
    found = [judgement.levels for judgement in judgements if judgement]
    mean = {
        level: math.fsum(levels.get(level, 0.0) for levels in found) / len(found)
        for level in (SCALE_LEVELS[scale] if found else ())
    }
    return Spread(
        criterion=criterion.value,
        levels=_level_shares(scale, mean),
        judged=len(found),
        total=len(judgements),
        share=expected_share(scale, Judgement(mean)) if mean else None,
        words=_most_common(scale, mean),
    )


def refs(codes: Iterable[str], titles: Mapping[str, str]) -> tuple[Ref, ...]:
    """Codes as references to parts whose titles are known, or to nothing."""
    return tuple(Ref(code, titles.get(code, ""), exists=code in titles) for code in codes)


def _level_shares(scale: Scale, levels: Mapping[str, float]) -> tuple[LevelShare, ...]:
    names = level_names(scale, gettext)
    return tuple(LevelShare(level, names[level], levels.get(level, 0.0)) for level in names)


def _is_even(scale: Scale, levels: Mapping[str, float]) -> bool:
    shares = {levels.get(level, 0.0) for level in SCALE_LEVELS[scale]}
    return len(shares) == 1


def _most_common(scale: Scale, levels: Mapping[str, float]) -> str:
    """The level, or levels, that most of the measures stand at."""
    if not levels:
        return gettext("Not judged")
    highest = max(levels.values())
    names = level_names(scale, gettext)
    common = [names[level] for level, share in levels.items() if math.isclose(share, highest)]
    return gettext("mostly %(levels)s") % {"levels": " / ".join(common)}
