"""Programmes, and all that is said of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final

from django.utils import timezone

from samvern.apps.comparisons import operations as comparison_operations
from samvern.apps.decisions import operations as decision_operations
from samvern.apps.effects import operations as effect_operations
from samvern.apps.effects.models import Audience
from samvern.apps.exchange import operations as exchange_operations
from samvern.apps.programmes import operations as programme_operations
from samvern.apps.programmes.models import Programme, Sharing
from samvern.apps.programmes.operations import OwnerEntry
from samvern.apps.roadmaps import operations as roadmap_operations
from samvern.engine.programme import document as engine
from samvern.engine.roadmap.planning import Planning
from tests.factories import (
    decisions,
    effects,
    exchange,
    panels,
    roadmaps,
)
from tests.factories import programmes as make
from tests.strangers.markers import Markers
from tests.strangers.sector import Sector

AT = make.AT
#: The programmes of the story, by who sees them.
CODES: Final[Mapping[str, str]] = MappingProxyType(
    {Sharing.PUBLIC: "P-PUBLIC", Sharing.SECTOR: "P-SECTOR", Sharing.AUTHORITY: "P-DRAFT"}
)


def programmes(sector: Sector, say: Markers) -> None:
    """Three programmes, judged, changed by hand, compared, ranked, decided on and judged by panels."""
    authority = sector.viewer("authority")
    saved = {
        sharing: make.programme(_document(code, sector, say), sharing=sharing)
        for sharing, code in CODES.items()
    }
    for programme in saved.values():
        _edited(programme, sector, say)
        _weighed(programme, sector, say)
        _planned(programme, sector, say)
        _studied(programme, sector, say)
        _taken_in(programme, sector, say)
    compared = comparison_operations.propose(
        by=authority,
        later=CODES[Sharing.PUBLIC],
        earlier=CODES[Sharing.SECTOR],
        at=AT,
    )
    comparison_operations.add_link(
        by=authority, comparison_id=compared.pk, earlier="2.1", later="1.1", why=say("Kin"), at=AT
    )
    _panels(saved[Sharing.PUBLIC], sector, say)


def _document(code: str, sector: Sector, say: Markers) -> engine.Programme:
    whole = decisions.judged_document(code, measures=1)
    text = lambda: {"nb": say()}  # noqa: E731
    return replace(
        whole,
        title=text(),
        description=text(),
        publisher=say(),
        assignment=say(),
        builds_on=say(),
        reporting_to=say(),
        reporting_every=say(),
        basis_of_priority=(say(),),
        goals=tuple(replace(each, title=text(), description=text()) for each in whole.goals),
        risk_areas=tuple(
            replace(each, title=text(), description=text()) for each in whole.risk_areas
        ),
        focus_areas=tuple(
            replace(each, title=text(), description=text(), needs=say())
            for each in whole.focus_areas
        ),
        challenges=(engine.Challenge("U1", text(), text()),),
        risk_trends=(engine.RiskTrend("T1", text(), (say(),), text()),),
        recommendations=(engine.Recommendation(1, chapter=say(), focus_area="2", note=say()),),
        measures=tuple(
            replace(
                each,
                owners=(sector.actors["hospital"].name, say("Owner")),
                owner_note=say(),
                involved=(say("Involved"),),
                interfaces=(say("A law"),),
                every=say(),
                target_group=say(),
                relevant_for=say(),
                description=text(),
            )
            for each in whole.measures
        ),
    )


def _edited(programme: Programme, sector: Sector, say: Markers) -> None:
    authority = sector.viewer("authority")
    measure = programme.measures.order_by("pk")[0]
    programme_operations.set_owners(
        by=authority,
        measure_id=measure.pk,
        version=measure.version,
        owners=[OwnerEntry(sector.actors["hospital"].name, sector.actors["hospital"].pk)],
        at=AT,
    )
    measure.refresh_from_db()
    programme_operations.record_judgement(
        by=authority,
        subject=measure,
        criterion="cost",
        levels={"high": 1.0},
        why=say("Dear"),
        at=AT,
    )


def _weighed(programme: Programme, sector: Sector, say: Markers) -> None:
    """Scenarios with each sharing, a decision for the authority, and one after it for the sector."""
    authority, officer = sector.viewer("authority"), sector.viewer("officer")
    texts = {"title": say(), "reason": say()}
    if programme.sharing != Sharing.AUTHORITY:
        sharing = "own" if programme.sharing == Sharing.PUBLIC else "authority"
        decisions.scenario(programme, by=officer, sharing=sharing, title=say(), reason=say())
    shared = decisions.scenario(programme, by=authority, sharing="sector", **texts)
    first = decisions.decision(programme, by=authority, **_words(say))
    if programme.sharing == Sharing.PUBLIC:
        decision_operations.supersede_decision(
            by=authority,
            decision_id=first.pk,
            why=say("New figures"),
            said=decisions.said(**_words(say)),
            scenario_id=shared.pk,
            sharing="sector",
            at=AT,
        )


def _planned(programme: Programme, sector: Sector, say: Markers) -> None:
    """A roadmap with a scenario, its first version withdrawn, and a second that holds."""
    authority = sector.viewer("authority")

    def figures() -> Planning:
        return roadmaps.planning(basis={"nb": say("Estimated")})

    plan = roadmaps.plan(programme, by=authority, title=say(), planning=figures())
    roadmaps.scenario(plan, by=authority, title=say(), reason=say())
    roadmaps.published(plan, by=authority, note=say())
    roadmap_operations.withdraw_plan(by=authority, plan_id=plan.pk, number=1, why=say(), at=AT)
    plan.refresh_from_db()
    roadmap_operations.edit_plan(
        by=authority,
        plan_id=plan.pk,
        version=plan.version,
        title=say(),
        planning=figures(),
        at=AT,
    )
    roadmaps.published(plan, by=authority, note=say())


def _studied(programme: Programme, sector: Sector, say: Markers) -> None:
    """A study of lots among organisations, and one of the sector: published, withdrawn, published."""
    authority = sector.viewer("authority")
    code = programme.measures.earliest("pk").code
    who = [sector.actors["hospital"], sector.actors["other_hospital"]]
    starts = [effects.STARTS[0], None]
    measured = effects.measured(programme, measure=code, starts=starts, who=who)
    effects.study(
        programme, measured, by=authority, measure=code, by_lot=True, lot_note=say("Drawn")
    )
    study = effects.study(
        programme,
        effects.measured_as_one(programme, measure=code),
        by=authority,
        measure=code,
        began_on=effects.STARTS[0],
    )
    effects.published(study, by=authority, audience=Audience.PUBLIC, note=say())
    effect_operations.withdraw_study(by=authority, study_id=study.pk, why=say(), at=effects.LATER)
    effects.published(study, by=authority, note=say())


def _words(say: Markers) -> dict[str, Any]:
    return {field: say() for field in ("title", "decided", "reasons", "body", "decided_by")}


def _taken_in(programme: Programme, sector: Sector, say: Markers) -> None:
    """A table that waits, one that was taken in and undone, one that stands, and its columns."""
    authority = sector.viewer("authority")
    row = ("1.1", say("Renamed"), None, sector.actors["hospital"].name, "middels")
    exchange.draft(
        programme,
        by=authority,
        name=f"{say()}.csv",
        content=exchange.csv([row]),
        at=timezone.now(),
    )
    exchange.remembered(programme, by=authority, name=say("Columns"))
    for undone in (True, False) if programme.sharing == Sharing.PUBLIC else (True,):
        taken = exchange.taken(
            programme,
            [(row[0], say("Renamed"), *row[2:])],
            by=authority,
            why=say("Gone through"),
        )
        if undone:
            exchange_operations.undo_import(by=authority, import_id=taken.pk, why=say(), at=AT)


def _panels(programme: Programme, sector: Sector, say: Markers) -> None:
    """One planned, one open, one closed with names for nobody."""
    judges = [sector.people[each] for each in ("authority", "officer", "owner", "helper")]
    texts = lambda: {"title": say("Panel"), "purpose": say()}  # noqa: E731
    panels.planned(programme, *judges, **texts())
    for closed in (False, True):
        panel = panels.opened(programme, *judges, **texts())
        for judge in judges:
            panels.says(panel, judge, {"substantial": 1.0}, why=say("Because"))
        if closed:
            panels.closed(panel)
