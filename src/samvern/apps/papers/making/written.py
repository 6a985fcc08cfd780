"""What a paper is made from besides its snapshot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Self

from samvern.engine.papers import PaperKind
from samvern.engine.programme.document import in_language
from samvern.engine.snapshots import Audience

#: The form of the record; a reader refuses what it does not know.
FORMAT: Final = 1

#: What authors write in each kind of paper; what must be written comes first.
_SECTIONS: Final[Mapping[PaperKind, tuple[str, ...]]] = {
    PaperKind.YEARLY_REPORT: (
        "summary",
        "programme",
        "priorities",
        "roadmap",
        "standing",
        "results",
        "ahead",
    ),
    PaperKind.BOARD_STATUS: ("summary", "proposal"),
    PaperKind.MEASURE_SHEET: ("summary",),
    PaperKind.FOCUS_AREA: ("summary", "ahead"),
}
#: What each kind of paper cannot be without.
REQUIRED: Final[Mapping[PaperKind, tuple[str, ...]]] = {
    PaperKind.YEARLY_REPORT: ("summary",),
    PaperKind.BOARD_STATUS: ("summary",),
    PaperKind.MEASURE_SHEET: (),
    PaperKind.FOCUS_AREA: ("summary",),
}


def section_keys(kind: PaperKind, areas: Sequence[str]) -> tuple[str, ...]:
    """The sections of a paper in which something can be written, in order.

    Examples
    --------
    >>> section_keys(PaperKind.BOARD_STATUS, ["1"])
    ('summary', 'proposal')
    """
    keys = _SECTIONS[kind]
    if kind is PaperKind.YEARLY_REPORT:
        *first, last = keys
        return (*first, *(f"area.{code}" for code in areas), last)
    return keys


@dataclass(frozen=True)
class Written:
    """What a paper is and for whom, the texts of its authors and what they answered to the check.

    ``texts`` is by section and language, ``reasons`` by the key of a finding. ``approved`` says by whom
    and when, once it is, and whether that was one person alone; ``replaces`` which version a correction takes the place of, and why.
    """

    kind: PaperKind
    audience: Audience
    about: str = ""
    number: int = 1
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)
    replaces: Mapping[str, str] = field(default_factory=dict)
    approved: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_approved_alone(self) -> bool:
        """Whether the one who approved it had the last hand in it, too."""
        return bool(self.approved.get("alone"))

    def text(self, section: str, language: str) -> str:
        """What stands in a section, in a language or else in the first in which it is written."""
        return in_language(self.texts.get(section, {}), language).strip()

    def to_json(self, snapshot: str) -> dict[str, Any]:
        """Everything, as plain values; ``snapshot`` is the digest of what it was made from."""
        return {
            "format": FORMAT,
            "snapshot": snapshot,
            "kind": self.kind.value,
            "audience": self.audience.value,
            "about": self.about,
            "number": self.number,
            "texts": {
                section: {language: text for language, text in said.items() if text.strip()}
                for section, said in self.texts.items()
                if any(text.strip() for text in said.values())
            },
            "reasons": dict(self.reasons),
            "replaces": dict(self.replaces),
            "approved": dict(self.approved),
        }

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Self:
        """From :meth:`to_json`."""
        if plain["format"] != FORMAT:
            raise ValueError(plain["format"])
        return cls(
            kind=PaperKind(plain["kind"]),
            audience=Audience(plain["audience"]),
            about=plain["about"],
            number=plain["number"],
            texts=plain["texts"],
            reasons=plain["reasons"],
            replaces=plain["replaces"],
            approved=plain["approved"],
        )
