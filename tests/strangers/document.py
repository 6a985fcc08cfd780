"""The map of confidentiality as a page that people read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from tests.strangers.confidentiality import CONFIDENTIALITY, Texts
from tests.strangers.left_out import NO_WORDS, UNREAD, WRITTEN_OF_OTHERS

_HEAD = """\
# Who sees what

Every text that people write in Samvern, and who may find it. The stranger test holds this
(`tests/strangers`): it puts a word of its own into every one of these columns, sends everybody
from the sector authority to nobody through every page, endpoint, search and file, and fails when
somebody finds a word that is not theirs. This page is written from the same map, by
`python -m tests.strangers`; why so is in [decision 18](decisions/0018-stranger-test.md).

*Secret* texts are in addition kept out of the audit trail, facts, jobs, mail and the log. Of other
texts the audit trail may tell, to those who read it: the sector authority and supervisors read that of
the whole sector, security officers that of their organisation and those below it.
"""


def confidentiality() -> str:
    """The page, as Markdown."""
    return "\n".join((_HEAD, *_tables(), *_rest())) + "\n"


def _tables() -> Iterator[str]:
    for module, every in groupby(CONFIDENTIALITY, lambda each: each.label.split(".")[0]):
        yield f"## {module}\n"
        yield "| Table | Texts | Who may find them | Secret |"
        yield "|---|---|---|---|"
        yield from map(_row, every)
        yield ""


def _row(texts: Texts) -> str:
    table = texts.label.split(".")[1]
    fields = ", ".join(f"`{field}`" for field in texts.fields)
    return f"| {table} | {fields} | {texts.audience.words} | {'yes' if texts.is_secret else ''} |"


def _rest() -> Iterator[str]:
    yield "## Shown nowhere\n"
    yield from _by_reason(UNREAD)
    yield "\n## Columns without words\n"
    yield from _by_reason(NO_WORDS)
    yield "\n## Written of other tables\n"
    tables = ", ".join(f"`{label}`" for label in WRITTEN_OF_OTHERS)
    yield f"{tables} tell what was done with the texts above. The walk goes through them too."
    yield (
        "An answer of the API to a change with a key is kept for a day in `base.IdempotencyRecord`, "
        "for whoever sent it to get again; no page or endpoint shows it to anybody else."
    )


def _by_reason(told: Mapping[str, str]) -> Iterator[str]:
    reasons: dict[str, list[str]] = {}
    for column, reason in told.items():
        reasons.setdefault(reason, []).append(f"`{column}`")
    for reason, columns in reasons.items():
        yield f"- {', '.join(columns)}: {reason}"
