"""Schemathesis tries every endpoint against the document: no 5xx, no breach of the schema."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from samvern.api import document
from samvern.apps.actors import operations as actors
from samvern.apps.actors.models import Grant
from samvern.apps.actors.register_reading import RegisterFile
from samvern.apps.assessments.operations import close_campaign
from samvern.apps.comparisons import operations as comparisons
from samvern.apps.effects.models import Audience
from samvern.apps.indicators import operations as indicator_operations
from samvern.apps.panels.models import Panel
from samvern.apps.programmes import operations as programme_operations
from samvern.apps.programmes.models import Programme
from samvern.apps.reporting import operations as reporting_operations
from samvern.apps.reporting.models import ReportOwner
from samvern.base.models import Job
from samvern.base.permissions import Role
from samvern.base.viewer import SYSTEM
from tests.factories import (
    actions,
    assessments,
    decisions,
    effects,
    evidence,
    exchange,
    frameworks,
    indicators,
    mappings,
    panels,
    programmes,
    register_units,
    reporting,
    roadmaps,
    snapshots,
)
from tests.factories.actors import grant
from tests.worlds import World

CHECKS: list[Any] = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
#: Tries of each endpoint and kind of input; who is not logged in is turned away unread.
TRIES = {"authority": 10, "anonymous": 2}

SCHEMA = schemathesis.openapi.from_dict(document())
SCHEMA.app = get_wsgi_application()
OPERATIONS = {found.ok().label: found.ok() for found in SCHEMA.get_all_operations()}
#: Endpoints that take something, so that something wrong can be sent to them.
TAKING = [
    label
    for label, found in OPERATIONS.items()
    if found.definition.raw["parameters"] or "requestBody" in found.definition.raw
]
WALK = [
    *((label, "authority", GenerationMode.POSITIVE) for label in OPERATIONS),
    *((label, "authority", GenerationMode.NEGATIVE) for label in TAKING),
    *((label, "anonymous", GenerationMode.POSITIVE) for label in OPERATIONS),
]


@pytest.fixture
def known(world: World, label: str) -> dict[str, str]:
    """What parameters of addresses may be, so that not everything is not found."""
    if "/papers/{paper_id}" in label or "{snapshot_id}" in label:
        return _told(label)
    if "roadmaps" in label or "plan-scenarios" in label:
        return _roadmap(label)
    if "effect" in label or "evidence-levels" in label:
        return _effect(label)
    return _known(world, label)


def _known(world: World, label: str) -> dict[str, str]:
    saved = programmes.programme(programmes.full_document("P-1", measures=3))
    measure = saved.measures.order_by("pk")[0]
    grant = Grant.objects.get(user=world.people["officer"])
    places = {
        "actor_id": str(world.hospital.pk),
        "grant_id": str(grant.pk),
        "code": saved.code,
        "measure": measure.code,
        "area": "1",
        "entry_id": "normen",
        "name": "nsm-gp-ikt-2.1",
        "paper": "gaps.xlsx",
    }
    authority = world.viewer("authority")
    if "scenario_id" in label:
        scenario = decisions.scenario(saved, by=authority, sharing="sector")
        places["scenario_id"] = str(scenario.pk)
    if "decision_id" in label:
        decision = decisions.decision(saved, by=authority, tiers=[["1"], ["2"]])
        places["decision_id"] = str(decision.pk)
    if "earlier" in label:
        places |= _comparison(saved, world)
    if "import_id" in label:
        places["import_id"] = _import(saved, label)
    if "mapping" in label:
        places |= _mapping(saved, world, label)
    if "{framework}" in label:
        places |= _framework()
    if "job_id" in label or "evidence" in label:
        places |= _job() if "job_id" in label else _evidence(world)
    if "panel_id" in label:
        places["panel_id"] = str(_panel(saved, world, label).pk)
    places |= _asked(saved, world, label) | _measured(saved, world, label)
    if "population_id" in label:
        drawn = actors.create_population(
            by=SYSTEM, at=programmes.AT, name="All", criteria={"added": [world.hospital.pk]}
        )
        places["population_id"] = str(drawn.population_id)
    return places | _follow_up(saved, world, label)


def _follow_up(saved: Programme, world: World, label: str) -> dict[str, str]:
    """A finding with an action, which is where the endpoint needs it, and a tie to a measure."""
    if not any(each in label for each in ("finding_id", "action_id", "tie_id")):
        return {}
    finding = actions.finding(world.hospital, reported=True)
    action = actions.action(finding, None)
    if label.endswith("/verify"):
        actions.done(action, by=world.people["officer"])
    measure_id = saved.measures.earliest("pk").pk
    said = {"measure_id": measure_id, "finding_id": finding.pk, "at": programmes.AT}
    tie = programme_operations.tie_measure(by=SYSTEM, **said)
    return {"finding_id": str(finding.pk), "action_id": str(action.pk), "tie_id": str(tie.pk)}


def _measured(saved: Programme, world: World, label: str) -> dict[str, str]:
    """An indicator with a value that the authority gives, or who began when with a measure."""
    if "start" in label:
        if not label.startswith("POST") or "register" not in label:
            indicators.register(saved, is_reported=True, code=saved.measures.earliest("pk").code)
        return {}
    if "indicator_id" not in label and "value_id" not in label:
        return {}
    found = indicators.indicator(saved, is_reported=True, measures=())
    if label.endswith("/resume"):
        retire: dict[str, Any] = {"by": SYSTEM, "indicator_id": found.pk, "at": indicators.AT}
        indicator_operations.retire_indicator(**retire)
        return {"indicator_id": str(found.pk)}
    indicators.values(
        found, indicators.given("2026-H1", 40.0, world.hospital), by=world.viewer("authority")
    )
    return {"indicator_id": str(found.pk), "value_id": str(found.values.get().pk)}


def _roadmap(label: str) -> dict[str, str]:
    """A roadmap that is planned, a version of it where one is asked for, and a scenario."""
    plan = roadmaps.plan(decisions.programme("P-RANKED"))
    places = {"plan_id": str(plan.pk), "number": "1", "code": plan.programme.code}
    if "{number}" in label:
        roadmaps.published(plan)
    if "scenario_id" in label:
        places["scenario_id"] = str(roadmaps.scenario(plan).pk)
    return places


def _effect(label: str) -> dict[str, str]:
    """A study that is computed, and published where that is looked for."""
    programme = decisions.programme("P-RANKED")
    indicator = effects.measured_as_one(programme)
    study = effects.study(programme, indicator, began_on=date(2025, 2, 1))
    if label.startswith("GET") or label.endswith("/withdraw"):
        effects.published(study, audience=Audience.PUBLIC)
    return {"code": programme.code, "study_id": str(study.pk)}


def _told(label: str) -> dict[str, str]:
    """A snapshot, and a paper where the endpoint needs it."""
    frozen = snapshots.snapshot(decisions.programme("P-RANKED"))
    paper = snapshots.paper(frozen)
    if label.endswith("/send"):
        snapshots.answered(paper)
    if label.endswith("/corrections"):
        snapshots.published(paper)
    places = {"snapshot_id": str(frozen.pk), "paper_id": str(paper.pk), "code": "P-RANKED"}
    return places | {"section": "summary", "language": "nb", "form": "xlsx"}


def _comparison(saved: Programme, world: World) -> dict[str, str]:
    """An earlier programme that is compared with."""
    earlier = programmes.programme(programmes.full_document("P-0", measures=3))
    compared = comparisons.propose(
        by=world.viewer("authority"), later=saved.code, earlier=earlier.code, at=programmes.AT
    )
    return {"earlier": earlier.code, "link_id": str(compared.links.order_by("pk")[0].pk)}


def _job() -> dict[str, str]:
    at = programmes.AT
    job = Job.objects.create(kind="one", key="1", label="Work", created_at=at, run_after=at)
    return {"job_id": str(job.pk)}


def _looks_after(world: World) -> None:
    """The authority is in charge of security at the hospital too, once."""
    authority = world.people["authority"]
    if not Grant.objects.filter(user=authority, role=Role.SECURITY_OFFICER).exists():
        grant(authority, Role.SECURITY_OFFICER, world.hospital)


def _evidence(world: World) -> dict[str, str]:
    """A file at the hospital, whose security the authority looks after here."""
    _looks_after(world)
    return {"evidence_id": str(evidence.file(world.hospital).pk)}


def _mapping(saved: Programme, world: World, label: str) -> dict[str, str]:
    """Remembered columns of a table, or what a requirement is to another."""
    if "column-mappings" in label:
        return {"mapping_id": str(exchange.remembered(saved).pk)}
    mappings.sets()
    said = mappings.mapping(world.viewer("officer"))
    place = {"code": "rules", "version": "1"} if "/mappings/of/" in label else {}
    return {"mapping_id": str(said.pk), **place}


def _asked(saved: Programme, world: World, label: str) -> dict[str, str]:
    """What somebody is asked: how measures stand, or how things are at an organisation."""
    if "/rounds/" in label or "/reports/" in label:
        return _reporting(saved, world, label)
    return _assessment(world, label) | _campaign(world, label)


def _assessment(world: World, label: str) -> dict[str, str]:
    """An assessment of the hospital, whose security the authority looks after here."""
    kinds = ("assessment_id", "question_id", "delegation_id", "submission_id", "workbook_id")
    names = [each for each in kinds if each in label]
    if not names:
        return {}
    _looks_after(world)
    officer = world.viewer("officer")
    own = assessments.started(world.hospital, by=officer)
    if "submission_id" in label:
        return {"submission_id": str(assessments.submitted(own, by=officer).pk)}
    if "workbook_id" in label:
        draft = assessments.workbook(own, world.people["authority"])
        return {"workbook_id": str(draft.pk)}
    return {**dict.fromkeys(names, str(own.pk)), "requirement": "1.1"}


def _campaign(world: World, label: str) -> dict[str, str]:
    """A campaign that is where the endpoint needs it, with its assessments."""
    if "submission_id" in label:
        submission = assessments.submitted(assessments.of(assessments.opened(), world.hospital))
        return {"submission_id": str(submission.pk)}
    if "campaign_id" not in label:
        return {}
    of_planned = {f"{verb} /api/v1/campaigns/{{campaign_id}}" for verb in ("PUT", "DELETE")}
    if label.endswith("/open") or label in of_planned:
        return {"campaign_id": str(assessments.planned().pk)}
    campaign = assessments.opened()
    if label.endswith("}/take-on"):
        return {
            "campaign_id": str(campaign.pk),
            "assessment_id": str(campaign.assessments.first().pk),
        }
    if label.endswith("/figures"):
        close_campaign(by=SYSTEM, campaign_id=campaign.pk, at=assessments.LATER)
    return {"campaign_id": str(campaign.pk)}


def _reporting(saved: Programme, world: World, label: str) -> dict[str, str]:
    """A round that is where the endpoint needs it, with a report that the authority writes."""
    of_planned = {f"{verb} /api/v1/rounds/{{round_id}}" for verb in ("PUT", "DELETE")}
    if label.endswith("/open") or label in of_planned:
        return {"round_id": str(reporting.planned(saved).pk)}
    found = reporting.opened(saved)
    report = found.reports.earliest("pk")
    places = {"round_id": str(found.pk), "report_id": str(report.pk)}
    if "submission_id" in label:
        ReportOwner.objects.create(report=report, actor=world.hospital)
        return {"submission_id": str(reporting.submitted(report, by=SYSTEM).pk)}
    if not label.endswith("/take-on"):
        take: dict[str, Any] = {"by": world.viewer("authority"), "report_id": report.pk}
        reporting_operations.take_on(reason="Asked", at=reporting.AT, **take)
        if label.endswith("/recall"):
            reporting.submitted(report, by=world.viewer("authority"))
    return places


def _import(saved: Programme, label: str) -> str:
    """A table of measures or a file of the register that has come in."""
    if "table-imports" in label:
        row = ("1.0", "Another title")
        uses = exchange.mapping(("Kode", "Tittel"), ("code", "title.nb"))
        return str(exchange.taken(saved, [row], uses=uses, headings=("Kode", "Tittel")).pk)
    files = [RegisterFile("enheter.json", register_units.as_stream([register_units.unit()]))]
    return str(actors.read_register(by=SYSTEM, at=programmes.AT, files=files).pk)


def _framework() -> dict[str, str]:
    """A set in two versions."""
    found = frameworks.requirement_set()
    frameworks.requirement_set(frameworks.framework(version="2", follows_version="1"))
    places = {"framework": found.code, "set_version": found.version}
    return {**places, "requirement": "1.1", "other": "2", "number": "1"}


def _panel(saved: Programme, world: World, label: str) -> Panel:
    """A panel that is where the endpoint needs it, with enough judges for a result."""
    judges = [world.people[member] for member in ("authority", "officer", "owner")]
    if label.endswith("/open"):
        return panels.planned(saved, *judges)
    panel = panels.opened(saved, *judges)
    if label.endswith(("/result", "/scenario", "/record")):
        return panels.closed(panel)
    return panel


@pytest.fixture(autouse=True)
def _one_connection_throughout() -> Iterator[None]:
    """Django's server would close the connection that the test's transaction is open on."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


def test_the_walk_reaches_every_endpoint() -> None:
    paths = document()["paths"].values()
    assert len(OPERATIONS) == sum(len(methods) for methods in paths)


@pytest.mark.parametrize(("label", "member", "mode"), WALK)
def test_no_input_breaks_the_api_or_its_promises(
    label: str,
    member: str,
    mode: GenerationMode,
    known: dict[str, str],
    token_of: Callable[..., str],
) -> None:
    operation = OPERATIONS[label]
    headers = {"Authorization": f"Bearer {token_of(member)}"} if member != "anonymous" else {}

    @seed(20261122)
    @given(case=operation.as_strategy(generation_mode=mode), places=st.booleans())
    @settings(
        max_examples=TRIES[member],
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def try_one(case: Case, places: bool) -> None:
        if places:
            for name in case.path_parameters or {}:
                case.path_parameters[name] = known[name]
        answer = case.call(headers=headers)
        case.validate_response(answer, checks=CHECKS)

    try_one()
