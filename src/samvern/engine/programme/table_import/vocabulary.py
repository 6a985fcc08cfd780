"""The words that tables use for levels, kinds and statuses, in the three languages.

The first word of each language is the one that Samvern itself writes.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from samvern.engine.alphabet import search_key
from samvern.engine.programme.document import MeasureKind, MeasureStatus, Scale

#: Value to the word of each language, and further words for the same.
Words = Mapping[str, tuple[Mapping[str, str], tuple[str, ...]]]

UNKNOWN: Final = "unknown"


def _said(nb: str, nn: str, en: str, *others: str) -> tuple[Mapping[str, str], tuple[str, ...]]:
    return MappingProxyType({"nb": nb, "nn": nn, "en": en}), others


_LEVEL: Final[Words] = {
    "low": _said("lav", "låg", "low", "lavt", "lave", "lågt", "liten", "lite", "l"),
    "medium": _said("middels", "middels", "medium", "moderat", "moderate", "m"),
    "high": _said("høy", "høg", "high", "høyt", "høye", "høgt", "stor", "stort", "h"),
}
_ATTAINMENT: Final[Words] = {
    "1": _said("ubetydelig", "ubetydeleg", "negligibly", "ingen", "negligible"),
    "2": _said("litt", "litt", "a little", "i liten grad", "little"),
    "3": _said("middels", "middels", "middling", "i noen grad", "medium"),
    "4": _said("i stor grad", "i stor grad", "to a large degree", "stor grad"),
    "5": _said("fullt ut", "fullt ut", "fully", "helt", "i svært stor grad"),
}
_CONTRIBUTION: Final[Words] = {
    "none": _said("ikke noe", "ikkje noko", "none", "ingen", "ingen bidrag"),
    "possible": _said(
        "mulig og indirekte", "mogleg og indirekte", "possible and indirect", "mulig", "indirekte"
    ),
    "some": _said("noe", "noko", "some", "noe bidrag"),
    "substantial": _said("vesentlig", "vesentleg", "substantial", "betydelig", "stort bidrag"),
}
_KIND: Final[Words] = {
    MeasureKind.MAPPING: _said("Kartlegging", "Kartlegging", "Mapping", "kartlegge"),
    MeasureKind.STUDY: _said("Utredning", "Utgreiing", "Study", "utrede", "greie ut"),
    MeasureKind.REQUIREMENT: _said("Krav", "Krav", "Requirement", "kravstilling"),
    MeasureKind.IMPLEMENTATION: _said(
        "Gjennomføring", "Gjennomføring", "Implementation", "iverksetting", "innføring"
    ),
}
_STATUS: Final[Words] = {
    MeasureStatus.EXISTING: _said("Eksisterende", "Eksisterande", "Existing", "finnes"),
    MeasureStatus.PROPOSED: _said("Foreslått", "Foreslått", "Proposed", "forslag", "nytt"),
    MeasureStatus.DECIDED: _said(
        "Besluttet", "Vedteke", "Decided", "vedtatt", "vedtatt gjennomført", "approved"
    ),
    MeasureStatus.ONGOING: _said(
        "Pågår", "Pågår", "Ongoing", "pågående", "i gang", "startet", "underveis", "in progress"
    ),
    MeasureStatus.COMPLETED: _said(
        "Fullført", "Fullført", "Completed", "ferdig", "gjennomført", "done", "utført"
    ),
    MeasureStatus.STOPPED: _said("Stanset", "Stansa", "Stopped", "stoppet", "stansa"),
}

OF_SCALE: Final[Mapping[Scale, Words]] = MappingProxyType(
    {Scale.LEVEL: _LEVEL, Scale.ATTAINMENT: _ATTAINMENT, Scale.CONTRIBUTION: _CONTRIBUTION}
)
OF_KIND: Final = MappingProxyType(_KIND)
OF_STATUS: Final = MappingProxyType(_STATUS)

#: Letters of the tables of IE-1125, whose case matters.
LETTERS: Final[Mapping[str, str]] = MappingProxyType(
    {"X": "substantial", "x": "some", "v": "possible"}
)

NOT_KNOWN: Final = frozenset(
    map(
        search_key,
        (
            *("unknown", "not known", "ikke kjent", "ikkje kjent", "ukjent", "vet ikke"),
            *("veit ikkje", "don't know", "usikker", "usikkert", "?"),
        ),
    )
)
NOT_JUDGED: Final = frozenset(
    map(search_key, ("not judged", "ikke vurdert", "ikkje vurdert", "-", "–", "—"))
)


@lru_cache(maxsize=16)
def _folded(kind: str) -> Mapping[str, str]:
    words = by_name(kind)
    found: dict[str, str] = {}
    for value, (own, others) in words.items():
        for word in (str(value), *own.values(), *others):
            found.setdefault(search_key(word), str(value))
    return MappingProxyType(found)


def by_name(kind: str) -> Words:
    """The words for ``kind``, ``status`` or the name of a scale."""
    return (
        {"kind": OF_KIND, "status": OF_STATUS}[kind] if kind in _CHOICES else OF_SCALE[Scale(kind)]
    )


_CHOICES: Final = ("kind", "status")


def folded(kind: str) -> Mapping[str, str]:
    """Every known word, without case and accents, with its value.

    Examples
    --------
    >>> folded("level")["høy"], folded("status")["i gang"]
    ('high', 'ongoing')
    """
    return _folded(kind)


def in_words(kind: str, language: str) -> Mapping[str, str]:
    """Each value with the word that Samvern writes for it.

    Examples
    --------
    >>> in_words("level", "nn")
    {'low': 'låg', 'medium': 'middels', 'high': 'høg'}
    """
    return {str(value): own[language] for value, (own, _others) in by_name(kind).items()}
