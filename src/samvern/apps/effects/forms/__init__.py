"""What people put in about studies of effect."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samvern.apps.effects.models import Audience, Design, EffectStudy
from samvern.apps.effects.models.study import MAX_NOTE, MOST_ANTICIPATION
from samvern.apps.effects.rules import StudyPlan
from samvern.apps.indicators.models import Indicator
from samvern.apps.programmes.forms.problems import add_problems
from samvern.base.texts import in_language
from samvern.engine.effects import Control
from samvern.ui.wording import effect_grounds
from samvern.ui.wording.effects import control_name

__all__ = ["PublishForm", "StudyForm", "WithdrawForm", "add_problems", "study_state"]


class StudyForm(forms.Form):
    """How a study looks, and at which indicator."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    indicator = forms.ChoiceField(
        label=_("What was the measure to move?"),
        help_text=_("The indicators of the programme; those tied to the measure stand first."),
    )
    design = forms.ChoiceField(
        label=_("How is it to be looked at?"),
        help_text=_("Choose before you have seen the answer, and keep to it."),
        widget=forms.RadioSelect,
    )
    control = forms.ChoiceField(
        label=_("Those that start are compared with"), widget=forms.RadioSelect
    )
    anticipation = forms.IntegerField(
        label=_("Periods before the start in which something may already have changed"),
        help_text=_("They count neither before nor after. Usually 0."),
        min_value=0,
        max_value=MOST_ANTICIPATION,
        initial=0,
    )
    by_lot = forms.BooleanField(
        label=_("Lots were drawn on who started when"),
        required=False,
    )
    lot_note = forms.CharField(
        label=_("Where is the draw described?"),
        help_text=_("Who drew, when, and where that is written down. Only if lots were drawn."),
        max_length=MAX_NOTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    began_on = forms.DateField(
        label=_("When did the measure begin in the sector?"),
        help_text=_(
            "Only for an indicator of the sector as one. Where organisations have their own values, it "
            "is recorded when each of them began."
        ),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def __init__(self, *args: Any, indicators: Iterable[Indicator], **kwargs: Any) -> None:
        """Offer the indicators of the programme, and the ways of looking with what each is for."""
        super().__init__(*args, **kwargs)
        self._offer(
            "indicator",
            [(each.code, f"{each.code} {in_language(each.title)}") for each in indicators],
        )
        self._offer("design", [(each.value, _described(each)) for each in Design])
        ways = (Control.NOT_YET, Control.NEVER)
        self._offer("control", [(each.value, control_name(each, gettext)) for each in ways])

    @property
    def plan(self) -> StudyPlan:
        """What a valid form says."""
        said = self.cleaned_data
        return StudyPlan(
            indicator=said["indicator"],
            design=Design(said["design"]),
            control=Control(said["control"]),
            anticipation=said["anticipation"],
            by_lot=said["by_lot"],
            lot_note=said["lot_note"],
            began_on=said["began_on"],
        )

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


class PublishForm(forms.Form):
    """To whom a result is shown, and what is said beside it."""

    digest = forms.CharField(widget=forms.HiddenInput)
    audience = forms.ChoiceField(
        label=_("Who is to see it?"),
        choices=Audience,
        initial=Audience.SECTOR,
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("In your own words"),
        help_text=_("Stands beside the figures. May be left empty."),
        max_length=MAX_NOTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class WithdrawForm(forms.Form):
    """Why a result is no longer shown."""

    why = forms.CharField(
        label=_("Why is it withdrawn?"),
        max_length=MAX_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def study_state(study: EffectStudy | None, indicator: str = "") -> dict[str, Any]:
    """Where the fields stand for a study, or for a new one."""
    if study is None:
        return {
            "indicator": indicator,
            "design": Design.BEST.value,
            "control": Control.NOT_YET.value,
            "anticipation": 0,
        }
    return {
        **study.settings,
        "version": study.version,
        "indicator": study.indicator.code,
        "lot_note": study.lot_note,
    }


def _described(design: Design) -> str:
    name = effect_grounds.design_name(design.only, gettext)
    return f"{name}. {effect_grounds.design_meaning(design.only, gettext)}"
