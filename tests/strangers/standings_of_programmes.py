"""Who stands how to programmes, and to what hangs on them: papers, roadmaps, effects, panels, indicators."""

from __future__ import annotations

from typing import Any

from samvern.apps.evidence.models import Evidence
from samvern.apps.papers.models import PaperFile
from samvern.apps.programmes.models import MeasureActor
from tests.strangers.audiences import (
    AUTHORITY,
    EVERYBODY,
    NOBODY,
    OVERSIGHT,
    REASONS,
    WITH_ROLE,
    Audience,
    own_officers,
    people,
    person,
    when,
    with_programme,
    with_set,
)
from tests.strangers.sector import Sector
from tests.strangers.standings import EVIDENCE

PROGRAMME = with_programme()
OF_MEASURE = with_programme("measure.programme")
COMPARED = with_programme("comparison.later") & with_programme("comparison.earlier")
SCENARIO = PROGRAMME & (
    person("author_id", "its author")
    | when("sharing", "or by sharing", own=NOBODY, authority=AUTHORITY, sector=WITH_ROLE)
)
DECISION = PROGRAMME & when("sharing", "by sharing", authority=OVERSIGHT, sector=WITH_ROLE)
SUPERSEDED = Audience(DECISION.words, lambda sector, row: DECISION.who(sector, row.later))  # type: ignore[attr-defined]
PLANNED = PROGRAMME & OVERSIGHT
SNAPSHOT = PROGRAMME & AUTHORITY


def _owns_it(sector: Sector, paper: Any) -> frozenset[str]:
    hospital = sector.actors["hospital"].path
    is_owned = paper.readers.filter(actor__path__startswith=hospital).exists()
    today = MeasureActor.objects.filter(
        measure__programme=paper.programme, measure__code=paper.about, part="owner"
    )
    is_owned = is_owned or today.filter(actor__path__startswith=hospital).exists()
    return frozenset({"owner"}) if is_owned else frozenset()


OWNS_IT = Audience("who owned the measure when it was frozen, or owns it today", _owns_it)
PAPER = PROGRAMME & when(
    lambda row: row.audience if row.stage == "published" else "not_published",
    "by whether it is published, and for whom it was made",
    not_published=AUTHORITY,
    authority=OVERSIGHT,
    owners=OVERSIGHT | OWNS_IT,
    sector=WITH_ROLE,
    public=EVERYBODY,
)
OF_PAPER = Audience(PAPER.words, lambda sector, row: PAPER.who(sector, row.paper))  # type: ignore[attr-defined]
WRITES_PAPER = with_programme("paper.programme") & AUTHORITY
WROTE_PAPER = with_programme("text.paper.programme") & AUTHORITY
FILE = Audience(
    f"of evidence: {EVIDENCE.words}",
    lambda sector, row: frozenset().union(
        *(EVIDENCE.who(sector, each) for each in Evidence.objects.filter(file=row))
    ),
) | Audience(
    f"of papers: {PAPER.words}",
    lambda sector, row: frozenset().union(
        *(
            PAPER.who(sector, each.approved.paper)
            for each in PaperFile.objects.filter(stored=row)  # type: ignore[misc]
        )
    ),
)
BESIDE_PLAN = with_programme("plan.programme") & OVERSIGHT
PUBLISHED = with_programme("plan.programme") & when(
    lambda row: "withdrawn" if hasattr(row, "withdrawal") else "in_force",
    "by whether it is withdrawn",
    in_force=EVERYBODY,
    withdrawn=OVERSIGHT,
)
WITHDRAWN = with_programme("published.plan.programme") & OVERSIGHT
OF_STUDY = with_programme("study.measure.programme")
_SHOWN_TO = {"sector": WITH_ROLE, "public": EVERYBODY}
STUDIED = OF_MEASURE & when(
    lambda row: (
        row.publications.filter(ended_at=None).values_list("audience", flat=True).first() or "kept"
    ),
    "by whom it is published to",
    kept=OVERSIGHT,
    **_SHOWN_TO,
)
COMPUTED = OF_STUDY & OVERSIGHT
SHOWN = OF_STUDY & when(
    lambda row: "ended" if row.ended_at else row.audience,
    "by whom it is meant for",
    ended=OVERSIGHT,
    **_SHOWN_TO,
)
INVITED = people("who are invited", lambda row: [each.user_id for each in row.judges.all()])


def _stands(panel: Any) -> str:
    return "closed" if panel.closed_at else "open" if panel.opened_at else "planned"


PANEL = PROGRAMME & when(
    _stands,
    "by where the panel stands",
    planned=AUTHORITY,
    open=AUTHORITY | INVITED,
    closed=REASONS | INVITED,
)
SAID = when(
    lambda row: _stands(row.cell.panel),
    "by where the panel stands",
    planned=NOBODY,
    open=person("judge.user_id", "its judge"),
    closed=Audience(PANEL.words, lambda sector, row: PANEL.who(sector, row.cell.panel)),  # type: ignore[attr-defined]
)

SET = with_set("requirement_set")
MAPPED = with_set("source.requirement_set") & with_set("target.requirement_set")
EDITION = Audience(
    f"{MAPPED.words}, with a role",
    lambda sector, row: (MAPPED & WITH_ROLE).who(sector, row.mapping),  # type: ignore[attr-defined]
)
OF_OWNER = Audience(
    "security officers and measure owners of the owner of the guidance",
    lambda sector, row: (
        (sector.officers(row.path) if row.path != "/" else frozenset())  # type: ignore[attr-defined]
        | ({"owner"} if row.path.startswith(sector.actors["hospital"].path) else set())  # type: ignore[attr-defined]
    ),
)

OF_INDICATOR = with_programme("indicator.programme")


def _who_sees_value(sector: Sector, row: Any) -> frozenset[str]:
    indicator = row.indicator
    overseers = OVERSIGHT.who(sector, row)
    if indicator.measured_on == "sector":
        return with_programme("indicator.programme").who(sector, row)
    if row.actor is not None:
        return sector.officers(row.actor.path) | (
            overseers if indicator.is_reported else frozenset()
        )
    is_open = indicator.is_reported or indicator.owner is None
    owners = frozenset({"owner"}) if indicator.owner is not None else frozenset()
    return owners | (overseers if is_open else frozenset())


#: Of an organisation: its own, and reported. Of a group: the owner's, and those who oversee it where it
#: is reported or has no owner; the owner of the story is the hospital.
VALUE = Audience(
    "of an organisation: security officers there and above it, and where it is reported the sector "
    "authority and supervisors; of a group: measure owners of the indicator's owner, and where it is "
    "reported or has no owner the sector authority and supervisors; of the sector as one: those who see "
    "the programme",
    _who_sees_value,
)
STARTED = own_officers("actor") | when(
    lambda row: "reported" if row.measure.start_register.is_reported else "kept",
    "by whether it is reported",
    reported=OVERSIGHT,
    kept=NOBODY,
)
