"""What columns are called in tables of measures, in the three languages, as they are met."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from samvern.engine.alphabet import search_key

_NAMES: Final[Mapping[str, str]] = {
    "code": "kode | id | nr | nr. | nummer | tiltak nr | tiltak-id | tiltaksnr | tiltaksnummer | "
    "tiltakskode | code | number | no. | measure id | measure no | measure code | #",
    "title": "tittel | tiltak | navn | namn | tiltakstittel | tiltaksnavn | title | measure | name | "
    "measure title",
    "title.nb": "tittel (bokmål) | tittel bokmål | tittel nb | title nb | title (nb)",
    "title.nn": "tittel (nynorsk) | tittel nynorsk | tittel nn | title nn | title (nn)",
    "title.en": "tittel (engelsk) | tittel engelsk | tittel en | title en | title (en) | "
    "english title | title (english)",
    "description": "beskrivelse | skildring | tiltaksbeskrivelse | description | innhold | omtale | "
    "beskrivelse av tiltaket",
    "description.nb": "beskrivelse (bokmål) | beskrivelse bokmål | description nb",
    "description.nn": "skildring (nynorsk) | beskrivelse (nynorsk) | description nn",
    "description.en": "beskrivelse (engelsk) | description en | english description",
    "focus_area": "innsatsområde | innsatsomr. | område | focus area | area | innsatsområde nr",
    "focus_area_title": "tittel på innsatsområdet | navn på innsatsområde | "
    "title of the focus area | focus area title",
    "parent": "del av | overordnet tiltak | overordna tiltak | hovedtiltak | part of | parent",
    "kind": "type | tiltakstype | slag | art | kind | type tiltak | measure type",
    "status": "status | tilstand | fremdrift | framdrift | progress",
    "owners": "eier | eigar | tiltakseier | tiltakseigar | ansvarlig | ansvarleg | ansvar | "
    "ansvarlig virksomhet | eier som publisert | eigar som publisert | owner | owners | "
    "responsible | owner as published",
    "owner_note": "merknad om eieren | merknad om eigaren | merknad eier | note on the owner",
    "involved": "involvert | involverte | involvert aktør | medvirkende | medverkande | deltakere | "
    "samarbeidspartnere | involved | participants",
    "target_group": "målgruppe | målgrupper | target group",
    "relevant_for": "relevant for | gjelder for | gjeld for",
    "interfaces": "grensesnitt | avhengigheter | avhengnader | interfaces | grensesnitt mot",
    "start": "start | oppstart | startdato | fra | frå | start date | from",
    "finish": "slutt | ferdig | frist | sluttdato | til | finish | end | deadline | due | end date",
    "every": "intervall for gjentakelse | intervall for gjentaking | gjentas | gjentak | frekvens | "
    "repeated every | every | frequency",
    "after": "etter | kommer etter | kjem etter | forutsetter | føreset | after | comes after | "
    "depends on",
    "related": "relatert til | relaterte tiltak | heng saman med | related to | related",
    "overlaps": "overlapper med | overlappar med | overlapp | overlaps | overlaps with",
    "cost": "kostnad | kostnader | ressursbehov | cost | costs",
    "support": "støtte | forventet støtte | forventa støtte | oppslutning | support",
    "implementation_risk": "gjennomføringsrisiko | risiko | risiko ved gjennomføring | "
    "implementation risk | risk",
}

#: Headings that stand for nothing that can be imported, and must not be taken for what is alike.
IGNORED: Final = frozenset(
    map(
        search_key,
        (
            *("eier i dag", "eigar i dag", "owner today"),
            *("anbefalingstrinn", "tilrådingstrinn", "tier", "prioritet", "priority"),
            *("kommentar", "kommentarer", "merknad", "comment", "comments", "sist endret"),
        ),
    )
)

#: What stands over, or before, risk areas and goals.
CONTRIBUTION: Final = tuple(
    map(search_key, ("bidrag", "bidrag til risikoområde", "contribution", "risikobidrag"))
)
GOAL: Final = tuple(
    map(search_key, ("måloppnåelse", "måloppnåing", "mål", "attainment", "goal attainment"))
)

SYNONYMS: Final[Mapping[str, str]] = MappingProxyType(
    {search_key(name): target for target, names in _NAMES.items() for name in names.split(" | ")}
)
