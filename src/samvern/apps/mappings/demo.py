"""Made-up mappings, so that a newcomer sees agreement, disagreement and what waits for a review.

Every one says that it is made up, and only made-up people have made and reviewed them: nobody
real has mapped these sets so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from samvern.apps.mappings import operations
from samvern.apps.mappings.models import RequirementMapping
from samvern.apps.mappings.rules import Place, Said
from samvern.base.models import User
from samvern.base.viewer import Viewer, viewer_for
from samvern.engine.mappings import Rationale, Relation, Style

_BASIC, _NSM = ("grunnleggende-tiltak", "0.7"), ("nsm-gp-ikt", "2.1")
_NIS2, _FIVE = ("nis2-art21-2", "2022-2555"), ("nsm-effective-measures", "undated")
#: The made-up people who may map and review.
_PEOPLE = ("authority", "officer")
_MADE_UP = "Oppdiktet eksempel: "


@dataclass(frozen=True)
class _Example:
    """Who says what of two requirements, and what another made-up person answers, if anything."""

    by: str
    source: tuple[tuple[str, str], str]
    target: tuple[tuple[str, str], str]
    relation: Relation
    why: str
    confidence: float | None = None
    answer: str = ""
    style: Style = Style.SET_THEORY


_EXAMPLES = (
    _Example(
        "authority",
        (_BASIC, "9"),
        (_NSM, "2.6.7"),
        Relation.SUPERSET,
        "tilgangskontroll omfatter flerfaktor, og mer.",
        0.8,
        "agree",
    ),
    _Example(
        "officer",
        (_BASIC, "9"),
        (_NSM, "2.6.7"),
        Relation.INTERSECTS,
        "tiltaket gjelder ikke alle kontoer som prinsippet gjelder.",
        0.5,
    ),
    _Example(
        "officer",
        (_BASIC, "10"),
        (_NSM, "4.1.1"),
        Relation.SUPERSET,
        "beredskapstiltaket krever planverk, og øvelser i tillegg.",
        0.7,
        "agree",
    ),
    _Example(
        "officer",
        (_BASIC, "3"),
        (_NSM, "1.2.3"),
        Relation.SUPERSET,
        "utstyr er en del av det som skal kartlegges.",
        0.9,
        "agree",
    ),
    _Example(
        "authority",
        (_BASIC, "6"),
        (_NSM, "2.3.4"),
        Relation.EQUAL,
        "begge ber om en standard konfigurasjon.",
        0.4,
        "reject",
    ),
    _Example(
        "authority",
        (_BASIC, "5"),
        (_NIS2, "21(2)(d)"),
        Relation.INTERSECTS,
        "begge gjelder leverandører.",
        style=Style.CROSSWALK,
    ),
    _Example(
        "officer",
        (_FIVE, "5"),
        (_NSM, "2.6.7"),
        Relation.EQUAL,
        "samme tiltak med samme ord.",
        0.9,
        "agree",
    ),
    _Example(
        "officer",
        (_FIVE, "5"),
        (_NIS2, "21(2)(j)"),
        Relation.SUBSET,
        "direktivet ber om flerfaktor og om sikret kommunikasjon.",
        0.7,
    ),
)
#: Why a made-up reviewer rejects.
_REJECTED = _MADE_UP + "prinsippet sier ikke noe om godkjenning, så de er ikke like."


@transaction.atomic
def load_examples(*, at: datetime) -> int:
    """Record the examples unless there is any mapping; how many are new."""
    people = {
        account: User.objects.filter(email=f"{account}@demo.samvern.example", is_demo=True).first()
        for account in _PEOPLE
    }
    if not all(people.values()) or RequirementMapping.objects.exists():
        return 0
    viewers = {name: viewer_for(user, channel="system") for name, user in people.items() if user}
    for example in _EXAMPLES:
        _record(example, viewers, at)
    return len(_EXAMPLES)


def _record(example: _Example, viewers: dict[str, Viewer], at: datetime) -> None:
    said = Said(
        example.relation,
        example.style,
        Rationale.SEMANTIC,
        _MADE_UP + example.why,
        example.confidence,
    )
    saved = operations.record_mapping(
        by=viewers[example.by],
        source=_place(*example.source),
        target=_place(*example.target),
        said=said,
        at=at,
    )
    if example.answer:
        (other,) = (each for name, each in viewers.items() if name != example.by)
        agrees = example.answer == "agree"
        operations.review_mapping(
            by=other,
            mapping_id=saved.pk,
            version=1,
            agrees=agrees,
            note="" if agrees else _REJECTED,
            at=at,
        )


def _place(version: tuple[str, str], requirement: str) -> Place:
    return Place(*version, requirement)
