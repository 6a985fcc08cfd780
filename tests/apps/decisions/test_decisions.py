"""A decision is taken once, on figures that stay; nothing can be changed afterwards."""

from __future__ import annotations

import json
from datetime import date
from importlib import resources
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from jsonschema import Draft202012Validator
from referencing import Registry

from samvern.apps.decisions import operations, queries
from samvern.apps.decisions.facts import DecisionTaken
from samvern.apps.decisions.models import Decision, DecisionSharing, Scenario, Supersession
from samvern.apps.programmes import operations as programmes
from samvern.apps.programmes.models import Programme, Sharing
from samvern.base.models import AuditEntry, FactDelivery
from samvern.engine import priority
from samvern.engine.canonical import canonical_json, sha256_of
from samvern.engine.errors import Conflict, InvalidInput, NotAllowed, NotFound, NotReady
from tests.factories import decisions as make
from tests.worlds import CAST, World

SECTOR = set(CAST) - {"stranger", "anonymous"}
SEEN_BY = {
    DecisionSharing.AUTHORITY: {"authority", "supervisor"},
    DecisionSharing.SECTOR: SECTOR,
}


@pytest.mark.parametrize("member", CAST)
def test_the_authority_decides(world: World, programme: Programme, member: str) -> None:
    viewer = world.viewer(member)
    if member != "authority":
        with pytest.raises(NotAllowed):
            make.decision(programme, by=viewer)
        assert not Decision.objects.exists()
        return
    taken = make.decision(programme, by=viewer)
    assert taken.recorded_by_id == viewer.user_id
    entry = AuditEntry.objects.get(action="decision.taken")
    assert entry.changes["sha256"] == taken.sha256
    told = FactDelivery.objects.get(kind=DecisionTaken.__name__)
    assert told.content["decision_id"] == taken.pk


@pytest.mark.parametrize("sharing", DecisionSharing)
@pytest.mark.parametrize("member", CAST)
def test_sharing_says_who_sees_a_decision(
    world: World, programme: Programme, sharing: DecisionSharing, member: str
) -> None:
    make.decision(programme, sharing=sharing)
    is_seen = Decision.objects.visible_to(world.viewer(member)).exists()
    assert is_seen == (member in SEEN_BY[sharing])


@pytest.mark.parametrize("member", CAST)
def test_whoever_cannot_see_the_programme_cannot_see_the_decision(
    world: World, programme: Programme, member: str
) -> None:
    make.decision(programme, sharing=DecisionSharing.SECTOR)
    Programme.objects.update(sharing=Sharing.AUTHORITY)
    assert Decision.objects.visible_to(world.viewer(member)).exists() == (member == "authority")


def test_the_record_holds_all_that_it_takes_to_compute_it_again(programme: Programme) -> None:
    taken = make.decision(programme)
    record = taken.content
    assert taken.record == canonical_json(record)
    assert taken.sha256 == sha256_of(taken.record)
    assert record["decision"]["tiers"] == [["2"], ["1", "3"]]
    assert record["figures"]["programme_version"] == programme.version
    frozen = record["figures"]["ranking"]
    again = priority.rank(
        priority.RankingModel.from_json(frozen["model"]),
        [priority.Alternative(each) for each in frozen["model"]["matrix"]],
        samples=frozen["samples"],
        seed=frozen["seed"],
    ).to_json()
    assert json.loads(json.dumps(again["pairwise"])) == frozen["pairwise"]


def test_figures_are_read_back_as_they_were(programme: Programme) -> None:
    saved = make.scenario(programme, sharing="authority")
    before = queries.figures_of(saved)
    make.decision(programme, scenario_id=saved.pk)
    saved.refresh_from_db()
    assert queries.frozen_figures(saved) == before


def test_a_decision_freezes_its_scenario_with_its_figures(
    world: World, programme: Programme
) -> None:
    authority = world.viewer("authority")
    saved = make.scenario(programme, by=authority, sharing="authority")
    make.decision(programme, by=authority, scenario_id=saved.pk, scenario_version=1)
    saved.refresh_from_db()
    assert saved.frozen_at == make.AT
    before = queries.figures_of(saved)
    with pytest.raises(NotReady) as refused:
        operations.edit_scenario(
            by=authority,
            scenario_id=saved.pk,
            version=saved.version,
            title="Other",
            reason="Other",
            terms={},
            at=make.AT,
        )
    assert refused.value.code == "scenario.frozen"
    programmes.import_programme(
        by=authority,
        document=make.judged_document("P-RANKED", areas=2),
        at=make.AT,
        replace=True,
    )
    again = Scenario.objects.select_related("programme").get(pk=saved.pk)
    assert queries.figures_of(again).ranking == before.ranking


def test_nothing_of_a_decision_can_be_changed(programme: Programme) -> None:
    taken = make.decision(programme)
    taken.title = "Another title"
    for change in (
        taken.save,
        taken.delete,
        lambda: Decision.objects.update(title="Another title"),
        lambda: Decision.objects.all().delete(),
        lambda: Decision.objects.bulk_update([taken], ["title"]),
    ):
        with pytest.raises(NotReady), transaction.atomic():
            change()
    assert Decision.objects.get().title == "The order of the focus areas"


def test_a_later_decision_supersedes_and_leaves_the_earlier_row_alone(
    world: World, programme: Programme
) -> None:
    authority = world.viewer("authority")
    earlier = make.decision(programme, by=authority)
    before = Decision.objects.values().get(pk=earlier.pk)
    later = _supersede(world, "authority", earlier)
    assert Decision.objects.values().get(pk=earlier.pk) == before
    assert list(Decision.objects.in_force()) == [later]
    row = Supersession.objects.get()
    assert (row.earlier, row.later, row.why) == (earlier, later, "The budget came.")
    actions = AuditEntry.objects.filter(action__startswith="decision.")
    assert sorted(entry.action for entry in actions) == [
        "decision.superseded",
        "decision.taken",
        "decision.taken",
    ]
    told = FactDelivery.objects.filter(kind=DecisionTaken.__name__).order_by("pk")
    assert [fact.content["superseded_id"] for fact in told] == [None, earlier.pk]
    with pytest.raises(Conflict):
        _supersede(world, "authority", earlier)
    assert Decision.objects.count() == 2


@pytest.mark.parametrize("member", CAST)
def test_only_the_authority_supersedes(world: World, programme: Programme, member: str) -> None:
    earlier = make.decision(programme, sharing=DecisionSharing.SECTOR)
    if member == "authority":
        assert _supersede(world, member, earlier)
        return
    with pytest.raises(NotAllowed if member in SECTOR else NotFound):
        _supersede(world, member, earlier)


def test_superseding_needs_a_reason(world: World, programme: Programme) -> None:
    earlier = make.decision(programme)
    with pytest.raises(InvalidInput):
        _supersede(world, "authority", earlier, why=" ")


def test_figures_that_changed_since_they_were_seen_are_not_decided_on(
    programme: Programme,
) -> None:
    with pytest.raises(Conflict):
        make.decision(programme, programme_version=programme.version + 1)
    saved = make.scenario(programme, sharing="sector")
    with pytest.raises(Conflict):
        make.decision(programme, scenario_id=saved.pk, scenario_version=2)
    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"title": ""}, "value.missing"),
        ({"decided": " "}, "value.missing"),
        ({"reasons": ""}, "value.missing"),
        ({"body": ""}, "value.missing"),
        ({"decided_by": ""}, "value.missing"),
        ({"body": "x" * 301}, "value.too_long"),
        ({"decided_on": date(2026, 11, 24)}, "decision.in_future"),
        ({"tiers": []}, "decision.no_order"),
        ({"tiers": [["1"], []]}, "decision.no_order"),
        ({"tiers": [["1"], ["1"]]}, "decision.named_twice"),
        ({"tiers": [["9"]]}, "decision.unknown_alternative"),
        ({"sharing": "public"}, "value.unknown"),
    ],
)
def test_what_does_not_hold_is_refused(
    programme: Programme, wrong: dict[str, Any], code: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        make.decision(programme, **wrong)
    assert code in {problem.code for problem in refused.value.problems}
    assert not Decision.objects.exists()


def test_a_decision_rests_on_a_scenario_of_its_own_programme_and_level(
    programme: Programme,
) -> None:
    other = make.scenario(make.programme(), sharing="sector")
    measures = make.scenario(programme, level="measure", sharing="sector")
    for wrong in (other, measures):
        with pytest.raises(InvalidInput):
            make.decision(programme, scenario_id=wrong.pk)


def test_no_more_people_read_a_decision_than_may_see_its_scenario(
    world: World, programme: Programme
) -> None:
    authority = world.viewer("authority")
    private = make.scenario(programme, by=authority)
    shared = make.scenario(programme, by=authority, sharing="authority")
    for scenario, sharing in ((private, "authority"), (shared, "sector")):
        with pytest.raises(InvalidInput) as refused:
            make.decision(programme, by=authority, scenario_id=scenario.pk, sharing=sharing)
        assert refused.value.problems[0].code == "decision.wider_than_scenario"
    assert make.decision(programme, by=authority, scenario_id=shared.pk)


def test_the_database_holds_the_rules_too(programme: Programme) -> None:
    taken = make.decision(programme)
    for field, value in (("title", ""), ("sha256", "short"), ("record", ""), ("body", "")):
        copy = Decision.objects.get(pk=taken.pk)
        copy.pk, copy._state.adding = None, True
        setattr(copy, field, value)
        with pytest.raises(IntegrityError), transaction.atomic():
            copy.save()


def _supersede(world: World, member: str, earlier: Decision, **fields: Any) -> Decision:
    fields.setdefault("why", "The budget came.")
    return operations.supersede_decision(
        by=world.viewer(member),
        decision_id=earlier.pk,
        at=make.AT,
        said=make.said(title="The order, after the budget", tiers=[["1"], ["2"]]),
        **fields,
    )


@pytest.mark.django_db
def test_the_reverse_question_is_answered_and_frozen_with_it(programme: Programme) -> None:
    possible = make.decision(programme, tiers=[["1"], ["2"], ["3"]]).content["reverse"]
    assert possible["verdict"] == "possible"
    assert possible["decided"]["tiers"] == [["1"], ["2"], ["3"]]
    assert not possible["decided"]["others_follow"]
    assert "model" not in possible
    single = make.decision(programme, tiers=[["1", "2"]]).content["reverse"]
    assert single is None, "a single tier says nothing"


def test_the_record_follows_its_published_schemas(programme: Programme) -> None:
    saved = make.scenario(programme, sharing="sector")
    folder = resources.files("samvern.catalogues") / "schemas"
    schemas = {
        name: json.loads((folder / f"{name}.schema.json").read_text(encoding="utf-8"))
        for name in ("decision", "ranking", "explanation", "scenario")
    }
    registry: Registry[Any] = Registry().with_contents(
        (schema["$id"], schema) for schema in schemas.values()
    )

    def check(name: str, value: object) -> None:
        Draft202012Validator(schemas[name], registry=registry).validate(value)

    for taken in (make.decision(programme), make.decision(programme, scenario_id=saved.pk)):
        record = taken.content
        check("decision", record)
        check("ranking", record["figures"]["ranking"])
        explanation = {**record["reverse"], "model": record["figures"]["ranking"]["model"]}
        check("explanation", explanation)
    check("scenario", record["scenario"]["terms"])
