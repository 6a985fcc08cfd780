"""The record of a decision: everything it says and rests on, as plain values, and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from samvern import __version__
from samvern.engine.priority import LeftOut, RankedAlternative, Ranking, RankingModel
from samvern.engine.programme.document import Text

#: The form of the record; another number when the form changes.
FORM = "samvern-decision/1"


@dataclass(frozen=True)
class Figures:
    """A ranking with the names of its alternatives in every language, and where it came from.

    ``programme_version`` is the version of the programme that it was computed from.
    """

    ranking: Ranking
    titles: Mapping[str, Text]
    programme_version: int
    programme_revision: str

    def to_json(self) -> dict[str, Any]:
        """Give the figures as plain values."""
        return {
            "ranking": self.ranking.to_json(),
            "titles": {code: dict(title) for code, title in self.titles.items()},
            "programme_version": self.programme_version,
            "programme_revision": self.programme_revision,
        }


@dataclass(frozen=True)
class Said:
    """What was decided, in words and as an order, by whom and when."""

    title: str
    decided: str
    reasons: str
    body: str
    decided_by: str
    decided_on: date
    tiers: Sequence[Sequence[str]]

    def tidied(self, tiers: list[list[str]]) -> Said:
        """The same without spaces around the texts, and with its tiers as they were checked."""
        return replace(
            self,
            title=self.title.strip(),
            decided=self.decided.strip(),
            reasons=self.reasons.strip(),
            body=self.body.strip(),
            decided_by=self.decided_by.strip(),
            tiers=tiers,
        )

    @property
    def texts(self) -> dict[str, str]:
        """All that is said in words."""
        return {
            "title": self.title,
            "decided": self.decided,
            "reasons": self.reasons,
            "body": self.body,
            "decided_by": self.decided_by,
        }

    def to_json(self) -> dict[str, Any]:
        """Give it as plain values."""
        return {
            **self.texts,
            "decided_on": self.decided_on.isoformat(),
            "tiers": [list(tier) for tier in self.tiers],
        }


def make_record(
    *,
    programme: Mapping[str, Any],
    level: str,
    said: Said,
    scenario: Mapping[str, Any] | None,
    figures: Figures,
    reverse: Mapping[str, Any] | None,
    recorded_by: str,
    recorded_at: datetime,
    is_example: bool = False,
) -> dict[str, Any]:
    """Put the record of a decision together.

    Parameters
    ----------
    programme
        Its code, title and day of publication.
    scenario
        The scenario that it rests on, as plain values; None for the programme's own basis.
    reverse
        Whether any admissible weighting gives the decided order, as ``samvern programme
        schema explanation`` describes it, without the model, which stands with the ranking;
        None where a single tier says nothing, or where so much is said that it was not worked
        out.
    """
    return {
        "form": FORM,
        "is_example": is_example,
        "programme": dict(programme),
        "level": level,
        "decision": said.to_json(),
        "scenario": scenario and dict(scenario),
        "figures": figures.to_json(),
        "reverse": reverse and dict(reverse),
        "recorded_by": recorded_by,
        "recorded_at": recorded_at.isoformat(),
        "software": {"name": "samvern", "version": __version__},
    }


def read_figures(record: Mapping[str, Any]) -> Figures:
    """The figures of a record as they were frozen; nothing is computed again."""
    found = record["figures"]
    titles: Mapping[str, Text] = found["titles"]
    return Figures(
        ranking=_read_ranking(found["ranking"], titles),
        titles=titles,
        programme_version=found["programme_version"],
        programme_revision=found["programme_revision"],
    )


def _read_ranking(found: Mapping[str, Any], titles: Mapping[str, Text]) -> Ranking:
    return Ranking(
        model=RankingModel.from_json(found["model"]),
        alternatives=tuple(
            RankedAlternative(
                id=each["id"],
                name=titles.get(each["id"], {}),
                rank_acceptability=tuple(each["rank_acceptability"]),
                expected_rank=each["expected_rank"],
                central_weights=each["central_weights"],
                confidence=each["confidence"],
                dominated_by=tuple(each["dominated_by"]),
                potentially_optimal=each["potentially_optimal"],
            )
            for each in found["alternatives"]
        ),
        pairwise=found["pairwise"],
        samples=found["samples"],
        seed=found["seed"],
        half_width_95=found["half_width_95"],
        confidence_samples=found["confidence_samples"],
        confidence_half_width_95=found["confidence_half_width_95"],
        left_out=tuple(
            LeftOut(each["code"], tuple(each["criteria"]), tuple(each["alternatives"]))
            for each in found["left_out"]
        ),
    )
