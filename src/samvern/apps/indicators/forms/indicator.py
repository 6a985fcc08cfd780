"""What is said of an indicator."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar, cast

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from samvern.apps.indicators.forms.parts import ActorForm, FigureField
from samvern.apps.indicators.models import (
    DIRECTION_NAMES,
    FREQUENCY_NAMES,
    MEASURED_ON_NAMES,
    Indicator,
)
from samvern.apps.indicators.models.indicator import MAX_CODE
from samvern.apps.indicators.rules import MAX_DAYS, MAX_TEXT, MAX_TITLE, MAX_UNIT, IndicatorPlan
from samvern.base.form_parts import DateInput
from samvern.engine.indicators import (
    Direction,
    Frequency,
    MeasuredOn,
    Point,
    plain_day,
    plain_number,
)
from samvern.engine.programme.document import LANGUAGES
from samvern.ui.numbers import day, typed_number

_LANGUAGES = {"nb": _("Bokmål"), "nn": _("Nynorsk"), "en": _("English")}
#: Texts that stand in the form once for each language, and how long each may be.
_TEXTS: Mapping[str, tuple[Any, int]] = {
    "title": (_("Title"), MAX_TITLE),
    "definition": (_("Definition: what is counted, and how"), MAX_TEXT),
    "unit": (_("Unit"), MAX_UNIT),
    "population": (_("Whom it is measured on"), MAX_TEXT),
    "source": (_("Where the values come from"), MAX_TEXT),
}


class IndicatorForm(ActorForm):
    """All that is said of an indicator, the texts in the reader's language or in three."""

    instead: ClassVar[Mapping[str, str]] = {
        **{name: f"{name}_nb" for name in _TEXTS},
        "highest": "lowest",
        **{f"targets[{place}]": "targets" for place in range(60)},
    }

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    code = forms.CharField(
        label=_("Code"), max_length=MAX_CODE, help_text=_("Short and without spaces, such as PØ1.")
    )
    direction = forms.ChoiceField(
        label=_("Which way is better?"),
        choices=[(each.value, name) for each, name in DIRECTION_NAMES.items()],
        widget=forms.RadioSelect,
    )
    frequency = forms.ChoiceField(
        label=_("How often is it measured?"),
        choices=[(each.value, name) for each, name in FREQUENCY_NAMES.items()],
    )
    measured_on = forms.ChoiceField(
        label=_("What does a value belong to?"),
        choices=[(each.value, name) for each, name in MEASURED_ON_NAMES.items()],
        widget=forms.RadioSelect,
    )
    is_reported = forms.BooleanField(
        label=_("The authority and supervisors see the value of each organisation"),
        required=False,
        help_text=_(
            "Otherwise each organisation sees its own and nobody else does. It cannot be opened once "
            "organisations have given values."
        ),
    )
    lowest = FigureField(label=_("Lowest possible value"), required=False)
    highest = FigureField(label=_("Highest possible value"), required=False)
    baseline = FigureField(label=_("Baseline"), required=False)
    baseline_on = forms.DateField(
        label=_("Date of the baseline"), required=False, widget=DateInput()
    )
    targets = forms.CharField(
        label=_("Targets"),
        required=False,
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("A date and a value on each line: 2027-12-31 80"),
    )
    owner = forms.CharField(
        label=_("Owner"),
        required=False,
        max_length=200,
        help_text=_(
            "The organisation that answers for the values of groups and of the sector: its number, "
            "or its name as the register has it."
        ),
    )
    days_to_give = forms.IntegerField(
        label=_("Days from the end of a period until its value is expected"),
        min_value=0,
        max_value=MAX_DAYS,
    )
    goals = forms.MultipleChoiceField(
        label=_("Goals that it tells of"), required=False, widget=forms.CheckboxSelectMultiple
    )
    measures = forms.CharField(
        label=_("Measures that it tells of"),
        required=False,
        max_length=500,
        help_text=_("Their codes with commas between: 3.1, 3.6"),
    )

    def __init__(
        self,
        *args: Any,
        goals: Sequence[tuple[str, str]],
        found: Indicator | None = None,
        **kwargs: Any,
    ) -> None:
        """Begin with the indicator as it is, or with what is usual."""
        super().__init__(*args, initial=_initial(found), **kwargs)
        cast("forms.ChoiceField", self.fields["goals"]).choices = goals
        for name, (label, most) in _TEXTS.items():
            for language in LANGUAGES:
                is_long = most == MAX_TEXT
                self.fields[f"{name}_{language}"] = forms.CharField(
                    label=f"{label} ({_LANGUAGES[language]})",
                    max_length=most,
                    required=False,
                    widget=forms.Textarea(attrs={"rows": 3}) if is_long else forms.TextInput(),
                )

    def clean_targets(self) -> tuple[Point, ...]:
        """The targets, one a line."""
        lines = str(self.cleaned_data["targets"]).splitlines()
        return tuple(_point(line) for line in lines if line.strip())

    def clean_owner(self) -> int | None:
        """The key of the organisation that is named."""
        owner = self.actor_in("owner")
        return owner.pk if owner else None

    @property
    def plan(self) -> IndicatorPlan:
        """The indicator of a valid form."""
        said = self.cleaned_data
        texts = {
            name: {
                language: said[f"{name}_{language}"].strip()
                for language in LANGUAGES
                if said[f"{name}_{language}"].strip()
            }
            for name in _TEXTS
        }
        return IndicatorPlan(
            code=said["code"].strip(),
            direction=Direction(said["direction"]),
            frequency=Frequency(said["frequency"]),
            measured_on=MeasuredOn(said["measured_on"]),
            is_reported=said["is_reported"],
            lowest=said["lowest"],
            highest=said["highest"],
            baseline=said["baseline"],
            baseline_on=said["baseline_on"],
            targets=said["targets"],
            owner_id=said["owner"],
            days_to_give=said["days_to_give"],
            goals=tuple(said["goals"]),
            measures=tuple(filter(None, (code.strip() for code in said["measures"].split(",")))),
            **texts,
        )

    @property
    def groups(self) -> list[tuple[str, list[forms.BoundField], bool]]:
        """The fields by what they are about, and whether they stand side by side."""
        texts = [
            (str(label), [self[f"{name}_{language}"] for language in LANGUAGES], True)
            for name, (label, _most) in _TEXTS.items()
        ]
        return [
            ("", [self["code"]], False),
            *texts,
            ("", [self["direction"], self["frequency"]], False),
            ("", [self["measured_on"], self["is_reported"]], False),
            (gettext("The scale"), [self["lowest"], self["highest"]], True),
            (gettext("Where it was to begin with"), [self["baseline"], self["baseline_on"]], True),
            ("", [self["targets"], self["owner"], self["days_to_give"]], False),
            ("", [self["goals"], self["measures"]], False),
        ]


def _point(line: str) -> Point:
    """A date and a value."""
    said_on, _space, value = line.strip().partition(" ")
    on = plain_day(said_on)
    try:
        target = float(plain_number(value))
    except ValueError:
        target = None
    if on is None or target is None:
        said = gettext("“%(line)s” is no date and value. Write them as 2027-12-31 80.")
        raise forms.ValidationError(said % {"line": line.strip()[:60]})
    return Point(on, target)


def _line(on: date, target: float) -> str:
    """A date and a value as the reader writes them."""
    spoken = get_language() or LANGUAGES[0]
    written = on.isoformat() if spoken == "en" else day(on, spoken)
    return f"{written} {typed_number(target, language=spoken)}"


def _initial(found: Indicator | None) -> dict[str, Any]:
    if found is None:
        return {
            "direction": Direction.UP.value,
            "frequency": Frequency.YEAR.value,
            "measured_on": MeasuredOn.ORGANISATIONS.value,
            "days_to_give": 30,
        }
    plain = (
        *("version", "code", "direction", "frequency", "measured_on", "is_reported"),
        *("lowest", "highest", "baseline", "baseline_on", "days_to_give"),
    )
    return {
        **{name: getattr(found, name) for name in plain},
        **{
            f"{name}_{language}": getattr(found, name).get(language, "")
            for name in _TEXTS
            for language in LANGUAGES
        },
        "targets": "\n".join(_line(each.on, each.value) for each in found.targets.all()),
        "owner": (found.owner.org_number or found.owner.name) if found.owner else "",
        "goals": [each.code for each in found.goals.all()],
        "measures": ", ".join(each.code for each in found.measures.all()),
    }
