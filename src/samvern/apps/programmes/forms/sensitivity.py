"""Which two of a ranking are to be compared."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy


class PairForm(forms.Form):
    """Why does the one stand before the other? Names are those of the query."""

    first = forms.ChoiceField(label=gettext_lazy("Why does this one"), required=False)
    second = forms.ChoiceField(label=gettext_lazy("stand before this one?"), required=False)

    def __init__(self, *args: Any, offered: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        """Offer what is ranked."""
        kwargs.setdefault("auto_id", "pair-%s")
        super().__init__(*args, **kwargs)
        choices = list(offered)
        for field in self.fields.values():
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices
