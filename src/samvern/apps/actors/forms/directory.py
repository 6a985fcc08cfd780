"""The shapes of what people put in about actors and roles."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samvern.apps.actors import catalogue, operations, queries, rules
from samvern.apps.actors.models import (
    Actor,
    ActorKind,
    ActorSize,
    HealthRegion,
    LanguageForm,
    SuccessionKind,
)
from samvern.apps.actors.queries import Origin, Standing
from samvern.apps.actors.register_reading import RegisterFile
from samvern.base.permissions import GRANTABLE, ROLE_NAMES, Role
from samvern.base.viewer import ANONYMOUS, Viewer
from samvern.engine.errors import Conflict, InvalidInput, NotReady, SamvernError
from samvern.engine.org_number import spaced
from samvern.formats.incoming import size_in_words
from samvern.ui.wording import errors as wording

#: Larger files are for the command line, which nobody has to wait for.
MOST_UPLOADED_BYTES = 4 * 2**20


class DayInput(forms.DateInput):
    """The browser's own way to choose a day."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class LinesField(forms.CharField):
    """Several texts, one a line."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value: Any) -> Any:
        """A list as lines."""
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        """Lines as a list, without the empty ones."""
        lines = (line.strip() for line in super().clean(value).splitlines())
        return [line for line in lines if line]


class ActorField(forms.CharField):
    """One actor that the viewer sees, by its organisation number or full name."""

    viewer: Viewer = ANONYMOUS

    def prepare_value(self, value: Any) -> Any:
        """An actor as its number, or its name where it has none."""
        if isinstance(value, Actor):
            return spaced(value.org_number) if value.org_number else value.name
        return value

    def clean(self, value: Any) -> Actor | None:
        """The actor that is meant; none for nothing."""
        text = super().clean(value)
        if not text:
            return None
        try:
            return queries.find_actor(self.viewer, text)
        except InvalidInput as error:
            raise ValidationError(in_words(error)) from None


class OperationForm(forms.Form):
    """A form from which an operation is carried out; ``outcome`` is what that returned."""

    outcome: Any = None

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, ActorField):
                field.viewer = viewer

    def carries_out(self, operation: Callable[[], object]) -> bool:
        """Whether the form was sent and the operation took it; if not, the form says why."""
        if not self.is_bound or not self.is_valid():
            return False
        try:
            self.outcome = operation()
        except (InvalidInput, NotReady, Conflict) as error:
            self._refuse(error)
            return False
        return True

    def _refuse(self, error: SamvernError) -> None:
        for problem in error.problems:
            field = problem.where if problem.where in self.fields else None
            self.add_error(field, wording.problem(problem, gettext))
        if not error.problems:
            self.add_error(None, ValidationError(in_words(error), code=error.code))


@dataclass(frozen=True)
class Difference:
    """A field that others have saved otherwise than it stands in a form."""

    label: str
    saved: str
    mine: str


class VersionedForm(OperationForm):
    """A form that changes an actor, and remembers which version of it was shown."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def catch_up(self, actor: Actor) -> list[Difference] | None:
        """How the form differs from what somebody else has saved; None when nobody has.

        The form then stands on top of what is saved, so that sending it once more saves it.
        """
        if not self.has_error(NON_FIELD_ERRORS, "actor.changed"):
            return None
        self.data = {**self.data, **self.cleaned_data, "version": actor.version}
        names = [name for name in self.fields if name != "version" and hasattr(actor, name)]
        rows = [
            Difference(
                label=str(self.fields[name].label),
                saved=self._shown(name, getattr(actor, name)),
                mine=self._shown(name, self.cleaned_data.get(name)),
            )
            for name in names
        ]
        return [row for row in rows if row.saved != row.mine]

    def _shown(self, name: str, value: Any) -> str:
        """A value as the form shows it, in words."""
        choices = dict(getattr(self.fields[name], "choices", ()))
        if isinstance(value, list):
            return ", ".join(value)
        return str(choices.get(value or "", value or ""))


class ActorFactsForm(OperationForm):
    """The facts about an actor that people write."""

    name = forms.CharField(label=_("Name"), max_length=rules.NAME_LIMIT)
    org_number = forms.CharField(
        label=_("Organisation number"),
        required=False,
        max_length=20,
        help_text=_("Nine digits. Leave it empty when you do not know it."),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("Choose")), *ActorKind.choices])
    region = forms.ChoiceField(
        label=_("Health region"), required=False, choices=[("", _("None")), *HealthRegion.choices]
    )
    municipality_number = forms.CharField(
        label=_("Municipality number"),
        required=False,
        max_length=4,
        help_text=_("Four digits, where the actor has its main site."),
    )
    size = forms.ChoiceField(label=_("Size"), required=False, choices=ActorSize.choices)
    language_form = forms.ChoiceField(
        label=_("Language form"), required=False, choices=LanguageForm.choices
    )
    valid_from = forms.DateField(label=_("Exists from"), required=False, widget=DayInput())
    also_known_as = LinesField(
        label=_("Also known as"),
        required=False,
        max_length=rules.OTHER_NAMES_LIMIT * rules.NAME_LIMIT,
        help_text=_("Other names under which it is mentioned, one a line."),
    )

    @property
    def facts(self) -> operations.ActorFields:
        """What was written, as the operations take it."""
        written = {name: self.cleaned_data[name] for name in ActorFactsForm.base_fields}
        return cast("operations.ActorFields", written)


class ParentForm(OperationForm):
    """Where on the tree an actor is to stand."""

    parent = ActorField(
        label=_("Belongs to"),
        required=False,
        help_text=_("Organisation number or full name. Empty when it belongs to nobody here."),
    )

    @property
    def parent_id(self) -> int | None:
        """The parent as operations take it."""
        parent: Actor | None = self.cleaned_data["parent"]
        return parent.pk if parent else None


class NewActorForm(ParentForm, ActorFactsForm):
    """A new actor, and where it stands."""


class EditActorForm(VersionedForm, ActorFactsForm):
    """Changed facts about an actor."""


class MoveForm(VersionedForm, ParentForm):
    """Another place for an actor."""


class CeaseForm(VersionedForm):
    """The end of an actor."""

    on = forms.DateField(label=_("First day on which it no longer exists"), widget=DayInput())


class SuccessionForm(OperationForm):
    """Who followed an actor, when and how."""

    kind = forms.TypedChoiceField(
        label=_("How"),
        coerce=SuccessionKind,
        choices=SuccessionKind.choices,
        widget=forms.RadioSelect,
        help_text=_(
            "After a merger, or when an actor continued as another, it ceases that day and "
            "everything it held follows. Otherwise both live on."
        ),
    )
    successor = ActorField(
        label=_("Who followed"), help_text=_("Organisation number or full name.")
    )
    on = forms.DateField(label=_("Date"), widget=DayInput())
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=500,
        help_text=_("Such as the decision that it rests on."),
    )

    @property
    def succession(self) -> dict[str, Any]:
        """What was written, as the operation takes it."""
        written = dict(self.cleaned_data)
        return {"successor_id": written.pop("successor").pk, **written}


class GrantForm(OperationForm):
    """A role for a person who has an account; ``roles`` are those that may be given."""

    email = forms.EmailField(label=_("E-mail"))
    role = forms.TypedChoiceField(label=_("Role"), coerce=Role, widget=forms.RadioSelect)

    def __init__(self, *args: Any, roles: Iterable[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        given = frozenset(roles)
        self.fields["role"].choices = [  # type: ignore[attr-defined]
            (role.value, ROLE_NAMES[role]) for role in GRANTABLE if role in given
        ]


class NewPersonForm(GrantForm):
    """A person who gets an account and a first role."""

    name = forms.CharField(label=_("Name"), max_length=200)
    language = forms.ChoiceField(
        label=_("Language"),
        choices=[("nb", "Bokmål"), ("nn", "Nynorsk"), ("en", "English")],
        initial="nb",
    )
    field_order = ("name", "email", "language", "role")


class RegisterFilesForm(OperationForm):
    """Bulk files of the register, small enough to be waited for."""

    units = forms.FileField(
        label=_("Units"),
        required=False,
        help_text=_("The register's file of all units, JSON or CSV, packed or not."),
    )
    sub_units = forms.FileField(label=_("Sub-units"), required=False)
    is_complete = forms.BooleanField(
        label=_("The files hold everybody: who is missing has left the register."), required=False
    )
    standard = forms.ChoiceField(
        label=_("Industry codes that nothing else tells are of"),
        required=False,
        choices=[("", _("Unknown version")), ("SN2025", "SN2025"), ("SN2007", "SN2007")],
        help_text=_("The same code means different things in the two versions of the standard."),
    )

    def clean(self) -> dict[str, Any]:
        """At least one file, none of them too large."""
        cleaned = super().clean() or {}
        if not cleaned.get("units") and not cleaned.get("sub_units") and not self.errors:
            raise ValidationError(_("Choose at least one file."))
        for name in ("units", "sub_units"):
            file = cleaned.get(name)
            if file and file.size > MOST_UPLOADED_BYTES:
                size = size_in_words(MOST_UPLOADED_BYTES)
                error = InvalidInput("register_file.too_large_here", name=file.name, limit=size)
                self.add_error(name, in_words(error))
        return cleaned

    @property
    def reading(self) -> dict[str, Any]:
        """What was chosen, as the operation takes it."""
        chosen = [self.cleaned_data[name] for name in ("units", "sub_units")]
        return {
            "files": [RegisterFile(file.name, file.file) for file in chosen if file],
            "is_complete": self.cleaned_data["is_complete"],
            "standard": self.cleaned_data["standard"],
        }


class RegisterFilterForm(forms.Form):
    """What part of the register to show."""

    q = forms.CharField(
        label=_("Name or number"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("All")), *ActorKind.choices]
    )
    region = forms.ChoiceField(
        label=_("Health region"), required=False, choices=[("", _("All")), *HealthRegion.choices]
    )
    county = forms.ChoiceField(label=_("County"), required=False)
    standing = forms.ChoiceField(
        label=_("Exists today"),
        required=False,
        choices=[
            (Standing.IN_FORCE.value, _("Yes")),
            (Standing.CEASED.value, _("No, has ceased")),
            (Standing.ANY.value, _("All")),
        ],
    )
    origin = forms.ChoiceField(
        label=_("Real or made up"),
        required=False,
        choices=[
            (Origin.ANY.value, _("All")),
            (Origin.REAL.value, _("Real")),
            (Origin.MADE_UP.value, _("Made up")),
        ],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        counties = catalogue.counties().values()
        self.fields["county"].choices = [  # type: ignore[attr-defined]
            ("", _("All")),
            *((county.number, county.name) for county in counties),
        ]


def facts_of(actor: Actor) -> dict[str, Any]:
    """What a form about an actor shows before anything is changed."""
    shown = {name: getattr(actor, name) for name in ActorFactsForm.base_fields}
    return {**shown, "version": actor.version}


def in_words(error: SamvernError) -> str:
    """What is wrong and what to do about it."""
    return f"{wording.title(error, gettext)} {wording.advice(error, gettext)}".strip()
