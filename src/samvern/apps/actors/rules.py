"""What must hold for an actor whatever is done with it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from samvern.apps.actors.models import Actor, FactSource
from samvern.base.viewer import WHOLE_SECTOR
from samvern.engine.errors import Conflict, InvalidInput, Problem
from samvern.engine.municipality_number import is_municipality_number
from samvern.engine.org_number import is_synthetic, read_org_number

OTHER_NAMES_LIMIT = 20
NAME_LIMIT = 200
_PATH_LIMIT = 200
#: What an identifier of 64 bits and its slash take up at most.
_STEP_LIMIT = 20

_FIELD_CODES = {
    "blank": "field.required",
    "null": "field.required",
    "max_length": "field.too_long",
    "invalid_choice": "field.not_a_choice",
}


def check_actor(actor: Actor) -> None:
    """Check the facts about an actor before it is saved, and bring its number in plain form.

    Raises
    ------
    InvalidInput
        ``actor.invalid``, with a problem for each field that is wrong.
    """
    problems = [*_number_problems(actor), *_other_problems(actor)]
    wrong = {problem.where for problem in problems}
    try:
        actor.clean_fields(exclude={"parent", "sort_name", "search_text", *wrong})
    except ValidationError as error:
        problems += problems_of(error)
    if problems:
        raise InvalidInput("actor.invalid", problems=problems)


def problems_of(error: ValidationError) -> list[Problem]:
    """What the fields of a model found wrong, by our own codes."""
    return [
        Problem.of(
            _FIELD_CODES.get(one.code or "", "field.form"),
            where=field,
            most=(one.params or {}).get("limit_value", ""),
        )
        for field, errors in error.error_dict.items()
        for one in errors
    ]


def path_below(parent: Actor | None, actor: Actor) -> str:
    """The path of an actor once it stands below another, or at the top.

    Raises
    ------
    InvalidInput
        ``actor.below_itself`` when that would close a circle.
    """
    if parent and parent.path.startswith(actor.path):
        raise InvalidInput("actor.below_itself", parent=parent.name)
    return f"{parent.path if parent else WHOLE_SECTOR}{actor.pk}/"


def check_depth(parent: Actor | None, deepest: int = _STEP_LIMIT) -> None:
    """Refuse a tree that is deeper than paths can say.

    ``deepest`` is the length of the longest path that is put below the parent. Raises
    ``InvalidInput`` (``actor.too_deep``).
    """
    if parent and len(parent.path) + deepest > _PATH_LIMIT:
        raise InvalidInput("actor.too_deep", parent=parent.name)


def fits_below(parent: Actor) -> bool:
    """Whether a path below this actor can still be said."""
    return len(parent.path) + _STEP_LIMIT <= _PATH_LIMIT


@contextmanager
def one_of_a_number() -> Iterator[None]:
    """Say in our words when another actor took the organisation number in the same moment."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError:
        raise Conflict("org_number.taken") from None


def _number_problems(actor: Actor) -> Iterator[Problem]:
    if not actor.org_number:
        actor.org_number = None
        return
    try:
        actor.org_number = read_org_number(actor.org_number)
    except InvalidInput as error:
        yield Problem(error.code, tuple(error.params.items()), where="org_number")
        return
    if is_synthetic(actor.org_number) != actor.is_fictitious:
        code = "org_number.not_synthetic" if actor.is_fictitious else "org_number.synthetic"
        yield Problem.of(code, where="org_number", number=actor.org_number)
    others = Actor.objects.filter(org_number=actor.org_number).exclude(pk=actor.pk)
    if other := others.first():
        yield Problem.of("org_number.taken", where="org_number", actor=other.name)


def _other_problems(actor: Actor) -> Iterator[Problem]:
    number = actor.municipality_number
    if number and not is_municipality_number(number):
        yield Problem.of("municipality_number.form", where="municipality_number", number=number)
    if actor.valid_from and actor.valid_to and actor.valid_to < actor.valid_from:
        yield Problem.of("actor.ceases_before_start", where="valid_from")
    names = actor.also_known_as
    if len(names) > OTHER_NAMES_LIMIT:
        yield Problem.of("actor.too_many_names", where="also_known_as", most=OTHER_NAMES_LIMIT)
    if any(not name or len(name) > NAME_LIMIT for name in names):
        yield Problem.of("actor.name_length", where="also_known_as", most=NAME_LIMIT)


def number_source(actor: Actor) -> FactSource:
    """How sure the number of an actor is once somebody has written it by hand."""
    if actor.is_fictitious:
        return FactSource.FICTITIOUS
    return FactSource.UNVERIFIED if actor.org_number else FactSource.GAP
