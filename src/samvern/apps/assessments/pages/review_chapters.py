"""The chapters of a submission: what is in each at a glance, and one of them in full."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samvern.apps.assessments.queries import Review, ReviewedRow
from samvern.base.texts import in_language
from samvern.engine.assessments import GAPS, AssessmentDocument

#: So many requirements stand on one page without chapters to choose from.
MOST_AT_ONCE: Final = 30


@dataclass(frozen=True)
class ReviewChapter:
    """A chapter with what a reviewer looks for in it."""

    key: str
    name: str
    url: str
    counts: str
    is_current: bool


def tops_of(document: AssessmentDocument) -> Mapping[str, str]:
    """The outermost heading over each requirement and heading, by number."""
    parents = {row.code: row.parent for row in document.rows}
    found: dict[str, str] = {}
    for code in parents:
        top = code
        while parents.get(top):
            top = str(parents[top])
        found[code] = top
    return found


def has_chapters(document: AssessmentDocument) -> bool:
    """Whether a submission is shown a chapter at a time."""
    return len(document.assessable) > MOST_AT_ONCE


def chapter_query(document: AssessmentDocument, code: str) -> str:
    """What of the address of a submission shows a requirement; nothing where all are shown."""
    if not has_chapters(document):
        return ""
    return f"?{urlencode({'chapter': tops_of(document).get(code, '')})}"


def chapters_of(review: Review, current: str) -> list[ReviewChapter]:
    """Every chapter in the order of the set, with what is missing, changed and remarked in it."""
    tops = tops_of(review.document)
    rows: dict[str, list[ReviewedRow]] = {}
    names: dict[str, str] = {}
    for each in review.rows:
        top = tops[each.row.code]
        rows.setdefault(top, [])
        if each.row.code == top:
            names[top] = f"{top} {in_language(each.row.title)}"
        if each.row.is_assessable:
            rows[top].append(each)
    return [
        ReviewChapter(
            key, names[key], f"?{urlencode({'chapter': key})}", _counts(within), key == current
        )
        for key, within in rows.items()
        if within
    ]


def _counts(rows: Sequence[ReviewedRow]) -> str:
    parts = [
        ngettext("%(count)d requirement", "%(count)d requirements", len(rows))
        % {"count": len(rows)}
    ]
    gaps = sum(each.row.result in GAPS for each in rows)
    changed = sum(bool(each.changed) for each in rows)
    remarks = sum(each.remark is not None for each in rows)
    if gaps:
        parts.append(_("%(count)d with something missing") % {"count": gaps})
    if changed:
        parts.append(_("%(count)d changed") % {"count": changed})
    if remarks:
        parts.append(
            ngettext("%(count)d remark", "%(count)d remarks", remarks) % {"count": remarks}
        )
    return ", ".join(parts)


def fits(each: ReviewedRow, words: str) -> bool:
    """Whether every word stands in a requirement or in what is said of it."""
    row, values = each.row, each.row.values
    texts = [row.code, in_language(row.title), in_language(row.text) if row.text else ""]
    if values:
        texts += [values.comment, values.reason, values.supplier, values.responsible]
    if each.remark:
        texts.append(each.remark.text)
    within = " ".join(texts).casefold()
    return all(word in within for word in words.casefold().split())
