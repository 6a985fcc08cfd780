"""Every string of the interface exists in bokmål, nynorsk and English."""

from __future__ import annotations

import ast
import re

import pytest

from tools import messages

_PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w*)\}")


def _placeholders(text: str) -> set[str]:
    return {a or b for a, b in _PLACEHOLDER.findall(text)}


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_no_string_lacks_a_translation(language: str) -> None:
    catalog = messages.read(language)
    missing = []
    for place, message, context in messages.found_messages():
        words = message if isinstance(message, str) else message[0]
        found = catalog.get(words, context)
        strings = [found.string] if found and isinstance(found.string, str) else []
        strings = list(found.string) if found and not strings else strings
        if not found or found.fuzzy or not strings or not all(strings):
            missing.append(f"{place}: {words!r}")
    assert not missing, "\n".join(sorted(set(missing)))


def test_no_string_hides_where_it_is_not_collected() -> None:
    hidden = [
        f"{path.relative_to(messages.ROOT)}:{call.lineno}"
        for path in messages.PACKAGE.rglob("*.py")
        for text in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in {"_", *messages.KEYWORDS}
        and isinstance(call.args[0], ast.Constant)
    ]
    assert not hidden, "what is translated within an f-string is not collected: " + ", ".join(
        hidden
    )


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_translations_keep_the_placeholders(language: str) -> None:
    wrong = []
    for message in messages.read(language):
        if not message.id:
            continue
        ids = [message.id] if isinstance(message.id, str) else list(message.id)
        strings = [message.string] if isinstance(message.string, str) else list(message.string)
        wanted = set().union(*map(_placeholders, ids))
        wrong += [f"{text!r}" for text in strings if not _placeholders(text) <= wanted]
        if len(ids) == 1 and _placeholders(strings[0]) != wanted:
            wrong.append(f"{ids[0]!r}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_nothing_is_translated_that_is_no_longer_said(language: str) -> None:
    used = {
        (message if isinstance(message, str) else message[0], context)
        for _place, message, context in messages.found_messages()
    }
    kept = {
        (m.id if isinstance(m.id, str) else m.id[0], m.context)
        for m in messages.read(language)
        if m.id
    }
    assert kept <= used
