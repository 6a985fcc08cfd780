"""What of a programme does not agree with itself."""

from __future__ import annotations

from dataclasses import dataclass

from samvern.apps.programmes.models import Programme
from samvern.apps.programmes.permissions import Permission
from samvern.apps.programmes.queries.document import whole_document
from samvern.apps.programmes.queries.lookup import programme_for
from samvern.apps.programmes.queries.programmes import ProgrammeHead, head_of
from samvern.base.kept import Kept
from samvern.base.viewer import Viewer
from samvern.engine.errors import NotAllowed
from samvern.engine.programme.consistency import Finding, Severity, check

_found: Kept[tuple[Finding, ...]] = Kept(limit=32)


@dataclass(frozen=True)
class FindingsPage:
    """What the check of a programme finds, most serious first, and how much of each sort."""

    programme: ProgrammeHead
    findings: tuple[Finding, ...]
    counts: dict[Severity, int]


def findings(viewer: Viewer, code: str) -> FindingsPage:
    """The findings of a programme. Raises ``NotFound``, ``NotAllowed``."""
    programme = programme_for(viewer, code)
    if not viewer.may_somewhere(Permission.READ_FINDINGS):
        raise NotAllowed("permission.missing", permission=str(Permission.READ_FINDINGS))
    found = findings_of(programme)
    counts = {level: sum(f.severity is level for f in found) for level in Severity}
    return FindingsPage(head_of(viewer, programme), found, counts)


def findings_of(programme: Programme) -> tuple[Finding, ...]:
    """What the check finds; who judged and why has no part in it."""
    return _found.get((programme.pk, programme.revision), lambda: check(whole_document(programme)))
