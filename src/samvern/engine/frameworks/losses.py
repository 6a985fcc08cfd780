"""What a state of a requirement set holds that another state of the same version does not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from samvern.engine.frameworks.document import (
    WORDED_FIELDS,
    Framework,
    Requirement,
    WordingStatus,
)

#: From the most to the least that a wording can be taken for the publisher's own. To say nothing
#: of where words are from is less than to say that they must be checked.
TRUST: Final = (
    WordingStatus.VERIFIED,
    WordingStatus.REPORTED,
    WordingStatus.INFERRED,
    WordingStatus.OWN,
    WordingStatus.UNVERIFIED,
    WordingStatus.UNSTATED,
    WordingStatus.MISSING,
)


class LossKind(StrEnum):
    """What is lost of a requirement."""

    REQUIREMENT = "requirement"  # it is no longer there, and so withdrawn
    WORDING = "wording"  # a title or text in some language
    TRUST = "trust"  # the wording can be taken less for the publisher's own
    FIELD = "field"  # its priority, or references and guidance


@dataclass(frozen=True)
class Loss:
    """Something that would be gone: of which requirement, in which field and language."""

    requirement: str
    kind: LossKind
    field: str = ""
    language: str = ""
    before: str = ""
    after: str = ""

    def to_json(self) -> dict[str, object]:
        """The loss as plain values."""
        return {
            "requirement": self.requirement,
            "kind": self.kind.value,
            "field": self.field or None,
            "language": self.language or None,
            "before": self.before,
            "after": self.after,
        }


def losses(before: Framework, after: Framework) -> tuple[Loss, ...]:
    """Everything that would be lost if one state of a version took the place of another.

    Parameters
    ----------
    before, after
        Two states of the same version; requirements are the same where their identifiers are.

    Returns
    -------
    tuple of Loss
        In the order of the earlier state. ``before`` and ``after`` of a loss of trust are the
        values of :class:`WordingStatus`.

    Examples
    --------
    >>> from samvern.engine.frameworks.document import FrameworkKind
    >>> one = Framework("F", "1", {}, "P", FrameworkKind.LAW, requirements=(Requirement("1"),))
    >>> none = Framework("F", "1", {}, "P", FrameworkKind.LAW)
    >>> [(loss.requirement, loss.kind.value) for loss in losses(one, none)]
    [('1', 'requirement')]
    """
    later = {each.id: each for each in after.requirements}
    trusted, less = _statuses(before), _statuses(after)
    found: list[Loss] = []
    for old in before.requirements:
        new = later.get(old.id)
        if new is None:
            found.append(Loss(old.id, LossKind.REQUIREMENT))
            continue
        found += _of_wordings(old, new, trusted, less)
        found += _of_fields(old, new)
    return tuple(found)


#: A requirement, a field of it and a language.
_Place = tuple[str, str, str]


def _statuses(framework: Framework) -> dict[_Place, WordingStatus]:
    return {
        (each.requirement, each.field, each.language): each.status for each in framework.wordings()
    }


def _of_wordings(
    old: Requirement,
    new: Requirement,
    trusted: dict[_Place, WordingStatus],
    less: dict[_Place, WordingStatus],
) -> Iterator[Loss]:
    for name in WORDED_FIELDS:
        said = getattr(new, name)
        for language, text in getattr(old, name).items():
            if text and not said.get(language):
                yield Loss(old.id, LossKind.WORDING, name, language, text)
                continue
            place = (old.id, name, language)
            was = trusted.get(place, WordingStatus.UNSTATED)
            becomes = less.get(place, WordingStatus.UNSTATED)
            if TRUST.index(becomes) > TRUST.index(was):
                yield Loss(old.id, LossKind.TRUST, name, language, was.value, becomes.value)


def _of_fields(old: Requirement, new: Requirement) -> Iterator[Loss]:
    if old.priority and not new.priority:
        yield Loss(old.id, LossKind.FIELD, "priority", before=old.priority)
    for name in ("references", "guidance"):
        gone = [str(each) for each in getattr(old, name) if each not in getattr(new, name)]
        if gone:
            yield Loss(old.id, LossKind.FIELD, name, before="; ".join(gone))
