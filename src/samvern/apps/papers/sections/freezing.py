"""What is being frozen, as the builders of its parts are given it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, Final

from samvern.apps.programmes.models import Programme, Sharing
from samvern.base.viewer import Viewer
from samvern.engine.programme import document
from samvern.engine.snapshots import Audience

#: Sections by the widest audience that may read them.
Layers = Mapping[Audience, Mapping[str, Any]]

#: Who sees a programme, as an audience.
_WIDEST: Final[Mapping[str, Audience]] = MappingProxyType(
    {
        Sharing.PUBLIC: Audience.PUBLIC,
        Sharing.SECTOR: Audience.SECTOR,
        Sharing.AUTHORITY: Audience.AUTHORITY,
    }
)


@dataclass(frozen=True)
class Freezing:
    """A programme at the moment of a snapshot; ``by`` is who freezes it, and reads no more than they may."""

    by: Viewer
    programme: Programme
    document: document.Programme
    period: str
    at: datetime
    on: date

    @property
    def widest(self) -> Audience:
        """The widest audience that may read anything of the programme."""
        return _WIDEST[self.programme.sharing]
