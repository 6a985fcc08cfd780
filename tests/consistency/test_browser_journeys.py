"""A browser test lets axe judge only a page that it has seen arrive."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

JOURNEYS = sorted((Path(__file__).resolve().parents[1] / "browser").glob("test_*.py"))
#: What hands a page to axe, by the names that the journeys use.
JUDGES = {"axe", "check", "check_all"}
#: What may lead to another page: the page may still be leaving when the call returns.
LEADS_ON = {".click", ".press", ".goto", ".go_back", ".reload", "choose"}


def _called(statement: ast.AST) -> set[str]:
    """What a statement calls: functions by name, methods as ``.name``."""
    calls = [node.func for node in ast.walk(statement) if isinstance(node, ast.Call)]
    methods = {f".{each.attr}" for each in calls if isinstance(each, ast.Attribute)}
    return methods | {each.id for each in calls if isinstance(each, ast.Name)}


def _unseen(statements: list[ast.stmt], arrived: bool = True) -> Iterator[int]:
    """Lines on which axe judges although nothing was expected since the page was left."""
    for statement in statements:
        inner = [
            getattr(statement, name) for name in ("body", "orelse") if hasattr(statement, name)
        ]
        for block in inner:
            yield from _unseen(block, arrived)
        called = _called(statement)
        if called & JUDGES and not inner and not arrived:
            yield statement.lineno
        if any(name.strip(".").startswith("expect") for name in called):
            arrived = True
        elif called & LEADS_ON or any(name.startswith(("_log_", "_visit")) for name in called):
            arrived = False


@pytest.mark.parametrize("journey", JOURNEYS, ids=lambda path: path.stem)
def test_axe_judges_a_page_only_after_something_was_expected_of_it(journey: Path) -> None:
    tree = ast.parse(journey.read_text(encoding="utf-8"))
    tests = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    assert not [line for test in tests for line in _unseen(test.body)]


def test_the_walk_sees_a_page_that_may_still_be_leaving() -> None:
    source = "page.goto('/')\nexpect(page)\naxe(page)\nlink.click()\nassert page.url\naxe(page)"
    assert list(_unseen(ast.parse(source).body)) == [6]
    loop = "for path in paths:\n    page.goto(path)\n    axe(page)"
    assert list(_unseen(ast.parse(loop).body)) == [3]
