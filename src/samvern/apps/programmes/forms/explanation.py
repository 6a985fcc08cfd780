"""The order that is asked about."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from samvern.engine.priority.reverse import DecidedOrder, read_order

_MAX_LENGTH = 500


class OrderForm(forms.Form):
    """An order and tiers as people write them; its names are those of the address."""

    decided_order = forms.CharField(
        label=_("In order"),
        help_text=_("The first first, with commas: 3,5,1"),
        required=False,
        max_length=_MAX_LENGTH,
    )
    decided_tiers = forms.CharField(
        label=_("In tiers"),
        help_text=_("Semicolons between tiers: 3,5,1;7"),
        required=False,
        max_length=_MAX_LENGTH,
    )
    others = forms.ChoiceField(
        label=_("Those that are not named"),
        choices=[("", _("Come after")), ("anywhere", _("May stand anywhere"))],
        required=False,
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        kwargs.setdefault("auto_id", "order-%s")
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]

    @property
    def decided(self) -> DecidedOrder | None:
        """The order that was written; None when none was."""
        if not self.is_valid():
            return None
        said = self.cleaned_data
        if not said["decided_order"] and not said["decided_tiers"]:
            return None
        follow = said["others"] != "anywhere"
        return read_order(said["decided_order"], said["decided_tiers"], others_follow=follow)
