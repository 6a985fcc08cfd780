"""A mapping of an earlier version follows its requirements to the version that is looked at."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from samvern.apps.frameworks import queries as frameworks
from samvern.apps.frameworks.models import RequirementSet
from samvern.base.kept import Kept
from samvern.base.viewer import Viewer
from samvern.engine.errors import InvalidInput
from samvern.engine.frameworks import Framework, chain_of, follow_all

#: Version and requirement to where it stands in the version that is looked at.
Places = Mapping[tuple[str, str], "Standing"]


@dataclass(frozen=True)
class Standing:
    """Where a requirement of some version stands in another; nowhere when it was removed.

    What was said of it holds there when it ``is_plain``: kept or renumbered, and nothing else.
    Otherwise it was split, merged or removed, and somebody must look at what was said.
    """

    ids: tuple[str, ...]
    is_plain: bool


NOWHERE = Standing((), is_plain=False)

#: So many requirements in other versions than their own are kept.
_places: Kept[Places] = Kept(limit=50_000, weigh=len)


class Following:
    """Where requirements of all versions of some sets stand in one version of each."""

    def __init__(
        self, by_code: Mapping[str, Places], documents: Mapping[str, Framework], key: Hashable
    ) -> None:
        self._by_code = by_code
        #: New with every change of one of these sets, or of which versions are looked at.
        self.key = key
        #: The version of each set that is looked at, by code.
        self.documents = documents

    def origins(self, code: str, requirement: str) -> list[str]:
        """What a requirement of the version that is looked at is called in all versions."""
        places = self._by_code.get(code, {}).items()
        return sorted({number for (_v, number), found in places if requirement in found.ids})

    def standing(self, code: str, version: str, requirement: str) -> Standing:
        """Where a requirement stands in the version that is looked at."""
        return self._by_code.get(code, {}).get((version, requirement), NOWHERE)


def following(
    viewer: Viewer,
    to: Iterable[RequirementSet] | None = None,
    *,
    instead: RequirementSet | None = None,
) -> Following:
    """Follow what is said of any version of these sets to these versions.

    To the latest of all sets that the viewer sees when none are named, but for the one that is
    looked at ``instead``.
    """
    versions: dict[str, list[RequirementSet]] = {}
    for each in frameworks.visible_sets(viewer):
        versions.setdefault(each.code, []).append(each)
    latest = {code: every[-1] for code, every in versions.items()}
    if instead is not None:
        latest[instead.code] = instead
    aims = list(to) if to is not None else list(latest.values())
    needed = [each for aim in aims for each in versions[aim.code]]
    read = dict(zip((each.pk for each in needed), frameworks.documents_of(needed), strict=True))
    return Following(
        {aim.code: _to(aim, versions[aim.code], read) for aim in aims},
        {aim.code: read[aim.pk] for aim in aims},
        (*(aim.pk for aim in aims), *((each.pk, each.revision) for each in needed)),
    )


def _to(
    aim: RequirementSet, versions: Sequence[RequirementSet], read: Mapping[int, Framework]
) -> Places:
    key = (aim.pk, *((each.pk, each.revision) for each in versions))
    documents = [read[each.pk] for each in versions]
    return _places.get(key, lambda: _follow(read[aim.pk], documents))


def _follow(aim: Framework, versions: Sequence[Framework]) -> Places:
    """Every requirement of every version; versions that are no chain say nothing of each other."""
    found = {(aim.version, each.id): Standing((each.id,), True) for each in aim.requirements}
    try:
        chain = chain_of(versions)
        for other in chain:
            if other.version != aim.version:
                for each in follow_all(chain, start=other.version, end=aim.version).values():
                    found[other.version, each.id] = Standing(each.ids, each.is_plain)
    except InvalidInput:
        pass
    return found
