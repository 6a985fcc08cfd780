"""Every code that the source raises has a sentence, and every sentence can be filled in."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from importlib import resources
from pathlib import Path

import pytest
from hypothesis import given

from samvern.engine.errors import Conflict, InvalidInput, NotAllowed, NotFound, NotReady, Problem
from samvern.engine.programme.consistency import check
from samvern.engine.programme.document import Programme
from samvern.ui.wording import errors, findings, of_findings, of_reasons, of_snapshot_findings
from samvern.ui.wording.languages import language_of, translations
from samvern.ui.wording.sentences import in_english, translated
from tests.factories.generated_programmes import programmes

SOURCE = Path(str(resources.files("samvern")))
RAISED = {"InvalidInput", "NotReady", "NotAllowed", "NotFound", "Conflict", "SamvernError"}
CODE = re.compile(r"[a-z][a-z0-9_]*\.[a-z0-9_.]+")

#: Functions and methods of the engine and the formats that hand a code on, by the position of it.
HANDED_ON = {"say": 0, "problem": 0, "_problem": 0, "_say": 0, "_add": 0}


def codes(kind: str) -> dict[str, str]:
    """Codes as patterns, with the place of each: errors, findings or statements."""
    found: dict[str, str] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _kind(node) == kind and node.args:
                place = f"{path.relative_to(SOURCE)}:{node.lineno}"
                found.update(dict.fromkeys(_patterns(node.args[0]), place))
            if isinstance(node, ast.keyword) and kind == "Error" and node.arg == "refused_as":
                place = f"{path.relative_to(SOURCE)}:{node.value.lineno}"
                found.update(dict.fromkeys(_patterns(node.value), place))
    return found


def _kind(call: ast.Call) -> str:
    function = call.func
    if isinstance(function, ast.Name):
        name, owner = function.id, ""
    elif isinstance(function, ast.Attribute):
        name = function.attr
        owner = function.value.id if isinstance(function.value, ast.Name) else ""
    else:
        return ""
    if name == "of" and owner in ("Finding", "Statement", "Problem"):
        return "Error" if owner == "Problem" else owner
    is_error = name in RAISED or name in HANDED_ON or name == "Problem"
    return "Error" if is_error else ""


def _patterns(argument: ast.expr) -> Iterator[str]:
    """Regular expressions for the codes that an expression may give."""
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        if CODE.fullmatch(argument.value):
            yield re.escape(argument.value)
    elif isinstance(argument, ast.IfExp):
        yield from _patterns(argument.body)
        yield from _patterns(argument.orelse)
    elif isinstance(argument, ast.JoinedStr):
        parts = [
            re.escape(part.value) if isinstance(part, ast.Constant) else "[a-z_]+"
            for part in argument.values
        ]
        yield "".join(parts)


def without_words(patterns: Mapping[str, str], known: Mapping[str, object]) -> list[str]:
    return [
        f"{pattern} ({place})"
        for pattern, place in patterns.items()
        if not any(re.fullmatch(pattern, code) for code in known)
    ]


def test_every_error_has_words() -> None:
    raised = codes("Error")
    assert len(raised) > 100
    # Rules of form fields come from Django, with words of their own for the whole family.
    raised = {code: place for code, place in raised.items() if not code.startswith("field")}
    assert {re.escape("lineage_file.invalid"), re.escape("weights_file.invalid")} <= raised.keys()
    # Whoever reads a tree says what kind of file it was in place of this one.
    del raised[re.escape("tree.unreadable")]
    assert without_words(raised, errors.sentences(str)) == []


def test_every_finding_and_every_reason_has_words() -> None:
    found, reasons = codes("Finding"), codes("Statement")
    assert len(found) > 30
    assert len(reasons) > 20
    told = {**of_findings.sentences(str), **of_snapshot_findings.sentences(str)}
    assert without_words(found, told) == []
    assert without_words(reasons, of_reasons.sentences(str)) == []


def test_codes_that_the_schema_leads_to_have_words() -> None:
    from samvern.formats.trees import schema

    assert set(schema._SIMPLE_RULES.values()) <= errors.sentences(str).keys()


@pytest.mark.parametrize("part", [errors, of_findings])
def test_every_sentence_can_be_filled_and_ends_as_one(part) -> None:
    for code, (what, do) in part.sentences(str).items():
        assert what, code
        for said in (what % AnyParameter(), do % AnyParameter()):
            assert "%(" not in said, code
        last = do if part is of_findings or do.startswith("%(") is False else what
        assert not last or last[-1] in ".?s:”", code


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_one_sentence_is_what_the_whole_table_says(language: str) -> None:
    """Only what stands as one pattern can be translated after it is found."""
    _ = translations(language).gettext
    for table in (errors.sentences, of_findings.sentences, of_snapshot_findings.sentences):
        english, whole = in_english(table), table(_)
        for code, patterns in english.items():
            assert tuple(translated(each, _) for each in patterns) == whole[code], code
    for code, pattern in in_english(of_reasons.sentences).items():
        assert translated(pattern, _) == of_reasons.sentences(_)[code], code


class AnyParameter(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "7"


@given(programmes())
def test_whatever_is_found_can_be_said_in_words_and_as_json(programme: Programme) -> None:
    for finding in check(programme):
        said = findings.words(finding, "nb", str)
        assert said.title
        assert said.sentence
        assert "%(" not in said.sentence
        assert findings.as_json(finding, "nb", str)["code"] == finding.code


def test_figures_are_written_as_the_language_does() -> None:
    from samvern.engine.programme.consistency import Finding, Severity
    from samvern.formats.programme_file import read

    path = SOURCE / "catalogues" / "programmes" / "ie-1125.yaml"
    with path.open("rb") as stream:
        first: Finding = check(read(stream, name=path.name))[0]
    assert first.severity is Severity.DISAGREEMENT
    assert "4.1, but the scores give 4.2" in findings.words(first, "en", str).sentence
    assert "4,1, but the scores give 4,2" in findings.words(first, "nb", str).sentence
    assert findings.words(first, "nb", str).arithmetic[1] == "25 / 6 = 4,1667"


@pytest.mark.parametrize("kind", [InvalidInput, NotAllowed, NotFound, NotReady, Conflict])
def test_a_code_without_words_still_says_something(kind: type[InvalidInput]) -> None:
    assert errors.title(kind("new.code"), str)
    assert errors.problem(Problem.of("new.code"), str)


def test_types_are_told_in_plain_words() -> None:
    found = Problem.of("value.wrong_type", expected="string, integer", found="null")
    assert errors.problem(found, str) == "This must be text or a whole number. Now it is empty."


def test_languages_fall_back() -> None:
    assert [language_of(wanted) for wanted in ("en", "de", None, "")] == ["en", "nb", "nb", "nb"]
    assert translations("en").gettext("A sentence nobody has translated.").startswith("A sentence")
