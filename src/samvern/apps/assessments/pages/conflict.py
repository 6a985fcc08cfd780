"""Two people have changed the same of one answer: both side by side, for a person to choose."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext as _

from samvern.apps.assessments.pages.frame import spoken
from samvern.apps.assessments.queries import Differing
from samvern.engine.assessments import ANSWER_FIELDS, AnswerValues
from samvern.ui.clashes import Choice, Clash, both
from samvern.ui.numbers import day
from samvern.ui.wording import assessments as wording
from samvern.ui.wording.sentences import Gettext

#: Texts in which both can be kept; what is short is one or the other.
_LONG = ("reason", "comment")


def conflict_page(found: Differing) -> dict[str, Any]:
    """What both made of the answer; one's own stands chosen, and nothing typed is lost."""
    theirs = found.by_name or _("Somebody else")
    return {
        "conflict": found,
        "their_name": theirs,
        "clashes": list(_clashes(found, theirs)),
        "settled": [
            (name, _plain(found.found.merged, name))
            for name in ANSWER_FIELDS
            if name not in found.found.clashes
        ],
        "version": found.version,
    }


def value_words(values: AnswerValues, name: str) -> str:
    """A value of an answer in words; a dash for nothing."""
    value = getattr(values, name)
    if name == "result":
        return wording.result_name(value, gettext)
    if value is None or value == "":
        return "–"
    if isinstance(value, date):
        return day(value, spoken())
    return _WORDS[name](value, gettext) if name in _WORDS else str(value)


#: How the values are said that are chosen and not written.
_WORDS: Mapping[str, Callable[[Any, Gettext], str]] = {
    "progress": wording.progress_name,
    "confidence": wording.confidence_name,
    "done_by": wording.done_by_name,
    "maturity": wording.maturity_name,
}


def _clashes(found: Differing, theirs: str) -> Iterator[Clash]:
    for name in found.found.clashes:
        is_text = name in _LONG
        yield Clash(
            name=name,
            label=wording.field_name(name, gettext),
            before=value_words(found.base, name),
            choices=(
                Choice(_("You"), value_words(found.mine, name), _plain(found.mine, name), True),
                Choice(theirs, value_words(found.theirs, name), _plain(found.theirs, name), False),
            ),
            text=both(getattr(found.mine, name), getattr(found.theirs, name)) if is_text else "",
            is_text=is_text,
        )


def _plain(values: AnswerValues, name: str) -> str:
    plain = values.to_json()[name]
    return "" if plain is None else str(plain)
