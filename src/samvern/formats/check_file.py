"""The check file: what the questions of a short check need beyond requirements, as YAML or JSON.

Described, key by key, by ``check.schema.json`` (``samvern check schema``)::

    check:
      id: grunnsjekk
      version: "1.0"
      title: {nb: Grunnsjekk}
      framework: {id: grunnsjekk, version: "1.0"}
      guidance: norge-helse
      letter: {opening: {nb: Hei!}, closing: {nb: Takk!}, do: {nb: Send dette.}, minutes: 10}
      endings: {steps: {nb: …}, nothing_left: {nb: …}, unfinished: {nb: …}}
    sources: [{id: own, title: {nb: Vår vurdering}}]
    facts: [{id: website, title: {nb: Vi har egen nettside}}]
    questions:
      - id: "1.1"
        when: website
        help: {nb: Se etter …}
        patients: {nb: Da får pasienten …}
        answers: {fulfilled: {nb: Ja.}, partly: …, not_fulfilled: …, unknown: …, not_applicable: …}
        step: {do: {nb: Ta det opp på neste møte.}, minutes: 15}
        find_out: {do: {nb: Spør lederen.}, minutes: 5}
        weight: {value: 3, source: own, because: {nb: …}}
        poster: {nb: Spør først.}

The titles of the questions and their explanations stand in the requirement set. What is written
reads back as the same check: :func:`read` and :func:`write` are inverse.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, BinaryIO, Final

from samvern.engine.checks import (
    Check,
    CheckSource,
    ClinicFact,
    FactRule,
    Letter,
    Offer,
    Question,
    Task,
    Weight,
    find_flaws,
)
from samvern.engine.programme.document import LANGUAGES, NO_TEXT, Text
from samvern.formats import trees
from samvern.formats.trees import Kind, Path, Tree

#: Two hundred questions in three languages take about half of this.
MAX_BYTES: Final = 2 * 2**20

#: What a rule asks of the directory, by key of the file.
_RULE_LISTS: Final = ("kinds", "sizes", "owner_kinds")


def read(stream: BinaryIO, *, name: str) -> Check:
    """Read a check file.

    Raises
    ------
    InvalidInput
        ``file.…`` as for any file; ``check_file.invalid``, whose ``problems`` are all that is
        wrong, with path, line and column. Where the schema is broken, what else is wrong is told
        once it holds.
    """
    return trees.read(
        stream,
        _check,
        refused_as="check_file.invalid",
        schema="check",
        name=name,
        limit=MAX_BYTES,
    )


def schema_text() -> str:
    """The JSON Schema (draft 2020-12) of the check file, as published."""
    return trees.schema_text("check")


def write(check: Check, stream: BinaryIO, *, kind: Kind = "yaml") -> None:
    """Write a check so that :func:`read` gives the same one back."""
    values = plain(check)
    text = trees.as_json(values) if kind == "json" else trees.as_yaml(values)
    stream.write(text.encode())


def plain(check: Check) -> dict[str, object]:
    """The check as plain values, with what says nothing left out."""
    head = {
        "id": check.id,
        "version": check.version,
        "title": dict(check.title),
        "framework": {"id": check.framework, "version": check.framework_version},
        "guidance": check.guidance,
        "description": dict(check.description or {}),
        "licence": dict(check.licence or {}),
        "letter": {
            "opening": dict(check.letter.opening),
            "closing": dict(check.letter.closing),
            **_plain_task(check.letter.task),
        },
        "endings": {key: dict(said) for key, said in check.endings.items()},
    }
    sources = [
        _said({"id": each.id, "title": dict(each.title), "publisher": each.publisher})
        | ({} if each.is_read else {"read": False})
        for each in check.sources
    ]
    facts = [
        _said(
            {
                "id": each.id,
                "title": dict(each.title),
                "known_from": [_plain_rule(rule) for rule in each.known_from],
            }
        )
        for each in check.facts
    ]
    questions = [plain_question(each) for each in check.questions]
    return (
        {"check": _said(head)}
        | _said({"sources": sources, "facts": facts})
        | {"questions": questions}
    )


def plain_question(question: Question) -> dict[str, object]:
    """One question as plain values, with what says nothing left out."""
    weight = question.weight
    return _said(
        {
            "id": question.id,
            "when": question.when,
            "help": dict(question.help),
            "patients": dict(question.patients),
            "answers": {offer.value: dict(question.answers[offer]) for offer in question.offers},
            "step": _plain_task(question.step),
            "find_out": _plain_task(question.find_out),
            "ask": dict(question.ask or {}),
            "guidance": list(question.guidance),
            "weight": {
                "value": weight.value,
                "source": weight.source,
                "because": dict(weight.because),
            },
            "poster": dict(question.poster),
        }
    )


def _plain_task(task: Task) -> dict[str, object]:
    return _said({"do": dict(task.do), "who": dict(task.who or {}), "minutes": task.minutes})


def _plain_rule(rule: FactRule) -> dict[str, object]:
    lists = {key: list(getattr(rule, key)) for key in _RULE_LISTS}
    supplier = {"with_supplier": True} if rule.with_supplier else {}
    return {"settles": rule.settles, **_said(lists), **supplier}


def _said(values: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in values.items() if value not in (None, "", [], {})}


def _check(tree: Tree) -> Check | None:
    """A tree that has been through the schema; what is wrong beyond it joins its problems."""
    data: Any = tree.data
    if tree.problems or not isinstance(data, dict):
        return None
    head = data["check"]
    check = Check(
        id=head["id"],
        version=head["version"],
        title=_text(head["title"]),
        framework=head["framework"]["id"],
        framework_version=head["framework"]["version"],
        guidance=head["guidance"],
        letter=Letter(
            _text(head["letter"]["opening"]),
            _text(head["letter"]["closing"]),
            _task(head["letter"]),
        ),
        endings={key: _text(said) for key, said in head["endings"].items()},
        questions=tuple(_question(raw) for raw in data["questions"]),
        facts=tuple(_fact(raw) for raw in data.get("facts") or ()),
        sources=tuple(_source(raw) for raw in data.get("sources") or ()),
        description=_text_or_none(head.get("description")),
        licence=_text_or_none(head.get("licence")),
    )

    def say(code: str, path: Path, **params: Any) -> None:
        tree.problems.append(tree.problem(code, path, **params))

    find_flaws(check, say)
    return check


def _source(raw: Mapping[str, Any]) -> CheckSource:
    is_read = raw.get("read", True) is not False
    return CheckSource(raw["id"], _text(raw["title"]), raw.get("publisher") or "", is_read)


def _fact(raw: Mapping[str, Any]) -> ClinicFact:
    rules = tuple(
        FactRule(
            each["settles"],
            **{key: tuple(each.get(key) or ()) for key in _RULE_LISTS},
            with_supplier=each.get("with_supplier") is True,
        )
        for each in raw.get("known_from") or ()
    )
    return ClinicFact(raw["id"], _text(raw["title"]), rules)


def _question(raw: Mapping[str, Any]) -> Question:
    weight = raw["weight"]
    return Question(
        id=raw["id"],
        help=_text(raw["help"]),
        patients=_text(raw["patients"]),
        answers={Offer(key): _text(said) for key, said in raw["answers"].items()},
        step=_task(raw["step"]),
        find_out=_task(raw["find_out"]),
        weight=Weight(weight["value"], weight["source"], _text(weight["because"])),
        poster=_text(raw["poster"]),
        ask=_text_or_none(raw.get("ask")),
        when=raw.get("when") or "",
        guidance=tuple(raw.get("guidance") or ()),
    )


def _task(raw: Mapping[str, Any]) -> Task:
    return Task(_text(raw["do"]), raw["minutes"], _text_or_none(raw.get("who")))


def _text(raw: Mapping[str, str]) -> Text:
    return {language: raw[language] for language in LANGUAGES if language in raw}


def _text_or_none(raw: Mapping[str, str] | None) -> Text | None:
    return _text(raw or NO_TEXT) or None
