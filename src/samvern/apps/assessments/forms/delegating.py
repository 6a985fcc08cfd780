"""Which requirements a colleague is asked to answer, and by which address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samvern.apps.assessments.models import MAX_NOTE
from samvern.apps.assessments.operations import Invitation
from samvern.apps.assessments.pages.delegating import ChapterChoice
from samvern.apps.assessments.rules import MAX_EMAIL
from samvern.base.form_parts import OperationForm

#: What the names of the fields with the requirements of a chapter begin with.
_CHAPTER = "chapter-"


class DelegateForm(OperationForm):
    """Whom to ask, and about which requirements."""

    instead: ClassVar[Mapping[str, str]] = {"requirements": "chapters"}

    email = forms.EmailField(label=gettext_lazy("Your colleague's e-mail"), max_length=MAX_EMAIL)
    chapters = forms.MultipleChoiceField(
        label=gettext_lazy("All that are left in a chapter"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    note = forms.CharField(
        label=gettext_lazy("Message"),
        max_length=MAX_NOTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("It is shown to your colleague here, and is not in the e-mail."),
    )
    invites = forms.BooleanField(
        label=gettext_lazy("Invite them as a contributor if they have no role with us yet"),
        required=False,
        help_text=gettext_lazy("They then see only what is delegated to them."),
    )
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Needed only for somebody who has no account."),
    )

    def __init__(self, *args: Any, chapters: Sequence[ChapterChoice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._left = {each.key: each.left for each in chapters}
        self._names = {f"{_CHAPTER}{each.key}": each.name for each in chapters}
        self.fields["chapters"].choices = [  # type: ignore[attr-defined]
            (each.key, each.name) for each in chapters if each.left
        ]
        if len(chapters) == 1:
            self.fields["chapters"].label = _("All that are left")
        for each in chapters:
            self.fields[f"{_CHAPTER}{each.key}"] = forms.MultipleChoiceField(
                label=_("Requirements"),
                widget=forms.CheckboxSelectMultiple,
                required=False,
                choices=each.requirements,
            )

    @property
    def by_chapter(self) -> list[tuple[str, forms.BoundField, bool]]:
        """Each chapter by its name, its requirements, and whether any is chosen."""
        found = [(chapter, self[name]) for name, chapter in self._names.items()]
        return [(chapter, each, bool(each.value())) for chapter, each in found]

    @property
    def said(self) -> dict[str, Any]:
        """What a valid form says, as the operation takes it."""
        said = self.cleaned_data
        codes = [code for key in said["chapters"] for code in self._left[key]]
        for name in self._names:
            codes += said[name]
        return {
            "email": said["email"],
            "note": said["note"],
            "codes": list(dict.fromkeys(codes)),
            "invitation": Invitation(said["name"]) if said["invites"] else None,
        }
