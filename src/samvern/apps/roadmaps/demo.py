"""A made-up roadmap, so that a newcomer has something to look at.

How long things take, what they cost and what there is to spend is assumed: the report says none of
it. The plan is marked as an example wherever it is shown, and belongs to a made-up person.
"""

from __future__ import annotations

from datetime import datetime
from importlib import resources
from io import BytesIO

from samvern.apps.programmes.models import Programme
from samvern.apps.roadmaps import operations
from samvern.apps.roadmaps.models import Plan
from samvern.base.models import User
from samvern.base.viewer import viewer_for
from samvern.engine.roadmap import Period
from samvern.engine.roadmap.adjusting import Adjustments
from samvern.formats import roadmap_file

_PROGRAMME = "IE-1125"
_AUTHOR = "authority@demo.samvern.example"
_FILE = "demo_planning.yaml"


def load_examples(*, at: datetime) -> int:
    """Make and publish the example unless there is one; how many plans are new."""
    author = User.objects.filter(email=_AUTHOR, is_demo=True).first()
    is_there = Programme.objects.filter(code=_PROGRAMME).exists()
    if author is None or not is_there or Plan.objects.filter(is_example=True).exists():
        return 0
    viewer = viewer_for(author, channel="system")
    content = (resources.files("samvern.apps.roadmaps") / _FILE).read_bytes()
    plan = operations.make_plan(
        by=viewer,
        code=_PROGRAMME,
        title="Eksempel: veikart 2027–2030",
        planning=roadmap_file.read(BytesIO(content), name=_FILE),
        at=at,
        is_example=True,
    )
    operations.solve_plan(by=viewer, plan_id=plan.pk, at=at, is_patient=True)
    operations.publish_plan(
        by=viewer,
        plan_id=plan.pk,
        version=plan.version,
        note="Oppdiktet eksempel. Ingen har vedtatt denne planen.",
        at=at,
    )
    half_years = [Period.read(f"{year}-H{half}") for year in (2028, 2029) for half in (1, 2)]
    scenario = operations.make_scenario(
        by=viewer,
        plan_id=plan.pk,
        title="Eksempel: 3 mill. kr mindre hvert halvår i 2028 og 2029",
        reason="Oppdiktet eksempel. Hva må vente hvis budsjettet blir strammere midt i perioden?",
        adjustments=Adjustments(amounts={"state": dict.fromkeys(half_years, -3.0)}),
        at=at,
    )
    operations.solve_plan(
        by=viewer, plan_id=plan.pk, scenario_id=scenario.pk, at=at, is_patient=True
    )
    return 1
