"""Amounts as people write them: 1 234,5 or 1234.5, and several with semicolons between."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samvern.engine.roadmap.measures import MAX_AMOUNT
from samvern.ui.numbers import read_number, typed_number


def written(amount: float | None) -> str:
    """An amount as it stands in a field; nothing for None."""
    return "" if amount is None else typed_number(amount, language=_spoken())


class AmountField(forms.CharField):
    """One amount, zero or more, or less than zero where ``may_be_less``; None when left empty."""

    def __init__(self, *, may_be_less: bool = False, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=40, **kwargs)
        self.may_be_less = may_be_less
        self.widget.attrs["inputmode"] = "decimal"

    def clean(self, value: Any) -> Any:
        """The amount as a number."""
        text = super().clean(value)
        return None if not text else read_amount(text, may_be_less=self.may_be_less)


class AmountsField(forms.CharField):
    """One amount for all of the work, or one for each period of it with semicolons between."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=1_000, **kwargs)
        self.widget.attrs["inputmode"] = "text"

    def clean(self, value: Any) -> Any:
        """The amounts as numbers."""
        text = super().clean(value)
        return [read_amount(part) for part in text.split(";") if part.strip()]


def read_amount(text: str, *, may_be_less: bool = False) -> float:
    """Read an amount. Raises ``ValidationError``."""
    amount = read_number(text, _spoken())
    if amount is None or abs(amount) > MAX_AMOUNT or (amount < 0 and not may_be_less):
        raise forms.ValidationError(_("Write an amount such as 3 or 1.5."))
    return float(amount)


def _spoken() -> str:
    return get_language() or "nb"
