"""One programme, measure or focus area, as far as the viewer sees it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from importlib import resources
from io import BytesIO
from typing import Any

from django.db.models import Max

from samvern.apps.actors.models import Actor
from samvern.apps.programmes.models import (
    FocusArea,
    Judgement,
    Measure,
    MeasureActor,
    Part,
    Programme,
)
from samvern.base.viewer import Viewer
from samvern.engine.errors import NotFound
from samvern.engine.programme import document
from samvern.formats import programme_file

#: Longer texts are no code of anything; asking a database for them is useless.
_MAX_CODE = 60


def programme_for(viewer: Viewer, code: str) -> Programme:
    """A programme by its code. Raises ``NotFound`` (``programme.unknown``)."""
    return _one_programme(viewer, code=_asked(code))


def programme_by_id(viewer: Viewer, programme_id: int) -> Programme:
    """A programme by its key. Raises ``NotFound`` (``programme.unknown``)."""
    return _one_programme(viewer, pk=programme_id)


def measure_for(viewer: Viewer, programme_code: str, code: str) -> Measure:
    """A measure by the codes of its programme and itself. Raises ``NotFound``."""
    programme = programme_for(viewer, programme_code)
    measure = Measure.objects.filter(programme=programme, code=_asked(code))
    found = measure.select_related("focus_area").first()
    if found is None:
        raise NotFound("measure.unknown", id=code[:_MAX_CODE])
    found.programme = programme
    return found


def measure_by_id(viewer: Viewer, measure_id: int) -> Measure:
    """A measure by its key. Raises ``NotFound`` (``measure.unknown``)."""
    visible = Measure.objects.visible_to(viewer).select_related(
        "programme__owner_actor", "focus_area"
    )
    found = visible.filter(pk=measure_id).first()
    if found is None:
        raise NotFound("measure.unknown", id=measure_id)
    return found


def focus_area_for(viewer: Viewer, programme_code: str, code: str) -> FocusArea:
    """A focus area by the codes of its programme and itself. Raises ``NotFound``."""
    programme = programme_for(viewer, programme_code)
    found = FocusArea.objects.filter(programme=programme, code=_asked(code)).first()
    if found is None:
        raise NotFound("focus_area.unknown", id=code[:_MAX_CODE])
    found.programme = programme
    return found


def focus_area_choices(programme: Programme) -> list[tuple[str, str]]:
    """The focus areas of a programme that the caller may see, as choices: code and name."""
    found = FocusArea.objects.filter(programme=programme)
    return [(each.code, str(each)) for each in found]


def owning_actors(measure: Measure) -> list[Actor]:
    """The actors of the register that own a measure today, in order."""
    owned = Actor.objects.filter(measure_parts__measure=measure, measure_parts__part=Part.OWNER)
    return list(owned.order_by("measure_parts__position", "pk"))


#: Of measures by code: a part, a name in it, and the actors behind each mention of that name.
NamedActors = Mapping[str, Sequence[tuple[str, str, Sequence[Sequence[int]]]]]


def named_actors(programme: Programme, codes: Collection[str]) -> NamedActors:
    """Who stands behind the names in measures today, as plain values that can be kept."""
    rows = MeasureActor.objects.filter(measure__programme=programme, measure__code__in=codes)
    found: dict[str, dict[tuple[str, str], dict[int, list[int]]]] = {}
    for row in rows.select_related("measure"):
        names = found.setdefault(row.measure.code, {})
        mentions = names.setdefault((row.part, row.name), {})
        mentions.setdefault(row.position, []).extend([row.actor_id] if row.actor_id else [])
    return {
        code: [(part, name, list(mentions.values())) for (part, name), mentions in names.items()]
        for code, names in found.items()
    }


def editable_values(measure: Measure) -> dict[str, Any]:
    """What of a measure can be edited, as it is now."""
    return {
        "title": measure.title,
        "description": measure.description,
        "kind": measure.kind,
        "status": measure.status,
        "start": measure.start,
        "finish": measure.finish,
        "every": measure.every,
        "owner_note": measure.owner_note,
        "target_group": measure.target_group,
        "relevant_for": measure.relevant_for,
        "interfaces": [interface.name for interface in measure.interfaces.all()],
    }


def next_position(programme: Programme) -> int:
    """The position after the last judgement of a programme."""
    last = Judgement.objects.filter(programme=programme).aggregate(last=Max("position"))["last"]
    return 0 if last is None else int(last) + 1


def shipped_programmes() -> Iterator[document.Programme]:
    """The programmes that ship with Samvern, by file name."""
    folder = resources.files("samvern.catalogues") / "programmes"
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".yaml"):
            yield programme_file.read(BytesIO(file.read_bytes()), name=file.name)


def _one_programme(viewer: Viewer, **where: object) -> Programme:
    found = (
        Programme.objects.visible_to(viewer)
        .select_related("owner_actor", "publisher_actor")
        .filter(**where)
        .first()
    )
    if found is None:
        raise NotFound("programme.unknown")
    return found


def _asked(code: str) -> str:
    """A code as it came from an address: what no database holds is asked for as nothing."""
    return "" if "\0" in code or len(code) > _MAX_CODE else code
