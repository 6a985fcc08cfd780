"""The tables of the base as they go into files: the audit trail, and one's own tokens."""

from __future__ import annotations

from collections.abc import Iterable
from operator import itemgetter

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samvern.base import queries
from samvern.base.models import ApiToken, AuditEntryQuerySet
from samvern.formats.tables import Cell
from samvern.ui.exports import Export, ExportColumn, Exports

#: The columns of an entry, in the order of ``queries.audit_cells``.
_AUDIT = (
    (gettext_lazy("When"), 20),
    (gettext_lazy("Who"), 30),
    (gettext_lazy("How"), 10),
    (gettext_lazy("What"), 30),
    (gettext_lazy("Kind"), 20),
    (gettext_lazy("Identifier"), 12),
    (gettext_lazy("To what"), 40),
    (gettext_lazy("Changed"), 80),
    (gettext_lazy("The organisation's own"), 12),
    (gettext_lazy("Hash"), 70),
)

_TOKENS: tuple[ExportColumn[ApiToken], ...] = (
    ExportColumn(gettext_lazy("What it is for"), lambda token: token.name, 40),
    ExportColumn(gettext_lazy("Begins with"), lambda token: token.prefix),
    ExportColumn(gettext_lazy("Reach"), lambda token: ", ".join(token.scopes)),
    ExportColumn(gettext_lazy("Holds until"), lambda token: localtime(token.expires_at)),
    ExportColumn(
        gettext_lazy("Revoked"), lambda token: token.revoked_at and localtime(token.revoked_at)
    ),
)


def audit_exports(entries: AuditEntryQuerySet) -> Exports:
    """The trail as it was recorded, entry by entry, with the hashes that prove it whole."""
    columns = [
        ExportColumn[list[Cell]](title, itemgetter(place), width)
        for place, (title, width) in enumerate(_AUDIT)
    ]
    note = _("Whether the trail is whole is proved by the command line: samvern audit verify.")
    rows = queries.audit_cells(entries)
    return Exports("", [Export("audit", _("Audit trail"), columns, rows, [note])])


def token_exports(tokens: Iterable[ApiToken]) -> Exports:
    """One's own tokens; never the keys, which are not kept."""
    return Exports("", [Export("tokens", _("Your tokens"), _TOKENS, tokens)])
