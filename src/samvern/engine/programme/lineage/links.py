"""What is said of two measures: that the one lives on in the other, or that one has no kin."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class LinkStatus(StrEnum):
    """How sure it is that an earlier measure lives on in a later one."""

    PROPOSED = "proposed"  # computed from likeness; nobody has said so
    PUBLISHED = "published"  # a programme says so itself
    CONFIRMED = "confirmed"  # a person has said so
    REJECTED = "rejected"  # a person has said that it does not


#: What counts as fact, whatever else is open.
SETTLED = frozenset({LinkStatus.PUBLISHED, LinkStatus.CONFIRMED})


@dataclass(frozen=True)
class Likeness:
    """How alike two measures are, 0 to 1, with all that it was made from.

    ``title`` and ``text`` compare like with like; ``mentions`` is how much of each title stands
    somewhere in the text of the other. ``owners``, ``target_group`` and ``focus_area`` are None where one of the two does not say.
    ``shared_words`` are words of the later measure that speak of the same, what weighs most
    first.
    """

    score: float
    title: float
    mentions: float
    text: float
    owners: float | None = None
    target_group: float | None = None
    focus_area: float | None = None
    shared_words: tuple[str, ...] = ()

    def to_json(self) -> dict[str, object]:
        """The likeness as plain values, rounded to what it can bear."""
        parts = {
            "title": self.title,
            "mentions": self.mentions,
            "text": self.text,
            "owners": self.owners,
            "target_group": self.target_group,
            "focus_area": self.focus_area,
        }
        return {
            "score": round(self.score, 4),
            "parts": {name: None if at is None else round(at, 4) for name, at in parts.items()},
            "shared_words": list(self.shared_words),
        }


@dataclass(frozen=True)
class Link:
    """That an earlier measure lives on in a later one, by their identifiers.

    One of the two is empty when it is said that the other has no kin: ``Link("1.9", "")`` says
    that 1.9 was dropped, ``Link("", "4.4")`` that 4.4 is new. ``source`` names the place where a
    programme says so; ``by``, ``on`` and ``why`` tell of the person who did.
    """

    earlier: str
    later: str
    status: LinkStatus = LinkStatus.CONFIRMED
    likeness: Likeness | None = None
    source: str = ""
    by: str = ""
    on: date | None = None
    why: str = ""

    @property
    def ends(self) -> tuple[str, str]:
        """Both identifiers."""
        return self.earlier, self.later

    @property
    def is_between_two(self) -> bool:
        """Whether it ties two measures, rather than saying that one has no kin."""
        return bool(self.earlier and self.later)

    @property
    def is_settled(self) -> bool:
        """Whether it counts as fact."""
        return self.status in SETTLED

    def to_json(self) -> dict[str, object]:
        """The link as plain values; an end that has no kin is null."""
        return {
            "earlier": self.earlier or None,
            "later": self.later or None,
            "status": self.status.value,
            "likeness": self.likeness and self.likeness.to_json(),
            "source": self.source,
            "by": self.by,
            "on": self.on and self.on.isoformat(),
            "why": self.why,
        }
