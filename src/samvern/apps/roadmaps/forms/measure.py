"""One measure: how long it takes, what it takes, and when it may be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samvern.apps.roadmaps.forms.amounts import AmountField, AmountsField, written
from samvern.apps.roadmaps.forms.seen import SeenForm
from samvern.apps.roadmaps.pages.words import period_name
from samvern.engine.roadmap import Period
from samvern.engine.roadmap.measures import MAX_PERIODS
from samvern.engine.roadmap.planning import MeasurePlanning, Spending

#: So many lines for payers, and for who works, stand in the form at least, and at most.
_LINES, _MOST_LINES = 3, 60
#: Which line an amount stands in.
_LINE: Final = re.compile(r"(?:cost|effort)-of-([0-9]{1,3})")
_NOWHERE: Final = "out"


class MeasureForm(SeenForm):
    """What planning says of a measure; what is left empty is as the programme says, or assumed.

    ``typed`` is what the reader wrote before asking for one more line of a kind (``more``).
    """

    duration = forms.IntegerField(
        label=gettext_lazy("Periods of work"),
        help_text=gettext_lazy("Leave empty to assume what its sort usually takes."),
        min_value=1,
        max_value=MAX_PERIODS,
        required=False,
    )
    value = AmountField(
        label=gettext_lazy("Worth in each period once it is done"),
        help_text=gettext_lazy("Leave empty for what the ranking says."),
    )
    after = forms.CharField(
        label=gettext_lazy("What must be done first"),
        help_text=gettext_lazy(
            "Codes with commas between. Leave empty for what the programme says."
        ),
        max_length=1_000,
        required=False,
    )
    is_free = forms.BooleanField(
        label=gettext_lazy("Nothing has to be done first, whatever the programme says"),
        required=False,
    )
    costs_nothing = forms.BooleanField(
        label=gettext_lazy("It costs nothing, whatever the programme says"), required=False
    )
    earliest = forms.ChoiceField(label=gettext_lazy("Starts no sooner than"), required=False)
    deadline = forms.ChoiceField(label=gettext_lazy("Done no later than"), required=False)
    is_must = forms.BooleanField(label=gettext_lazy("It has to be in the plan"), required=False)
    is_decision_point = forms.ChoiceField(
        label=gettext_lazy("Is what comes after it decided on when it is done?"),
        choices=[
            ("", gettext_lazy("As usual: after studies it is")),
            ("yes", gettext_lazy("Yes")),
            ("no", gettext_lazy("No")),
        ],
        required=False,
    )

    def __init__(
        self,
        data: Any = None,
        *,
        periods: Sequence[Period],
        said: MeasurePlanning,
        version: int,
        typed: Mapping[str, Any] | None = None,
        more: str = "",
    ) -> None:
        """Offer the periods of the plan, standing as planning says now."""
        super().__init__(data, initial={**_state(said), "version": version, **(typed or {})})
        self._said = said
        names = [*(data or typed or {})]
        choices = [("", _("Not said")), *((str(each), period_name(each)) for each in periods)]
        for name in ("earliest", "deadline"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices
        self._lines = {kind: _lines_of(said, kind, names) for kind in ("cost", "effort")}
        if self._lines.get(more, _MOST_LINES) < _MOST_LINES:
            self._lines[more] += 1
        for kind, lines in self._lines.items():
            for line in range(lines):
                self._add_line(kind, line)
        self.remember()

    @property
    def costs(self) -> list[tuple[forms.BoundField, ...]]:
        """Who pays, how much for the work, and how much in each period after."""
        return list(self._fields_of("cost"))

    @property
    def efforts(self) -> list[tuple[forms.BoundField, ...]]:
        """Who works, how much during the work, and how much in each period after."""
        return list(self._fields_of("effort"))

    @property
    def measure(self) -> MeasurePlanning:
        """What a valid form says."""
        said = self.cleaned_data
        after = tuple(code.strip() for code in said["after"].split(",") if code.strip())
        costs = tuple(self._spending("cost"))
        return replace(
            self._said,
            duration=said["duration"],
            value=said["value"],
            after=after or (() if said["is_free"] else None),
            earliest=_period(said["earliest"]),
            deadline=_period(said["deadline"]),
            is_must=said["is_must"],
            is_decision_point={"yes": True, "no": False}.get(said["is_decision_point"]),
            costs=costs or (() if said["costs_nothing"] else None),
            efforts=tuple(self._spending("effort")),
        )

    def clean(self) -> dict[str, Any]:
        """An amount has somebody who pays or works."""
        cleaned = super().clean() or {}
        if cleaned.get("is_free") and cleaned.get("after"):
            self.add_error("is_free", _("Name what must be done first, or say that nothing must."))
        if cleaned.get("costs_nothing") and any(cleaned.get(f"cost-of-{n}") for n in self._numbers):
            self.add_error("costs_nothing", _("Say who pays, or that it costs nothing."))
        for name in list(self.fields):
            kind, _dash, line = name.partition("-of-")
            if not line:
                continue
            has_amount = cleaned.get(f"{kind}-amount-{line}") or cleaned.get(f"{kind}-run-{line}")
            if has_amount and not cleaned.get(name):
                self.add_error(name, _("Say who."))
        return cleaned

    @property
    def _numbers(self) -> range:
        return range(self._lines["cost"])

    def _add_line(self, kind: str, line: int) -> None:
        who, amount, after = {
            "cost": (_("Who pays"), _("For the work"), _("In each period after")),
            "effort": (_("Who works"), _("For the work"), _("In each period after")),
        }[kind]
        found: dict[str, forms.Field] = {
            "of": forms.CharField(label=who, max_length=200, required=False),
            "amount": AmountsField(label=amount),
            "run": AmountField(label=after),
        }
        for part, field in found.items():
            field.full_label = f"{who} {line + 1}: {field.label}"  # type: ignore[attr-defined]
            self.fields[f"{kind}-{part}-{line}"] = field

    def _fields_of(self, kind: str) -> Iterator[tuple[forms.BoundField, ...]]:
        for line in range(self._lines[kind]):
            yield tuple(self[f"{kind}-{part}-{line}"] for part in ("of", "amount", "run"))

    def _spending(self, kind: str) -> Iterator[Spending]:
        for line in range(self._lines[kind]):
            who = self.cleaned_data[f"{kind}-of-{line}"].strip()
            amounts = self.cleaned_data[f"{kind}-amount-{line}"]
            running = self.cleaned_data[f"{kind}-run-{line}"] or 0.0
            if not who:
                continue
            if len(amounts) > 1:
                yield Spending(who, by_period=tuple(amounts), running=running)
            else:
                yield Spending(who, total=sum(amounts), running=running)


class MoveForm(forms.Form):
    """When a measure is to start, by hand."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    to = forms.ChoiceField(label=gettext_lazy("When is it to start?"), required=False)

    def __init__(self, *args: Any, periods: Sequence[Period], **kwargs: Any) -> None:
        """Offer the periods of the plan."""
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = place_choices(periods)

    @property
    def period(self) -> Period | None:
        """The period that was chosen, if one was."""
        return _period(self.cleaned_data["to"])

    @property
    def is_left_out(self) -> bool:
        """Whether it is to be left out."""
        return bool(self.cleaned_data["to"] == _NOWHERE)


def place_choices(periods: Sequence[Period], unsaid: str = "") -> list[tuple[str, str]]:
    """Where a measure can be put."""
    return [
        ("", unsaid or _("The plan finds the best period")),
        *((str(each), period_name(each)) for each in periods),
        (_NOWHERE, _("Not at all: leave it out")),
    ]


def place_of(pin: Period | None, *, is_left_out: bool) -> str:
    """Where a measure was put by hand, as a choice."""
    if is_left_out:
        return _NOWHERE
    return "" if pin is None else str(pin)


def _state(said: MeasurePlanning) -> dict[str, Any]:
    state: dict[str, Any] = {
        "duration": said.duration,
        "value": written(said.value),
        "after": ", ".join(said.after or ()),
        "is_free": said.after == (),
        "costs_nothing": said.costs == (),
        "earliest": "" if said.earliest is None else str(said.earliest),
        "deadline": "" if said.deadline is None else str(said.deadline),
        "is_must": said.is_must,
        "is_decision_point": {True: "yes", False: "no", None: ""}[said.is_decision_point],
    }
    for kind, lines in (("cost", said.costs or ()), ("effort", said.efforts)):
        for line, each in enumerate(lines):
            amounts = each.by_period or (each.total,)
            state[f"{kind}-of-{line}"] = each.of
            state[f"{kind}-amount-{line}"] = "; ".join(written(amount) for amount in amounts)
            state[f"{kind}-run-{line}"] = written(each.running) if each.running else ""
    return state


def _lines_of(said: MeasurePlanning, kind: str, names: Sequence[str]) -> int:
    """As many as planning says and as came in."""
    lines = (said.costs or ()) if kind == "cost" else said.efforts
    found = (_LINE.fullmatch(name) for name in names if name.startswith(kind))
    sent = max((int(each[1]) + 1 for each in found if each), default=0)
    return max(_LINES, len(lines), min(sent, _MOST_LINES))


def _period(written_so: str) -> Period | None:
    return Period.read(written_so) if written_so and written_so != _NOWHERE else None
