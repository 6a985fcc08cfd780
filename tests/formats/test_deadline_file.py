"""The deadline file: what is written reads back, what is wrong is told at once, what ships holds."""

from __future__ import annotations

import io
import json
from importlib import resources
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samvern.engine.deadlines import DeadlinePlan, Duration, Unit
from samvern.engine.errors import InvalidInput
from samvern.engine.programme.document import LANGUAGES
from samvern.formats import deadline_file
from samvern.formats.trees import Kind
from tests.factories.generated_deadlines import plans

SHIPPED = sorted(
    (resources.files("samvern.catalogues") / "deadlines").iterdir(), key=lambda path: path.name
)
HOURS_24, HOURS_72 = Duration(24, Unit.HOURS), Duration(72, Unit.HOURS)


def read(text: str) -> DeadlinePlan:
    return deadline_file.read(io.BytesIO(text.encode()), name="plan.yaml")


def problems(steps: str) -> list[tuple[str, int | None]]:
    text = f'deadlines: {{id: p, version: "1", title: {{nb: P}}}}\nsteps:\n{steps}'
    with pytest.raises(InvalidInput) as refused:
        read(text)
    assert refused.value.code == "deadline_file.invalid"
    return [(each.code, each.line) for each in refused.value.problems]


@given(plans(), st.sampled_from(["yaml", "json"]))
def test_what_is_written_reads_back_and_keeps_to_the_schema(plan: DeadlinePlan, kind: Kind) -> None:
    stream = io.BytesIO()
    deadline_file.write(plan, stream, kind=kind)
    stream.seek(0)
    assert deadline_file.read(stream, name=f"plan.{kind}") == plan
    jsonschema.validate(deadline_file.plain(plan), json.loads(deadline_file.schema_text()))


def test_every_problem_is_told_with_its_line() -> None:
    assert problems(
        "- {id: a, title: {nb: A}, within: {hours: 24}, after: z}\n"
        "- {id: b, title: {nb: B}, within: {days: 1}, after: c}\n"
        "- {id: c, title: {nb: C}, within: {days: 1}, after: b}\n"
    ) == [("deadline.after_unknown", 3), ("deadline.circle", 4)]


@pytest.mark.parametrize(
    ("step", "code"),
    [
        ("{id: a, title: {nb: A}, within: {hours: 1, days: 1}}", "keys.too_many"),
        ("{id: a, title: {nb: A}, within: {}}", "list.too_short"),
        ("{id: a, title: {nb: A}, within: {hours: 0}}", "value.too_small"),
        ("{id: a, title: {nb: A}, within: {weeks: 2}}", "key.unknown"),
        ("{id: a, title: {nb: A}, on: 2026-02-30}", "date.invalid"),
        ("{id: a, title: {nb: A}}", "deadline.no_duration"),
        ("{id: A b, title: {nb: A}, within: {hours: 1}}", "value.malformed"),
        ("{title: {nb: A}, within: {hours: 1}}", "key.missing"),
        ("{id: a, title: {fr: A}, within: {hours: 1}}", "key.unknown"),
        ("[]", "value.wrong_type"),
    ],
)
def test_what_the_format_does_not_allow(step: str, code: str) -> None:
    assert code in [found for found, _line in problems(f"- {step}\n")]


@pytest.mark.parametrize("text", ["[]", "a", "deadlines: {}\nsteps: []", "deadlines: 1"])
def test_what_is_no_plan_at_all(text: str) -> None:
    with pytest.raises(InvalidInput):
        read(text)


# What ships


def shipped(path: Any) -> DeadlinePlan:
    return deadline_file.read(io.BytesIO(path.read_bytes()), name=path.name)


def test_what_ships_is_what_the_sources_say() -> None:
    found = {plan.id: plan for plan in map(shipped, SHIPPED)}
    assert {
        name: {step.id: (step.within, step.after, step.is_verified) for step in plan.steps}
        for name, plan in found.items()
    } == {
        "digitalsikkerhetsloven": {"first-notice": (HOURS_24, "", True)},
        "gdpr-art33": {"notice": (HOURS_72, "", False)},
        "nis2-art23": {
            "early-warning": (HOURS_24, "", True),
            "notification": (HOURS_72, "", True),
            "final-report": (Duration(1, Unit.MONTHS), "notification", False),
        },
    }


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_what_ships_is_whole_in_every_language_and_names_its_source(path: Any) -> None:
    plan = shipped(path)
    assert path.name == f"{plan.id}.yaml"
    texts = [plan.title, plan.starts_when, plan.description, plan.licence]
    texts += [text for step in plan.steps for text in (step.title, step.remark) if text]
    assert all(text and set(text) == set(LANGUAGES) for text in texts)
    assert all(step.source and step.reminders for step in plan.steps)
