"""The least and the most that a group of criteria may weigh, as a part of all weight."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from samvern.engine.errors import SamvernError
from samvern.ui.wording import errors


class PerCent(forms.FloatField):
    """A part of all weight, of a group that is named above it."""

    def __init__(self, group: str, label: str) -> None:
        super().__init__(label=label, min_value=0, max_value=100, required=False)
        self.full_label = f"{group}, {label[:1].lower()}{label[1:]}"


class LimitsForm(forms.Form):
    """Per cent for each group; its names are those of the address.

    For each group there is ``least-<group>`` and ``most-<group>``; what is empty is free.
    """

    def __init__(self, *args: Any, groups: Mapping[str, str], **kwargs: Any) -> None:
        """Offer these groups, by their names."""
        kwargs.setdefault("auto_id", "limit-%s")
        super().__init__(*args, **kwargs)
        self.groups = groups
        for group, name in groups.items():
            self.fields[f"least-{group}"] = PerCent(name, _("At least, per cent"))
            self.fields[f"most-{group}"] = PerCent(name, _("At most, per cent"))

    @property
    def rows(self) -> list[tuple[str, forms.BoundField, forms.BoundField]]:
        """The two limits of each group, with its name."""
        return [
            (name, self[f"least-{group}"], self[f"most-{group}"])
            for group, name in self.groups.items()
        ]

    def clean(self) -> dict[str, Any]:
        """The least is not more than the most."""
        cleaned = super().clean() or {}
        for group in self.groups:
            least, most = cleaned.get(f"least-{group}"), cleaned.get(f"most-{group}")
            if least is not None and most is not None and least > most:
                self.add_error(f"least-{group}", _("The least is more than the most."))
        return cleaned

    def add_refusal(self, error: SamvernError) -> None:
        """Say what no weighting can keep, at the group that it is about or at the whole."""
        for problem in error.problems:
            name = f"least-{problem.where.rpartition('intervals.')[2]}"
            self.add_error(name if name in self.fields else None, errors.problem(problem, _))
