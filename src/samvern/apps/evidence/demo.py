"""Made-up evidence at made-up organisations, so that a newcomer sees dates run out and be renewed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from typing import Final

from django.utils.timezone import localtime

from samvern.apps.actors.models import Actor, FactSource
from samvern.apps.evidence import operations
from samvern.apps.evidence.models import Evidence
from samvern.apps.evidence.rules import Said
from samvern.base.files import Upload
from samvern.base.viewer import Viewer

_HOSPITAL: Final = "Fiktive Fjordheim sykehus HF"
_CLINIC: Final = "Fiktiv fastlegepraksis Solbakken"
_MADE_UP: Final = "Oppdiktet eksempel. Ingen virkelig virksomhet har levert dette."


@dataclass(frozen=True)
class _Piece:
    """An example: days are counted from the day of loading."""

    place: str
    title: str
    content: str = ""
    name: str = ""
    url: str = ""
    happened: int | None = None
    dated: int | None = None
    expires: int | None = None


_RESTORED: Final = _Piece(
    _HOSPITAL,
    "Rapport fra øvelse i gjenoppretting",
    f"{_MADE_UP}\n\nPasientjournalen var tilbake etter 5 timer og 40 minutter. Målet er 4 timer.",
    "Rapport øvelse.txt",
    happened=-40,
    dated=-33,
    expires=325,
)
_EXAMPLES: Final = (
    _RESTORED,
    _Piece(
        _HOSPITAL,
        "Oversikt over systemer og hvem som eier dem",
        "system;eier;sist sett på\nPasientjournal;Klinikksjef;2026-09\nLaboratorium;Avdelingsleder;2026-05\n",
        "Systemer.csv",
        dated=-90,
        expires=30,
    ),
    _Piece(
        _HOSPITAL,
        "Databehandleravtale med driftsleverandøren",
        f"{_MADE_UP}\n\nAvtalen gjelder til den sies opp eller løper ut.",
        "Databehandleravtale.pdf",
        dated=-800,
        expires=-12,
    ),
    _Piece(
        _HOSPITAL,
        "Veileder vi følger for passord",
        url="https://www.example.org/veileder-passord",
    ),
    _Piece(
        _CLINIC,
        "Skjermbilde av sikkerhetskopien",
        f"{_MADE_UP}\n\nSiste kopi: i natt klokken 02:14. Ingen feil.",
        "Sikkerhetskopi.txt",
        happened=-6,
        dated=-6,
        expires=85,
    ),
)


def load_examples(*, by: Viewer, at: datetime) -> int:
    """Add the examples unless there are any; how many pieces are new."""
    named = Actor.objects.filter(source=FactSource.FICTITIOUS, name__in=(_HOSPITAL, _CLINIC))
    places = {actor.name: actor for actor in named}
    if Evidence.objects.filter(actor__in=places.values()).exists():
        return 0
    saved = {each: _add(each, places, by, at) for each in _EXAMPLES if each.place in places}
    if first := saved.get(_RESTORED):
        operations.revise_evidence(
            by=by, evidence_id=first.pk, said=_said(_RESTORED, at), upload=_corrected(), at=at
        )
    return len(saved)


def _add(piece: _Piece, places: Mapping[str, Actor], by: Viewer, at: datetime) -> Evidence:
    upload = Upload(BytesIO(_written(piece)), piece.name) if piece.content else None
    return operations.add_evidence(
        by=by, actor_id=places[piece.place].pk, said=_said(piece, at), upload=upload, at=at
    )


def _written(piece: _Piece) -> bytes:
    """An example as a file of the kind that its name says."""
    content = piece.content.encode()
    if not piece.name.endswith(".pdf"):
        return content
    import typst  # loaded here, since only a demo needs it

    return typst.compile(content, format="pdf")


def _corrected() -> Upload:
    """The same report, with what was found out later."""
    more = f"{_RESTORED.content}\n\nRettet: tiden er målt fra da feilen ble varslet."
    return Upload(BytesIO(more.encode()), "Rapport øvelse, rettet.txt")


def _said(piece: _Piece, at: datetime) -> Said:
    today = localtime(at).date()
    on = {
        name: None if days is None else today + timedelta(days=days)
        for name, days in (
            ("event_on", piece.happened),
            ("document_on", piece.dated),
            ("expires_on", piece.expires),
        )
    }
    return Said(title=piece.title, note="" if piece.content else _MADE_UP, url=piece.url, **on)
