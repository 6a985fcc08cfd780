"""The check file: what is written reads back, what is wrong is told with its place."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from samvern.engine.checks import Check, CheckSource, ClinicFact, FactRule, Question, Task
from samvern.engine.checks.examples import CHECK
from samvern.engine.errors import InvalidInput
from samvern.formats import check_file
from samvern.formats.trees import Kind

words = st.text("abc æøå:«»'\"#-?", min_size=1, max_size=30).filter(str.strip)
texts = st.dictionaries(st.sampled_from(["nb", "nn", "en"]), words, min_size=1)
codes = st.lists(st.sampled_from(["gp_office", "10-49", "250+"]), unique=True, max_size=2).map(
    tuple
)
tasks = st.builds(Task, texts, st.integers(1, 90), st.none() | texts)
rules = st.builds(
    FactRule,
    st.booleans(),
    kinds=codes,
    sizes=codes,
    owner_kinds=codes,
    with_supplier=st.just(True),
)
sources = st.builds(CheckSource, st.just("own"), texts, st.sampled_from(["", "NSM"]), st.booleans())


@st.composite
def checks(draw: st.DrawFn) -> Check:
    """A check that holds, with what may be left out left out at times."""

    def changed(question: Question) -> Question:
        return replace(
            question,
            step=draw(tasks),
            find_out=draw(tasks),
            ask=question.ask or draw(st.none() | texts),
            poster=draw(texts),
            guidance=draw(st.sampled_from([(), ("normen",)])),
        )

    return replace(
        CHECK,
        title=draw(texts),
        facts=(ClinicFact("staff", draw(texts), tuple(draw(st.lists(rules, max_size=2)))),),
        sources=(draw(sources),),
        description=draw(st.none() | texts),
        licence=draw(st.none() | texts),
        questions=tuple(changed(each) for each in CHECK.questions),
    )


@given(checks(), st.sampled_from(["yaml", "json"]))
def test_what_is_written_reads_back_and_keeps_to_the_schema(check: Check, kind: Kind) -> None:
    stream = io.BytesIO()
    check_file.write(check, stream, kind=kind)
    stream.seek(0)
    assert check_file.read(stream, name=f"check.{kind}") == check
    jsonschema.validate(check_file.plain(check), json.loads(check_file.schema_text()))


def problems(change: Any) -> list[tuple[str, str]]:
    plain = json.loads(json.dumps(check_file.plain(CHECK)))
    change(plain)
    text = yaml.safe_dump(plain, allow_unicode=True, sort_keys=False)
    with pytest.raises(InvalidInput) as refused:
        check_file.read(io.BytesIO(text.encode()), name="check.yaml")
    assert refused.value.code == "check_file.invalid"
    assert all(each.line for each in refused.value.problems)
    return [(each.code, each.where) for each in refused.value.problems]


@pytest.mark.parametrize(
    ("change", "code", "where"),
    [
        (lambda p: p["questions"][0]["answers"].pop("unknown"), "key.missing", "answers"),
        (lambda p: p["questions"][0].pop("patients"), "key.missing", "questions[0]"),
        (lambda p: p["questions"][0].update(when="boat"), "check.fact_unknown", "when"),
        (lambda p: p["questions"][1].pop("ask"), "check.ask_missing", "questions[1]"),
        (lambda p: p["questions"][1]["weight"].update(value=6), "value.too_large", "value"),
        (lambda p: p["questions"][2].update(id="1"), "check.question_repeated", "questions[2].id"),
        (
            lambda p: p["facts"][0]["known_from"].append({"settles": True}),
            "list.too_short",
            "known",
        ),
        (lambda p: p["check"]["endings"].pop("nothing_left"), "key.missing", "endings"),
        (lambda p: p["check"].update(titel="x"), "key.misspelt", "check"),
        (lambda p: p.pop("questions"), "key.missing", ""),
    ],
)
def test_what_is_wrong_is_told_where_it_stands(change: Any, code: str, where: str) -> None:
    ((found, place),) = problems(change)
    assert found == code
    assert where in place


@pytest.mark.parametrize("text", ["[]", "a", "check: 1\nquestions: []", "{}"])
def test_what_is_no_check_at_all(text: str) -> None:
    with pytest.raises(InvalidInput):
        check_file.read(io.BytesIO(text.encode()), name="check.yaml")
