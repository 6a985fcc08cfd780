"""What forms of several modules share: one that carries out an operation, the way to choose a day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samvern.engine.errors import Conflict, InvalidInput, NotReady
from samvern.ui.wording import errors
from samvern.ui.wording.periods import period_name

#: What a year is divided into, and how many years about a day are offered.
_PARTS = ("", "-H1", "-H2", "-Q1", "-Q2", "-Q3", "-Q4")
_YEARS_BEFORE, _YEARS_AFTER = 2, 3


class DateInput(forms.DateInput):
    """The browser's own way to choose a date."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class PeriodField(forms.ChoiceField):
    """A year, half a year or a quarter, chosen by its name; what else is sent, the operation judges."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label=_("Period"), **kwargs)

    def offer(self, today: date, *also: str) -> None:
        """Offer the periods around a day, and what stands already."""
        years = range(today.year - _YEARS_BEFORE, today.year + _YEARS_AFTER + 1)
        found = [f"{year}{part}" for year in years for part in _PARTS]
        missing = [each for each in also if each and each not in found]
        self.choices = [(each, period_name(each, gettext)) for each in (*missing, *found)]

    def valid_value(self, value: str) -> bool:
        """Whether an operation may look at it."""
        return True


class OperationForm(forms.Form):
    """A form from which an operation is carried out, and that says why when it is not.

    ``outcome`` is what the operation returned.
    """

    outcome: Any = None
    #: Fields that stand for something the operation has by another name.
    instead: ClassVar[Mapping[str, str]] = {}

    def carries_out(self, operation: Callable[[], object]) -> bool:
        """Whether the form was sent and the operation took it; if not, the form says why."""
        if not self.is_bound or not self.is_valid():
            return False
        try:
            self.outcome = operation()
        except (InvalidInput, NotReady, Conflict) as error:
            for problem in error.problems:
                name = self.instead.get(problem.where, problem.where)
                field = name if name in self.fields else None
                said = errors.problem(problem, gettext)
                self.add_error(field, said if field else f"{problem.where} {said}".strip())
            if not error.problems:
                told = (errors.title(error, gettext), errors.advice(error, gettext))
                self.add_error(None, " ".join(filter(None, told)))
            return False
        return True
