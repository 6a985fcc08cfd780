"""What people have changed of an actor, in words."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _

from samvern.apps.actors.pages import register_words
from samvern.apps.actors.queries import HandEdit
from samvern.ui.parts import Event


def hand_events(edits: Iterable[HandEdit]) -> list[Event]:
    """Each change by hand: by whom, and field by field what was and what is."""
    return [
        Event(
            timezone.localdate(edit.at),
            _("Changed by hand"),
            by=edit.by_name,
            why="; ".join(
                f"{each.label}: {each.told}" for each in register_words.field_changes(edit.changes)
            ),
        )
        for edit in edits
    ]
