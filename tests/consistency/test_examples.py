"""Examples in docstrings are run: an example that is not true is worse than none."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
from collections.abc import Iterator

import pytest

import samvern.engine
import samvern.formats
import samvern.ui.wording


def _modules() -> Iterator[str]:
    for package in (samvern.engine, samvern.formats, samvern.ui.wording):
        yield package.__name__
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            yield found.name


@pytest.mark.parametrize("name", list(_modules()))
def test_examples_are_true(name: str) -> None:
    module = importlib.import_module(name)
    flags = doctest.NORMALIZE_WHITESPACE
    failed, _tried = doctest.testmod(module, optionflags=flags)
    assert not failed


def test_there_are_examples() -> None:
    finder = doctest.DocTestFinder(exclude_empty=True)
    tried = sum(
        len(example.examples)
        for name in _modules()
        for example in finder.find(importlib.import_module(name))
    )
    assert tried > 200
