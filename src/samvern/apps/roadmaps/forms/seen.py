"""Forms about something that others may change meanwhile."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

_STATE = ("version", "seen")


class SeenForm(forms.Form):
    """A form that carries what it showed when it was opened, so that what the reader changed is known.

    The names of its fields stay the same when something is added to what it is about, or removed.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def remember(self) -> None:
        """Carry what is shown; called when all fields are there."""
        self.initial.setdefault("seen", json.dumps(self.shown))

    @property
    def version_seen(self) -> int:
        """The version that the reader saw; none fits when it is not there."""
        return self.cleaned_data["version"] or 0

    @property
    def is_behind(self) -> bool:
        """Whether somebody else was first: then what was sent may not even fit what is there now."""
        return self.is_bound and self.data.get("version") != str(self.initial["version"])

    @property
    def shown(self) -> dict[str, str]:
        """What stands in each field when the form is opened."""
        return {
            name: _text(self.get_initial_for_field(field, name))
            for name, field in self.fields.items()
            if name not in _STATE
        }

    @property
    def sent(self) -> dict[str, str]:
        """What the reader sent, as it was written."""
        return {
            name: _text(field.widget.value_from_datadict(self.data, self.files, name))
            for name, field in self.fields.items()
            if name not in _STATE
        }

    @property
    def shown_before(self) -> Mapping[str, str]:
        """What stood in each field when the reader opened the form."""
        try:
            seen = json.loads(self.data.get("seen", ""))
        except ValueError:
            return {}
        return seen if isinstance(seen, dict) else {}


@dataclass(frozen=True)
class Difference:
    """A field that one of two changed; ``mine`` is empty where the reader left it alone."""

    label: str
    seen: str
    saved: str
    mine: str
    is_mine: bool


def go_on(mine: SeenForm, fresh: SeenForm) -> tuple[dict[str, str], list[Difference]]:
    """What a form to go on with holds, and what the reader is to look at before saving again.

    Parameters
    ----------
    mine
        What the reader sent.
    fresh
        The form as it is opened now.

    Returns
    -------
    tuple
        What is saved now with the reader's changes on top; and every field that one of the two
        changed, also where it is gone meanwhile.
    """
    saved, seen, sent = fresh.shown, mine.shown_before, mine.sent
    changed = {name: value for name, value in sent.items() if value != seen.get(name, "")}
    going_on = {name: value for name, value in {**saved, **changed}.items() if value}
    going_on |= {"version": _text(fresh.initial["version"]), "seen": json.dumps(saved)}
    return going_on, list(_differences(mine, fresh, seen, changed))


def _differences(
    mine: SeenForm, fresh: SeenForm, seen: Mapping[str, str], changed: Mapping[str, str]
) -> Iterator[Difference]:
    saved = fresh.shown
    for name in dict.fromkeys([*saved, *changed]):
        before, now = seen.get(name, ""), saved.get(name, "")
        if name not in changed and before == now:
            continue
        form = fresh if name in fresh.fields else mine
        field = form.fields[name]
        label = str(getattr(field, "full_label", "") or form[name].label)
        yield Difference(
            label=label,
            seen=_worded(field, before),
            saved=_worded(field, now),
            mine=_worded(field, changed.get(name, "")),
            is_mine=name in changed,
        )


def _worded(field: forms.Field, value: str) -> str:
    """A value as the page shows it: the name of a choice, a tick."""
    if isinstance(field, forms.BooleanField):
        return "\N{CHECK MARK}" if value else "\N{EN DASH}"
    if isinstance(field, forms.ChoiceField):
        choices: dict[str, str] = {str(key): str(name) for key, name in field.widget.choices}
        return choices.get(value, value)
    return value or "\N{EN DASH}"


def _text(value: Any) -> str:
    """A value as a browser would send it."""
    if value is None or value is False:
        return ""
    return "on" if value is True else "\n".join(str(value).strip().splitlines())
