"""Walks over every address, operation and template of the product."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, resolve

import samvern
from samvern.base.errors import page_above

SOURCE = Path(samvern.__file__).parent

#: Pages that anybody may open without logging in; everything else needs a log-in.
PUBLIC_VIEWS = {
    "start",
    "search",
    "set_language",
    "calendar_file",
    "about",
    "accessibility",
    "privacy",
    "ui:gallery",
    "ui:gallery-chart-image",
    "ui:gallery-chart-specification",
    "ui:colour-scheme",
    "openid_connect_login",
}


#: Operations on a file that waits: its owner alone sees it, it is gone within a day, and nothing
#: else changes. What comes of it is told when it is taken in.
#: The modules in which files wait.
WITH_DRAFTS = (
    *("samvern.apps.assessments.", "samvern.apps.exchange.", "samvern.apps.frameworks."),
)
UNTOLD = {
    *("keep_file", "keep_table", "choose_sheet", "say_columns", "say_source", "discard_file"),
    *("keep_workbook", "discard_workbook"),
}


def _patterns(resolver: Any, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from _patterns(entry, inner)
        else:
            yield f"{space}{entry.name}", entry


def _operations() -> Iterator[tuple[str, Any]]:
    import samvern.apps

    for module in pkgutil.iter_modules(samvern.apps.__path__):
        try:
            operations = importlib.import_module(f"samvern.apps.{module.name}.operations")
        except ModuleNotFoundError:
            continue
        modules = [operations]
        if hasattr(operations, "__path__"):
            modules += [
                importlib.import_module(f"{operations.__name__}.{part.name}")
                for part in pkgutil.iter_modules(operations.__path__)
            ]
        for each in modules:
            for name, function in inspect.getmembers(each, inspect.isfunction):
                if not name.startswith("_") and function.__module__ == each.__name__:
                    yield f"{each.__name__}.{name}", function


def test_every_page_needs_a_log_in_unless_it_is_listed_as_public() -> None:
    ours = {
        name
        for name, pattern in _patterns(get_resolver())
        if pattern.callback.__module__.startswith("samvern")
        and not getattr(pattern.callback, "login_required", True)
    }
    listed = PUBLIC_VIEWS | {
        name
        for name in ours
        if name.startswith(
            (
                "programmes:",
                "comparisons:",
                "guidance:",
                "frameworks:",
                "mappings:",
                "roadmaps:",
                "effects:",
                "papers:",
                "indicators:",
            )
        )
    }
    assert ours <= listed, ours - listed


def test_every_page_of_ours_has_a_name() -> None:
    nameless = [
        str(pattern.pattern)
        for name, pattern in _patterns(get_resolver())
        if pattern.callback.__module__.startswith("samvern.") and name.endswith("None")
    ]
    assert not nameless


def test_above_every_step_that_only_takes_forms_there_is_a_page_to_go_on_from() -> None:
    """A step that is refused leads on to how the thing stands now."""
    wanting = set()
    for name, pattern in _patterns(get_resolver()):
        route = str(pattern.pattern)
        if not _is_a_step(pattern.callback) or name in {"set_language", "ui:colour-scheme"}:
            continue
        above = page_above(f"/{re.sub(r'<int:[^>]+>|<[^>]+>', '1', route)}")
        if not above or _is_a_step(resolve(above).func):
            wanting.add((name, above))
    assert wanting == set()


def _is_a_step(view: Any) -> bool:
    """Whether a view takes forms and shows nothing."""
    kept = inspect.getclosurevars(view).nonlocals if inspect.isfunction(view) else {}
    return kept.get("request_method_list") == ["POST"]


def test_every_operation_says_who_acts_and_takes_only_keywords() -> None:
    found = dict(_operations())
    assert found
    for name, function in found.items():
        parameters = inspect.signature(function).parameters
        assert "by" in parameters, name
        assert all(p.kind is p.KEYWORD_ONLY for p in parameters.values()), name


def test_every_operation_leaves_a_trace_in_the_trail() -> None:
    for name, function in _operations():
        is_told = _reaches_audit(function)
        is_untold = name.startswith(WITH_DRAFTS) and function.__name__ in UNTOLD
        assert is_told is not is_untold, f"{name} never calls audit.record"


def _reaches_audit(function: Any, seen: set[str] | None = None) -> bool:
    """Whether the function, or one of its own module that it calls, records an entry."""
    seen = seen if seen is not None else set()
    if function.__qualname__ in seen:
        return False
    seen.add(function.__qualname__)
    tree = ast.parse(textwrap.dedent(inspect.getsource(inspect.unwrap(function))))
    module = inspect.getmodule(function)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = ast.unparse(node.func)
        if called == "audit.record":
            return True
        target = getattr(module, called.partition(".")[0], None)
        for part in called.split(".")[1:]:
            target = getattr(target, part, None)
        is_ours = inspect.isfunction(target) and target.__module__.startswith("samvern.apps")
        if is_ours and _reaches_audit(target, seen):
            return True
    return False


def test_views_are_short_and_ask_no_tables() -> None:
    for path in SOURCE.rglob("views*/*.py"):
        _check_views(path)
    for path in SOURCE.rglob("views.py"):
        _check_views(path)


def _check_views(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            length = (node.end_lineno or 0) - node.lineno + 1
            assert length <= 25, f"{path.name}: {node.name} has {length} lines"
        if isinstance(node, ast.Attribute) and node.attr == "objects" and "apps" in path.parts:
            pytest.fail(f"{path.name}:{node.lineno} asks a table")


def test_every_template_is_used() -> None:
    sources = "\n".join(
        path.read_text(encoding="utf-8")
        for pattern in ("*.py", "*.html")
        for path in SOURCE.rglob(pattern)
    )
    unused = []
    for path in SOURCE.rglob("templates/**/*.html"):
        name = str(path).rpartition("/templates/")[2]
        # The log-in library, and Django for errors, ask for their templates by fixed names.
        if name.split("/")[0] in {"account", "mfa", "allauth", "socialaccount", "usersessions"}:
            continue
        if f'"{name}"' not in sources and not name[:3].isdecimal():
            unused.append(name)
    assert not unused


def test_templates_carry_no_inline_style_or_script() -> None:
    for path in SOURCE.rglob("templates/**/*.html"):
        text = path.read_text(encoding="utf-8")
        assert " style=" not in text, path.name
        assert " onclick=" not in text, path.name
        assert "<style" not in text, path.name
