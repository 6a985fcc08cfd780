"""What is put in: the plan of a panel, an invitation, opinions, and what a scenario is called."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samvern.apps.panels.models import Names, Rule, Unknowns
from samvern.apps.panels.queries import Question, Sheet
from samvern.apps.panels.rules import MAX_TEXT, MAX_TITLE, JudgeEntry, OpinionEntry, Plan
from samvern.apps.programmes.forms.problems import add_problems
from samvern.apps.programmes.models import SCALE_OF
from samvern.engine.programme.document import SCALE_LEVELS
from samvern.ui.wording.levels import judgement_words, level_names

__all__ = ["InviteForm", "PlanForm", "ScenarioForm", "SheetForm", "add_problems"]

#: Choices of an opinion beside levels and pairs of neighbours.
UNKNOWN, AS_IT_IS, NOTHING = "unknown", "as-it-is", ""

_WEIGHT = re.compile(r"^(\S+)\s+([0-9]+(?:[.,][0-9]+)?)$")


class _DateInput(forms.DateInput):
    """The browser's own way to choose a date."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


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
    answer_by = forms.DateField(label=gettext_lazy("Answers are asked for by"), widget=_DateInput())
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
    """What a judge thinks of one alternative: a choice and perhaps a reason for each criterion."""

    def __init__(self, *args: Any, sheet: Sheet, language: str, **kwargs: Any) -> None:
        """Ask the questions of a sheet, with what was answered before."""
        super().__init__(*args, **kwargs)
        self.questions = sheet.questions
        for each in sheet.questions:
            name = f"cell-{each.cell_id}"
            self.fields[name] = forms.ChoiceField(
                label=each.criterion.name,
                choices=list(_choices(each, language)),
                widget=forms.RadioSelect,
                required=False,
                initial=_chosen(each),
            )
            self.fields[f"why-{each.cell_id}"] = forms.CharField(
                label=_("Why, if you like"),
                max_length=MAX_TEXT,
                required=False,
                initial=each.why,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    @property
    def pairs(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Each question with the field for its reason."""
        return [(self[f"cell-{q.cell_id}"], self[f"why-{q.cell_id}"]) for q in self.questions]

    @property
    def opinions(self) -> list[OpinionEntry]:
        """What a valid form says; what was left open is taken back."""
        return [self._opinion(question) for question in self.questions]

    def _opinion(self, question: Question) -> OpinionEntry:
        choice = self.cleaned_data[f"cell-{question.cell_id}"]
        why = self.cleaned_data[f"why-{question.cell_id}"]
        scale = SCALE_LEVELS[SCALE_OF[question.criterion.kind]]
        if choice == NOTHING:
            return OpinionEntry(question.cell_id, None)
        if choice == UNKNOWN:
            levels = {level: 1 / len(scale) for level in scale}
            return OpinionEntry(question.cell_id, levels, is_unknown=True, why=why)
        if choice == AS_IT_IS:
            return OpinionEntry(question.cell_id, question.levels, why=why)
        chosen = choice.split("|")
        return OpinionEntry(question.cell_id, {level: 1 / len(chosen) for level in chosen}, why=why)


def _choices(question: Question, language: str) -> Iterator[tuple[str, str]]:
    scale = SCALE_OF[question.criterion.kind]
    names = level_names(scale, _)
    levels = SCALE_LEVELS[scale]
    yield levels[0], capfirst(names[levels[0]])
    for lower, upper in pairwise(levels):
        between = _("Between {lower} and {upper}")
        yield f"{lower}|{upper}", between.format(lower=names[lower], upper=names[upper])
        yield upper, capfirst(names[upper])
    yield UNKNOWN, _("I do not know")
    if _chosen(question) == AS_IT_IS:
        yield AS_IT_IS, judgement_words(scale, question.levels, language, _)
    yield NOTHING, _("I leave it open")


def _chosen(question: Question) -> str:
    """The choice that an opinion given before stands for."""
    if question.levels is None:
        return NOTHING
    if question.is_unknown:
        return UNKNOWN
    levels = SCALE_LEVELS[SCALE_OF[question.criterion.kind]]
    possible = [level for level in levels if question.levels.get(level)]
    is_even = len({round(question.levels[level], 9) for level in possible}) == 1
    if is_even and len(possible) == 1:
        return possible[0]
    pairs = list(pairwise(levels))
    if is_even and tuple(possible) in pairs:
        return "|".join(possible)
    return AS_IT_IS
