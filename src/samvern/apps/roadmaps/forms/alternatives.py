"""Measures that stand in for each other: of each group at most one is in the plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from samvern.apps.roadmaps.forms.seen import SeenForm
from samvern.base.texts import in_language
from samvern.engine.roadmap.measures import Alternatives

_LONGEST = 2_000


@dataclass(frozen=True)
class GroupFields:
    """The fields of one group."""

    title: str
    members: forms.BoundField
    is_must: forms.BoundField
    is_removed: forms.BoundField


class AlternativesForm(SeenForm):
    """The groups that are there, and perhaps one more."""

    new_title = forms.CharField(label=gettext_lazy("Name"), max_length=200, required=False)
    new_members = forms.CharField(
        label=gettext_lazy("Which measures"),
        help_text=gettext_lazy("Codes with commas between, two or more."),
        max_length=_LONGEST,
        required=False,
    )
    new_is_must = forms.BooleanField(
        label=gettext_lazy("One of them has to be in the plan"), required=False
    )

    def __init__(self, *args: Any, groups: Sequence[Alternatives], **kwargs: Any) -> None:
        """Offer each group, standing as planning says now."""
        super().__init__(*args, **kwargs)
        self._groups = groups
        for group in groups:
            name = in_language(group.title) or group.id
            found: dict[str, forms.Field] = {
                "members": forms.CharField(
                    label=_("Which measures"),
                    max_length=_LONGEST,
                    initial=", ".join(group.members),
                ),
                "must": forms.BooleanField(
                    label=_("One of them has to be in the plan"),
                    required=False,
                    initial=group.is_must,
                ),
                "remove": forms.BooleanField(label=_("Remove it"), required=False),
            }
            for part, field in found.items():
                field.full_label = f"{name}: {field.label}"  # type: ignore[attr-defined]
                self.fields[f"{part}-{group.id}"] = field
        self.remember()

    @property
    def lines(self) -> list[GroupFields]:
        """The fields, one line for each group."""
        return [
            GroupFields(
                in_language(group.title) or group.id,
                self[f"members-{group.id}"],
                self[f"must-{group.id}"],
                self[f"remove-{group.id}"],
            )
            for group in self._groups
        ]

    def clean(self) -> dict[str, Any]:
        """What is new has a name and measures; a group has two at least."""
        cleaned = super().clean() or {}
        if cleaned.get("new_title") and not cleaned.get("new_members"):
            self.add_error("new_members", _("Say which measures stand in for each other."))
        if cleaned.get("new_members") and not cleaned.get("new_title"):
            self.add_error("new_title", _("Give it a name."))
        for name in ("new_members", *(f"members-{group.id}" for group in self._groups)):
            if cleaned.get(name) and len(_codes(cleaned[name])) < 2:
                self.add_error(name, _("Name two measures or more."))
        return cleaned

    @property
    def groups(self) -> tuple[Alternatives, ...]:
        """The groups, as a valid form says."""
        return (*self._kept(), *self._new())

    def _kept(self) -> Iterator[Alternatives]:
        said = self.cleaned_data
        for group in self._groups:
            if not said[f"remove-{group.id}"]:
                members = _codes(said[f"members-{group.id}"])
                yield replace(group, members=members, is_must=said[f"must-{group.id}"])

    def _new(self) -> Iterator[Alternatives]:
        said = self.cleaned_data
        if not said["new_title"]:
            return
        taken = {group.id for group in self._groups}
        name = next(f"group-{at}" for at in range(1, 10_000) if f"group-{at}" not in taken)
        title = {get_language() or "nb": said["new_title"].strip()}
        yield Alternatives(name, _codes(said["new_members"]), said["new_is_must"], title)


def _codes(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code.strip() for code in text.split(",") if code.strip()))
