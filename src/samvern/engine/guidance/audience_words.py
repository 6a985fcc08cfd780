"""What people call the kinds of actors that guidance is for, in the three languages."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

#: Kind of actor to language to its names and plain words for it. Words that say nothing of which
#: kind it is ("health", "authority") are left out, so that they find no more than before. Ours,
#: not a publisher's.
AUDIENCE_WORDS: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = MappingProxyType(
    {
        "ministry": {
            "nb": ("departement", "departementet"),
            "nn": ("departement", "departementet"),
            "en": ("ministry",),
        },
        "supervisory_authority": {
            "nb": ("tilsynsmyndighet", "tilsyn"),
            "nn": ("tilsynsorgan", "tilsyn"),
            "en": ("supervisory", "supervisor"),
        },
        "regional_authority": {
            "nb": ("helseforetak", "RHF"),
            "nn": ("helseføretak", "RHF"),
            "en": ("RHF",),
        },
        "hospital_trust": {
            "nb": ("sykehus", "helseforetak", "HF"),
            "nn": ("sjukehus", "helseføretak", "HF"),
            "en": ("hospital", "hospitals"),
        },
        "pharmacy_trust": {
            "nb": ("apotek", "sykehusapotek"),
            "nn": ("apotek", "sjukehusapotek"),
            "en": ("pharmacy",),
        },
        "municipality": {
            "nb": ("kommune", "kommunehelsetjeneste"),
            "nn": ("kommune", "kommunehelseteneste"),
            "en": ("municipality",),
        },
        "gp_office": {
            "nb": ("fastlege", "fastlegekontor", "legekontor", "lege", "allmennlege"),
            "nn": ("fastlege", "fastlegekontor", "legekontor", "lege", "allmennlege"),
            "en": ("GP", "doctor", "physician"),
        },
        "dentist": {
            "nb": ("tannlege", "tannlegekontor", "tannhelse"),
            "nn": ("tannlege", "tannlegekontor", "tannhelse"),
            "en": ("dentist",),
        },
        "psychologist": {"nb": ("psykolog",), "nn": ("psykolog",), "en": ("psychologist",)},
        "supplier": {
            "nb": ("leverandør",),
            "nn": ("leverandør",),
            "en": ("supplier", "vendor"),
        },
        "patients": {
            "nb": ("pasient", "pårørende"),
            "nn": ("pasient", "pårørande"),
            "en": ("patient",),
        },
    }
)
