"""A person takes over what other answers of the organisation say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType

from django.db import transaction

from samvern.apps.assessments import queries
from samvern.apps.assessments.models import AnswerOrigin
from samvern.apps.assessments.operations.answering import AnswerEntry, Saved, save_answers
from samvern.apps.assessments.queries import Suggestion
from samvern.base.viewer import Viewer
from samvern.engine.assessments import AnswerValues, Result
from samvern.engine.errors import InvalidInput, Problem

_NOTHING: Mapping[str, Result] = MappingProxyType({})


@transaction.atomic
def accept_suggestions(
    *,
    by: Viewer,
    assessment_id: int,
    codes: Iterable[str],
    at: datetime,
    chosen: Mapping[str, Result] = _NOTHING,
) -> Saved:
    """Take suggestions over, all or nothing; what they rest on is kept with the answers.

    Whatever has a result meanwhile is left alone. ``chosen`` settles those whose sources contradict
    each other.

    Raises
    ------
    NotFound, NotAllowed
        ``assessment.unknown``; ``assessment.only_some``.
    NotReady
        As :func:`save_answers`.
    InvalidInput
        ``suggestion.invalid``: ``suggestion.none`` and ``suggestion.contradicts``, each where it is.
    """
    assessment = queries.assessment_for(by, assessment_id, lock=True)
    found = queries.suggestions_of(by, assessment)
    entries, problems = [], []
    for code in dict.fromkeys(codes):
        suggestion = found.get(code)
        if suggestion is None:
            problems.append(Problem.of("suggestion.none", where=code))
            continue
        result = suggestion.result or chosen.get(code)
        if result not in suggestion.results:
            problems.append(Problem.of("suggestion.contradicts", where=code))
        elif suggestion.is_open:
            entries.append(_entry(code, suggestion, result))
    if problems:
        raise InvalidInput("suggestion.invalid", problems=problems)
    return save_answers(
        by=by, assessment_id=assessment_id, entries=entries, at=at, origin=AnswerOrigin.SUGGESTED
    )


def _entry(code: str, suggestion: Suggestion, result: Result) -> AnswerEntry:
    answer = suggestion.answer
    values = replace(answer.values if answer else AnswerValues(), result=result)
    rests_on = [each.to_json() for each in suggestion.sources if each.result is result]
    return AnswerEntry(code, values, answer.version if answer else 0, {"rests_on": rests_on})
