"""The shapes of values in the API of effects."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field

from samvern.apps.effects.models import Audience, Design, EffectStudy, StudyPublication, StudyResult
from samvern.apps.effects.models.study import MAX_NOTE, MOST_ANTICIPATION
from samvern.apps.effects.queries import LastChanges, Told, changes_of, tell
from samvern.apps.effects.rules import StudyPlan
from samvern.base.endpoints import Incoming
from samvern.base.viewer import Viewer
from samvern.engine.effects import Control, Grounds, grounds_of

#: Text without control characters; lines may be broken.
LINES = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$"

Code = Annotated[str, Field(min_length=1, max_length=60)]
Key = Annotated[int, Field(ge=1, le=2**63 - 1)]
Note = Annotated[str, Field(max_length=MAX_NOTE, pattern=LINES)]
Version = Annotated[
    int, Field(strict=True, ge=1, le=2**31 - 1, description="The version that is changed.")
]
Known = Literal["none", "judgement", "description", "no_claim", "series", "comparison", "lot"]


class StudySettings(Incoming):
    """How a study looks, and at which indicator of the programme.

    `design` is `best` for the highest evidence level that the values allow. `lot_note` says where the
    draw is described, if lots were drawn on who started when. `began_on` is for an indicator of the
    sector as one.
    """

    indicator: Code
    design: Literal["best", "comparison", "series", "before_after"] = "best"
    control: Literal["not_yet", "never"] = "not_yet"
    anticipation: Annotated[int, Field(ge=0, le=MOST_ANTICIPATION)] = 0
    by_lot: bool = False
    lot_note: Note = ""
    began_on: date | None = None

    @property
    def plan(self) -> StudyPlan:
        """The settings as the operations take them."""
        return StudyPlan(
            indicator=self.indicator,
            design=Design(self.design),
            control=Control(self.control),
            anticipation=self.anticipation,
            by_lot=self.by_lot,
            lot_note=self.lot_note,
            began_on=self.began_on,
        )


class EffectResult(Schema):
    """What came of a study, as far as you may be told.

    `grounds` is what is known: `description`, `no_claim` (compared, without a claim), `series`,
    `comparison` or `lot`. `card` is the effect card, null where so few stand behind it that something
    could be worked out of one of them; `is_whole` is false where parts are left out for that reason.
    No organisation is named.
    """

    digest: str
    sha256: str
    computed_at: datetime
    grounds: Known
    is_whole: bool
    card: dict[str, Any] | None


class EffectStudyOut(Schema):
    """A study as it is worked on; `is_older` says that values were given since `result`."""

    id: int
    programme: str
    measure: str
    indicator: str
    design: str
    control: str
    anticipation: int
    by_lot: bool
    lot_note: str
    began_on: date | None
    author: str
    is_example: bool
    version: int
    made_at: datetime
    changed_at: datetime
    archived_at: datetime | None
    asked_by: str
    is_older: bool
    result: EffectResult | None


class EffectPublication(Schema):
    """A result as it was published to the sector, or to everybody."""

    study: int
    programme: str
    measure: str
    indicator: str
    number: int
    audience: Literal["sector", "public"]
    note: str
    by: str
    at: datetime
    ended_at: datetime | None
    is_example: bool
    result: EffectResult


def result_out(told: Told, result: StudyResult) -> EffectResult:
    """A result as the API tells of it."""
    grounds: Grounds = grounds_of(told.raw, is_judged=False)
    return EffectResult(
        digest=result.digest,
        sha256=result.sha256,
        computed_at=result.computed_at,
        grounds=grounds.value,
        is_whole=told.is_whole,
        card=told.card.to_json() if told.card else None,
    )


def study_out(
    viewer: Viewer, study: EffectStudy, given: LastChanges | None = None
) -> EffectStudyOut:
    """A study as the API tells of it."""
    given = given or changes_of([study])
    result = study.result
    return EffectStudyOut(
        id=study.pk,
        programme=study.measure.programme.code,
        measure=study.measure.code,
        indicator=study.indicator.code,
        design=study.design,
        control=study.control,
        anticipation=study.anticipation,
        by_lot=study.by_lot,
        lot_note=study.lot_note,
        began_on=study.began_on,
        author=study.author_name,
        is_example=study.is_example,
        version=study.version,
        made_at=study.made_at,
        changed_at=study.changed_at,
        archived_at=study.archived_at,
        asked_by=result.asked_by_name if result else "",
        is_older=given.is_later(study, study.looked_at),
        result=result_out(tell(viewer, study, result), result) if result else None,
    )


def publication_out(viewer: Viewer, published: StudyPublication) -> EffectPublication:
    """A publication as the API tells of it."""
    study = published.study
    return EffectPublication(
        study=study.pk,
        programme=study.measure.programme.code,
        measure=study.measure.code,
        indicator=study.indicator.code,
        number=published.number,
        audience="public" if published.audience == Audience.PUBLIC else "sector",
        note=published.note,
        by=published.by_name,
        at=published.at,
        ended_at=published.ended_at,
        is_example=study.is_example,
        result=result_out(tell(viewer, study, published.result), published.result),
    )
