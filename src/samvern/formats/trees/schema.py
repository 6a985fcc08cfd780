"""The published JSON Schema, and what a file breaks of it as problems with a place."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Set
from difflib import get_close_matches
from functools import cache
from importlib import resources
from typing import Any, Final, cast

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from samvern.engine.errors import Problem
from samvern.engine.json_types import json_type
from samvern.formats.trees.tree import Path, Tree

#: Keys that people write from other habits, and ours.
_OTHER_WORDS: Final[Mapping[str, str]] = {
    "title": "nb",
    "name": "nb",
    "tittel": "nb",
    "navn": "nb",
    "text": "nb",
    "focus_area": "area",
    "innsatsområde": "area",
    "owners": "owner",
    "eier": "owner",
    "depends_on": "after",
    "target_group": "target",
    "implementation_risk": "risk",
    "end": "finish",
    "stop": "finish",
    "recommendations": "recommendation",
    "date": "published",
    "type": "kind",
}

#: Rules of the schema whose breach takes the same code, and what to tell of it.
_SIMPLE_RULES: Final[Mapping[str, str]] = {
    "minimum": "value.too_small",
    "maximum": "value.too_large",
    "minLength": "value.too_short",
    "maxLength": "value.too_long",
    "maxItems": "list.too_long",
    "minItems": "list.too_short",
    "minProperties": "list.too_short",
    "maxProperties": "keys.too_many",
}

#: Rules whose breach leaves the part readable: a key too many, too few, or no title.
_HARMLESS_RULES: Final = frozenset({"additionalProperties", "required", "anyOf", "uniqueItems"})


def schema_text(name: str) -> str:
    """A published JSON Schema (draft 2020-12), by the name that the schema verb prints it by."""
    catalogue = resources.files("samvern.catalogues")
    return catalogue.joinpath("schemas", f"{name}.schema.json").read_text(encoding="utf-8")


@cache
def validator_of(name: str) -> Draft202012Validator:
    """The validator of a published schema."""
    return Draft202012Validator(json.loads(schema_text(name)))


def check_schema(tree: Tree, *, name: str) -> None:
    """Add to the tree what the schema does not allow, and take the parts at fault out of it.

    What is left can be read, so that everything else that is wrong is found in the same go. In
    lists the parts at fault become None, so that the places of the others stay as they are.
    """
    at_fault: set[Path] = set()
    problems: dict[Problem, None] = {}
    for error in validator_of(name).iter_errors(tree.data):
        problems.update(dict.fromkeys(_of(error, tree)))
        if error.validator not in _HARMLESS_RULES and not _is_about_key(error):
            at_fault.add(tuple(error.absolute_path))
    tree.problems.extend(problems)
    if at_fault:
        tree.data = _without(tree.data, (), at_fault)


def _without(value: object, path: Path, at_fault: Set[Path]) -> object:
    if path in at_fault:
        return None
    if isinstance(value, list):
        return [_without(item, (*path, index), at_fault) for index, item in enumerate(value)]
    if isinstance(value, dict):
        return {
            key: _without(item, (*path, key), at_fault)
            for key, item in value.items()
            if (*path, key) not in at_fault
        }
    return value


def _of(error: ValidationError, tree: Tree) -> Iterator[Problem]:
    """One breach of the schema as problems."""
    path: Path = tuple(error.absolute_path)
    rule, value = str(error.validator), cast("Any", error.instance)
    limit: Any = error.validator_value
    if rule == "additionalProperties":
        yield from _unknown_keys(error, path, tree)
    elif rule == "required":
        yield from (tree.problem("key.missing", path, key=key) for key in limit if key not in value)
    elif rule in ("enum", "const"):
        yield tree.problem(
            "value.not_allowed",
            path,
            found=_show(value),
            allowed=", ".join(map(_show, limit if rule == "enum" else [limit])),
        )
    elif rule == "type":
        yield _wrong_type(value, limit, path, tree)
    elif rule == "anyOf":
        yield tree.problem("title.missing", path)
    elif rule == "oneOf":
        yield tree.problem("judgement.value_or_levels", path)
    elif rule == "uniqueItems":
        yield tree.problem("list.repeats", path)
    elif _is_about_key(error):
        yield tree.problem("value.malformed", (*path, str(value)), at_key=True, found=_show(value))
    elif rule == "pattern":
        yield tree.problem("value.malformed", path, found=_show(value))
    else:
        yield tree.problem(_SIMPLE_RULES[rule], path, found=_show(value), limit=limit)


def _is_about_key(error: ValidationError) -> bool:
    return "propertyNames" in error.absolute_schema_path


def _unknown_keys(error: ValidationError, path: Path, tree: Tree) -> Iterator[Problem]:
    schema: Any = error.schema
    known = list(schema["properties"])
    for key in cast("dict[str, object]", error.instance):
        if key in known:
            continue
        place = (*path, key)
        nearest = nearest_key(key, known)
        if nearest:
            yield tree.problem("key.misspelt", place, at_key=True, key=key, nearest=nearest)
        else:
            allowed = ", ".join(known)
            yield tree.problem("key.unknown", place, at_key=True, key=key, known=allowed)


def nearest_key(key: str, known: Iterable[str]) -> str:
    """The known key that was probably meant, or nothing.

    Examples
    --------
    >>> nearest_key("onwer", ["owner", "involved"]), nearest_key("zzz", ["owner"])
    ('owner', '')
    """
    known = list(known)
    other = _OTHER_WORDS.get(key.lower(), "")
    if other in known:
        return other
    return next(iter(get_close_matches(key.lower(), known, n=1, cutoff=0.6)), "")


def _wrong_type(value: object, expected: Any, path: Path, tree: Tree) -> Problem:
    kinds = [expected] if isinstance(expected, str) else list(expected)
    written = tree.mark(path).text
    if "string" in kinds and isinstance(value, bool | int | float):
        return tree.problem("value.needs_quotes", path, found=written or _show(value))
    return tree.problem("value.wrong_type", path, expected=", ".join(kinds), found=json_type(value))


def _show(value: object) -> str:
    """A value as a person wrote it, short enough for a message."""
    if isinstance(value, str):
        return value if len(value) <= 60 else value[:57] + "…"
    if isinstance(value, bool) or value is None or isinstance(value, int | float):
        return json.dumps(value)
    return json_type(value)
