"""Rules for what may be saved, whatever door it came through."""

from __future__ import annotations

from collections.abc import Iterator

from samvern.apps.programmes.rules import line_problems
from samvern.engine.errors import InvalidInput, Problem
from samvern.engine.roadmap.planning import Planning

MAX_TITLE = 200
MAX_WORDS = 20_000


def check_plan(*, title: str, planning: Planning, code: str) -> None:
    """Refuse a plan without a name, or whose figures rest on nothing. Raises ``InvalidInput``."""
    problems = list(_text(title, "title", MAX_TITLE))
    if not any(text.strip() for text in planning.basis.values()):
        problems.append(Problem.of("roadmap.no_basis", where="basis"))
    if planning.programme and planning.programme != code:
        problems.append(
            Problem.of(
                "roadmap.other_programme",
                where="planning.programme",
                found=planning.programme[:60],
                programme=code,
            )
        )
    if problems:
        raise InvalidInput("roadmap.invalid", problems=problems)


def check_words(value: str, where: str, *, is_required: bool = True) -> str:
    """Text that people write beside a plan, without the space around it. Raises ``InvalidInput``."""
    problems = list(line_problems(value, where, limit=MAX_WORDS))
    if is_required and not value.strip():
        problems.append(Problem.of("value.missing", where=where))
    if problems:
        raise InvalidInput("roadmap.invalid", problems=problems)
    return value.strip()


def check_title(title: str) -> str:
    """The name of a plan or scenario, without the space around it. Raises ``InvalidInput``."""
    problems = list(_text(title, "title", MAX_TITLE))
    if problems:
        raise InvalidInput("roadmap.invalid", problems=problems)
    return title.strip()


def _text(value: str, where: str, limit: int) -> Iterator[Problem]:
    yield from line_problems(value, where, limit=limit)
    if not value.strip():
        yield Problem.of("value.missing", where=where)
