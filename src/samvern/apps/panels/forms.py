"""What is put in: the plan of a panel, an invitation, opinions, and what a scenario is called."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samvern.apps.panels.models import Names, Rule, Unknowns
from samvern.apps.panels.queries import Question, Sheet
from samvern.apps.panels.rules import MAX_TEXT, MAX_TITLE, JudgeEntry, OpinionEntry, Plan
from samvern.apps.programmes.forms.levels import SHARES, UNKNOWN, LevelFields
from samvern.apps.programmes.forms.problems import add_problems
from samvern.apps.programmes.models import SCALE_OF
from samvern.base.form_parts import DateInput
from samvern.ui.wording.levels import level_names

__all__ = ["InviteForm", "PlanForm", "ScenarioForm", "SheetForm", "add_problems"]

#: The choice that leaves a question open, or takes an opinion back.
NOTHING = ""

_WEIGHT = re.compile(r"^(\S+)\s+([0-9]+(?:[.,][0-9]+)?)$")


class _Judges(forms.CharField):
    """People by address, one a line, perhaps with a weight after it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            widget=forms.Textarea(attrs={"rows": 5}), max_length=20_000, required=False, **kwargs
        )

    def clean(self, value: Any) -> tuple[JudgeEntry, ...]:
        """The people of the lines."""
        return tuple(_entry(line) for line in super().clean(value).splitlines() if line.strip())


def _entry(line: str) -> JudgeEntry:
    found = _WEIGHT.match(line.strip())
    if found is None:
        return JudgeEntry(line.strip())
    return JudgeEntry(found[1], float(found[2].replace(",", ".")))


_JUDGES_HELP = gettext_lazy(
    "The e-mail address of each, one a line. All count the same; for another weight, write it after "
    "the address, such as “kari@example.org 2”."
)


class PlanForm(forms.Form):
    """What is stated up front of a panel."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label=gettext_lazy("Title"), max_length=MAX_TITLE)
    purpose = forms.CharField(
        label=gettext_lazy("What it is for"),
        max_length=MAX_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    answer_by = forms.DateField(label=gettext_lazy("Answers are asked for by"), widget=DateInput())
    rule = forms.ChoiceField(
        label=gettext_lazy("How opinions are combined"),
        choices=Rule.choices,
        widget=forms.RadioSelect,
        initial=Rule.LINEAR,
    )
    unknowns = forms.ChoiceField(
        label=gettext_lazy("Those who do not know"),
        choices=Unknowns.choices,
        widget=forms.RadioSelect,
        initial=Unknowns.LEFT_OUT,
    )
    names = forms.ChoiceField(
        label=gettext_lazy("Who sees who said what, once the panel is closed"),
        choices=Names.choices,
        widget=forms.RadioSelect,
        initial=Names.NOBODY,
    )
    judges = _Judges(label=gettext_lazy("Who is invited"), help_text=_JUDGES_HELP)
    alternatives = forms.MultipleChoiceField(
        label=gettext_lazy("What is judged"), widget=forms.CheckboxSelectMultiple
    )
    criteria = forms.MultipleChoiceField(
        label=gettext_lazy("By what"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        *args: Any,
        alternatives: Mapping[str, str],
        criteria: Mapping[str, str],
        **kwargs: Any,
    ) -> None:
        """Offer what the programme has to judge."""
        super().__init__(*args, **kwargs)
        named = [(code, f"{code} {title}".strip()) for code, title in alternatives.items()]
        for field, choices in (("alternatives", named), ("criteria", list(criteria.items()))):
            self.fields[field].choices = choices  # type: ignore[attr-defined]

    def plan(self, level: str) -> Plan:
        """The plan of a valid form."""
        said = self.cleaned_data
        return Plan(
            title=said["title"],
            purpose=said["purpose"],
            level=level,
            rule=said["rule"],
            unknowns=said["unknowns"],
            names=said["names"],
            answer_by=said["answer_by"],
            alternatives=tuple(said["alternatives"]),
            criteria=tuple(said["criteria"]),
            judges=said["judges"],
        )


class InviteForm(forms.Form):
    """More people for a panel."""

    judges = _Judges(label=gettext_lazy("Who is invited, too"), help_text=_JUDGES_HELP)


class ScenarioForm(forms.Form):
    """What a scenario made of a panel is called, and why it is made."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=MAX_TEXT, widget=forms.Textarea(attrs={"rows": 3})
    )


class SheetForm(forms.Form):
    """What a judge thinks of one alternative: a judgement and perhaps a reason by each criterion."""

    def __init__(self, *args: Any, sheet: Sheet, **kwargs: Any) -> None:
        """Ask the questions of a sheet, with what was answered before."""
        super().__init__(*args, **kwargs)
        self.questions = sheet.questions
        self.judged: dict[int, LevelFields] = {}
        for each in sheet.questions:
            names = level_names(SCALE_OF[each.criterion.kind], _)
            fields = LevelFields(names, f"cell-{each.cell_id}", f"share-{each.cell_id}-")
            fields.add_to(
                self,
                label=each.criterion.name,
                before=None if each.is_unknown else each.levels,
                unknown=_("I do not know"),
                more=[(NOTHING, _("I leave it open"))],
                required=False,
                initial=_chosen(each, fields),
            )
            self.judged[each.cell_id] = fields
            self.fields[f"why-{each.cell_id}"] = forms.CharField(
                label=_("Why, if you like"),
                max_length=MAX_TEXT,
                required=False,
                initial=each.why,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    @property
    def rows(self) -> list[SheetRow]:
        """Each question with its fields."""
        return [
            SheetRow(
                choice=self[fields.choice],
                shares=fields.shares_in(self),
                gives_shares=fields.gives_shares(self),
                why=self[f"why-{cell_id}"],
            )
            for cell_id, fields in self.judged.items()
        ]

    @property
    def opinions(self) -> list[OpinionEntry]:
        """What a valid form says; what was left open is taken back."""
        return [self._opinion(question) for question in self.questions]

    def clean(self) -> dict[str, Any]:
        """Shares, where they are chosen, add up to a whole."""
        cleaned = super().clean() or {}
        for fields in self.judged.values():
            fields.check(self)
        return cleaned

    def _opinion(self, question: Question) -> OpinionEntry:
        cell_id, fields = question.cell_id, self.judged[question.cell_id]
        choice = self.cleaned_data[fields.choice]
        if choice == NOTHING:
            return OpinionEntry(cell_id, None)
        is_as_before = not any(name.startswith(fields.share) for name in self.changed_data)
        # Percentages on a page are rounded; an opinion that came by another way stays as exact.
        kept = question.levels if choice == SHARES and is_as_before else None
        return OpinionEntry(
            cell_id,
            kept or fields.levels(self),
            is_unknown=choice == UNKNOWN,
            why=self.cleaned_data[f"why-{cell_id}"],
        )


@dataclass(frozen=True)
class SheetRow:
    """The fields of one question."""

    choice: forms.BoundField
    shares: Sequence[forms.BoundField]
    gives_shares: bool
    why: forms.BoundField


def _chosen(question: Question, fields: LevelFields) -> str:
    """The choice that an opinion given before stands for."""
    if question.is_unknown:
        return UNKNOWN
    return fields.chosen(question.levels) or NOTHING
