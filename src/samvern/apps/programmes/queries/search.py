"""Programmes and measures by words in their codes and titles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from samvern.apps.programmes.models import Measure, Programme
from samvern.base.texts import in_language
from samvern.base.viewer import Viewer
from samvern.engine.alphabet import search_key

#: So many of each are shown; whoever wants more uses the register.
HITS_SHOWN = 20


@dataclass(frozen=True)
class Hit:
    """A programme, or a measure of it, that holds the words. ``measure`` is empty for the former."""

    programme: str
    measure: str
    title: str


def search(viewer: Viewer, words: str) -> list[Hit]:
    """What the viewer sees and whose code or title, in any language, holds all the words.

    Compared in Python, because databases do not agree on the case of letters beyond z.
    """
    wanted = search_key(words).split()
    if not wanted:
        return []
    programmes = Programme.objects.visible_to(viewer).values_list("code", "title")
    measures = (
        Measure.objects.visible_to(viewer)
        .filter(withdrawn_at=None)
        .values_list("programme__code", "code", "title")
    )
    of_programmes = ((code, "", title) for code, title in programmes)
    return [*_matching(of_programmes, wanted), *_matching(measures.iterator(), wanted)]


def _matching(rows: Iterator[tuple[str, str, dict[str, str]]], wanted: list[str]) -> list[Hit]:
    found: list[Hit] = []
    for programme, measure, title in rows:
        text = search_key(" ".join((measure or programme, *title.values())))
        if all(word in text for word in wanted):
            found.append(Hit(programme, measure, in_language(title)))
        if len(found) == HITS_SHOWN:
            break
    return found
