"""A scenario put in by hand: what weighs how much, what counts, and how far apart levels are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samvern.apps.decisions.models import ScenarioSharing
from samvern.engine.priority import DEFAULT_WEIGHTS

#: Ways to weigh the groups.
BASIS, UNKNOWN, ORDER, EXACT, KEEP = "basis", "unknown", "order", "exact", "keep"


class ScenarioForm(forms.Form):
    """Title, reason and terms of a scenario, but for its judgements, which have their own page.

    For each group of criteria there is ``place-<group>``, ``weight-<group>``, ``least-<group>``
    and ``most-<group>``.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    level = forms.CharField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("Why you look at it this way. Whoever sees the scenario reads it."),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    weighing = forms.ChoiceField(
        label=gettext_lazy("How do you weigh?"), widget=forms.RadioSelect, initial=BASIS
    )
    excluded_criteria = forms.MultipleChoiceField(
        label=gettext_lazy("Leave out"),
        help_text=gettext_lazy("What you tick does not count in this scenario."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    scale = forms.ChoiceField(
        label=gettext_lazy("Steps between levels"),
        widget=forms.RadioSelect,
        choices=[
            ("linear", gettext_lazy("Equal steps")),
            ("ordinal", gettext_lazy("Any increasing steps")),
        ],
        initial="linear",
    )

    def __init__(
        self,
        *args: Any,
        groups: Mapping[str, str],
        criteria: Sequence[tuple[str, str]],
        terms: Mapping[str, Any],
        **kwargs: Any,
    ) -> None:
        """Offer the groups and criteria that the programme is judged by, standing as in terms."""
        super().__init__(*args, **kwargs)
        self.groups, self.terms = groups, terms
        weights: Mapping[str, Any] = terms.get("weights") or {}
        self.is_custom = bool(weights.get("constraints")) and not _is_basis(weights)
        weighing, excluded = self.fields["weighing"], self.fields["excluded_criteria"]
        assert isinstance(weighing, forms.ChoiceField)
        assert isinstance(excluded, forms.MultipleChoiceField)
        weighing.choices = list(self._ways())
        excluded.choices = list(criteria)
        named = [group for group in weights.get("order", ()) if group in groups]
        self.ordered = [*named, *(group for group in groups if group not in named)]
        for group, name in groups.items():
            place = self.ordered.index(group) + 1
            self.fields[f"place-{group}"] = _place(name, place, len(groups))
            self.fields[f"weight-{group}"] = _number(name, None, 0, 100)
            self.fields[f"least-{group}"] = _number(_("At least, per cent"), None, 0, 100)
            self.fields[f"most-{group}"] = _number(_("At most, per cent"), None, 0, 100)

    @property
    def places(self) -> list[forms.BoundField]:
        """The place of each group when they are put in order, as they stand now."""
        return [self[f"place-{group}"] for group in self.ordered]

    @property
    def limits(self) -> list[tuple[str, forms.BoundField, forms.BoundField]]:
        """The least and the most share of each group."""
        return [
            (name, self[f"least-{group}"], self[f"most-{group}"])
            for group, name in self.groups.items()
        ]

    @property
    def is_ordered(self) -> bool:
        """Whether the groups stand in an order of the reader's own."""
        return bool(self["weighing"].value() == ORDER)

    @property
    def is_exact(self) -> bool:
        """Whether exact weights are given."""
        return bool(self["weighing"].value() == EXACT)

    @property
    def has_limits(self) -> bool:
        """Whether any limit is given, or wrong."""
        return any(field.value() not in (None, "") for _n, *pair in self.limits for field in pair)

    @property
    def leaves_out(self) -> bool:
        """Whether anything is left out."""
        return bool(self["excluded_criteria"].value())

    def weight_of(self, group: str) -> float:
        """Where the slider of a group stands."""
        return float(self[f"weight-{group}"].value() or 0)

    @property
    def new_terms(self) -> dict[str, Any]:
        """The terms of a valid form; judgements, and groups left out, stay as they were."""
        kept = ("judgements", "excluded_groups")
        terms = {name: self.terms[name] for name in kept if self.terms.get(name)}
        weights = self._weights()
        if weights is not None:
            terms["weights"] = weights
        if excluded := self.cleaned_data["excluded_criteria"]:
            terms["excluded_criteria"] = list(excluded)
        if self.cleaned_data["scale"] != "linear":
            terms["scale"] = self.cleaned_data["scale"]
        return terms

    def clean(self) -> dict[str, Any]:
        """Exact weights are not all zero, and the least is not more than the most."""
        cleaned = super().clean() or {}
        weights = [cleaned.get(f"weight-{group}") for group in self.groups]
        if cleaned.get("weighing") == EXACT and not any(weights):
            self.add_error("weighing", _("Let at least one group weigh something."))
        if cleaned.get("weighing") == ORDER:
            self._check_places(cleaned)
        for group in self.groups:
            least, most = cleaned.get(f"least-{group}"), cleaned.get(f"most-{group}")
            if least is not None and most is not None and least > most:
                self.add_error(f"least-{group}", _("The least is more than the most."))
        return cleaned

    def _check_places(self, cleaned: Mapping[str, Any]) -> None:
        """Each group has a place of its own; which of two comes first is not for us to choose."""
        taken: dict[int, str] = {}
        for group, name in self.groups.items():
            field = f"place-{group}"
            place = cleaned.get(field)
            if field in self.errors:
                continue
            if place is None:
                self.add_error(field, _("Give it a place."))
            elif place in taken:
                params = {"place": place, "other": taken[place]}
                message = _("%(other)s has place %(place)s already; give each a place of its own.")
                self.add_error(field, message % params)
            else:
                taken[place] = name

    def _ways(self) -> Iterator[tuple[str, str]]:
        yield BASIS, _("The programme's own basis")
        yield UNKNOWN, _("We do not know")
        yield ORDER, _("In order")
        yield EXACT, _("Exact weights")
        if self.is_custom:
            yield KEEP, _("As it is now")

    def _weights(self) -> dict[str, Any] | None:
        way = self.cleaned_data["weighing"]
        if way == EXACT:
            given = {g: self.cleaned_data[f"weight-{g}"] or 0.0 for g in self.groups}
            return {"fixed": given}
        limits = {group: limit for group in self.groups if (limit := self._limit(group))}
        said: dict[str, Any] = {}
        if way == ORDER:
            places = {g: self.cleaned_data[f"place-{g}"] or 0 for g in self.groups}
            said["order"] = sorted(self.groups, key=lambda group: places[group])
        elif way == KEEP:
            said["constraints"] = self.terms["weights"]["constraints"]
        elif way == BASIS and limits:
            said["constraints"] = DEFAULT_WEIGHTS.to_json()["constraints"]
        elif way == BASIS:
            return None
        return {**said, "intervals": limits} if limits else said

    def _limit(self, group: str) -> dict[str, float]:
        bounds = {side: self.cleaned_data[f"{side}-{group}"] for side in ("least", "most")}
        return {side: share / 100 for side, share in bounds.items() if share is not None}


class SharingForm(forms.Form):
    """Who sees a scenario."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    sharing = forms.ChoiceField(
        label=gettext_lazy("Who sees the scenario"),
        choices=ScenarioSharing.choices,
        widget=forms.RadioSelect,
    )


class CopyForm(forms.Form):
    """What a copy is to be called."""

    title = forms.CharField(label=gettext_lazy("Title of the copy"), max_length=200)


def form_state(terms: Mapping[str, Any]) -> dict[str, Any]:
    """Where the fields of a form stand for these terms."""
    weights: Mapping[str, Any] | None = terms.get("weights")
    state: dict[str, Any] = {
        "weighing": _weighing(weights),
        "scale": terms.get("scale", "linear"),
        "excluded_criteria": list(terms.get("excluded_criteria", ())),
    }
    fixed = (weights or {}).get("fixed", {})
    total = sum(fixed.values()) or 1.0
    is_percent = max(fixed.values(), default=0) <= 100
    for group, weight in fixed.items():
        state[f"weight-{group}"] = weight if is_percent else round(100 * weight / total, 3)
    for group, bounds in (weights or {}).get("intervals", {}).items():
        for side, share in bounds.items():
            per_cent = round(100 * share, 6)
            # Whole ones are written whole: 20, not 20.0.
            state[f"{side}-{group}"] = int(per_cent) if per_cent.is_integer() else per_cent
    return state


def _weighing(weights: Mapping[str, Any] | None) -> str:
    if weights is None or _is_basis(weights):
        return BASIS
    if "fixed" in weights:
        return EXACT
    if "order" in weights:
        return ORDER
    return KEEP if weights.get("constraints") else UNKNOWN


def _is_basis(weights: Mapping[str, Any]) -> bool:
    return bool(weights.get("constraints") == DEFAULT_WEIGHTS.to_json()["constraints"])


def _place(label: str, initial: int, most: int) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, initial=initial, min_value=1, max_value=most, required=False
    )


def _number(label: str, initial: float | None, least: int, most: int) -> forms.FloatField:
    return forms.FloatField(
        label=label, initial=initial, min_value=least, max_value=most, required=False
    )
