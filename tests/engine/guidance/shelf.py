"""A small catalogue that known answers are worked out on."""

from __future__ import annotations

from samvern.engine.frameworks import Reference
from samvern.engine.guidance import (
    GuidanceCatalogue,
    GuidanceEntry,
    GuidanceKind,
    GuidanceSource,
    Help,
    Life,
    Provenance,
    Subject,
)

READ = Provenance("report", "kap. 3")


def entry(identifier: str, nb: str, *helps: str, **fields: object) -> GuidanceEntry:
    """An entry with a bokmål title that a source says helps with requirements of ``f``."""
    values: dict[str, object] = {"owner": "Normen", "found_in": (READ,)}
    return GuidanceEntry(
        identifier,
        fields.pop("kind", GuidanceKind.FACTSHEET),  # type: ignore[arg-type]
        {"nb": nb},
        helps=tuple(Help(Reference("f", each), said_in=READ) for each in helps),
        **(values | fields),  # type: ignore[arg-type]
    )


ACCESS = Subject(
    "access",
    {"nb": "Tilgangsstyring", "nn": "Tilgangsstyring", "en": "Access control"},
    {"nb": ("passord", "innlogging"), "en": ("password", "login")},
)
EXERCISES = Subject("exercises", {"nb": "Øvelser", "nn": "Øvingar", "en": "Exercises"})
RISK = Subject("risk", {"nb": "Risikostyring", "nn": "Risikostyring", "en": "Risk management"})


def shelf(*entries: GuidanceEntry, **fields: object) -> GuidanceCatalogue:
    """A catalogue of these entries."""
    return GuidanceCatalogue(
        "shelf",
        "1",
        {"nb": "Hylle"},
        "Test",
        sources=(GuidanceSource("report", "Rapport"),),
        subjects=(ACCESS, EXERCISES, RISK),
        entries=entries,
        **fields,  # type: ignore[arg-type]
    )


SMALL = shelf(
    entry("fa14", "Tilgangsstyring", "9", subjects=("access",)),
    entry("access-guide", "Veileder for tilgangsstyring", "9", subjects=("access",)),
    entry("fa47", "Autorisasjonsregister", "9", subjects=("access",)),
    entry("fa07", "Risikovurdering", "2", life=Life.MOVED, moved_into="risk-guide"),
    entry("risk-guide", "Veileder om risikostyring", subjects=("risk",)),
    entry("dsb", "Øvelsesveileder", owner="DSB", subjects=("exercises",)),
    entry("emergency", "Nødprosedyrer ved bortfall av IKT", "10"),
    entry("gp", "Informasjonssikkerhet for legekontorer", "2", audience=("gp_office",)),
    entry("digdir", "Styring og kontroll", "1", "2", owner="Digdir"),
    entry("plan", "Nasjonal IKT-beredskapsplan", "10", life=Life.PLANNED, owner="HOD"),
)
