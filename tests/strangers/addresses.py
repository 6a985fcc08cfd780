"""Every address of the product, filled with everything that there is.

The URLconf says which addresses there are. A parameter called ``<model>_id`` is filled with the keys
of all rows of that model, by itself; what others may be is said in ``FILLED``. An address with
several parameters is tried with every combination that fits, and with some things under a programme
that they are not part of.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from django.apps import apps
from django.db.models import QuerySet
from django.urls import URLPattern, URLResolver, get_resolver

from samvern.apps.programmes.models import Sharing
from tests.strangers.sector import ALSO, CAST, ROLES
from tests.strangers.story.programmes import CODES

PARAMETER: Final = re.compile(r"<(?:\w+:)?(\w+)>")
_CODES: Final = tuple(CODES.values())
_SECTOR: Final = CODES[Sharing.SECTOR]
_SETS: Final = ("rules", "law")

Values = Callable[[], Iterable[object]]


class Key(int):
    """The key of a row, and the code of the programme that it belongs to, if it does."""

    code: str = ""


#: One of the rows that differ in nothing that decides who sees them is enough; ``None`` is none.
ALIKE: Final[Mapping[str, Callable[[Any], object]]] = MappingProxyType(
    {
        "actors.Grant": lambda grant: grant.role,
        "assessments.Assessment": lambda assessment: (
            assessment.pk if assessment.answers.exists() else None
        ),
        "comparisons.LineageLink": lambda link: (link.comparison_id, link.status),
        "programmes.Measure": lambda measure: measure.programme_id,
    }
)


def _keys(label: str) -> Values:
    def keys() -> Iterator[Key]:
        known = set()
        for row in QuerySet(apps.get_model(label)).order_by("pk"):
            likeness = ALIKE[label](row) if label in ALIKE else row.pk
            if likeness is None or likeness in known:
                continue
            known.add(likeness)
            key = Key(row.pk)
            of = getattr(row, "comparison", None)
            key.code = getattr(of.later if of else getattr(row, "programme", None), "code", "")
            yield key

    return keys


#: What a parameter may be, by the end of the address that leads up to it; the longest fits.
FILLED: Final[Mapping[str, Values]] = MappingProxyType(
    {
        "programmes/<code>": lambda: _CODES,
        "<earlier>": lambda: _CODES[1:2],
        "<measure>": lambda: ("1.1",),
        "<measure_code>": lambda: ("1.1",),
        "<focus_area_code>": lambda: ("1",),
        "<area>": lambda: ("1",),
        "<alternative>": lambda: ("1",),
        "judge/<criterion>": lambda: ("cost", "contribution"),
        "<kind>": lambda: ("csv", "json"),
        "file/<kind>": lambda: ("csv", "json"),
        "<what>": lambda: ("links", "comparison"),
        "<field>": lambda: ("name",),
        "<framework>": lambda: _SETS,
        "<set_version>": lambda: ("1",),
        "<requirement>": lambda: ("1.1",),
        "<other>": lambda: ("1",),
        "<number>": lambda: ("1",),
        "<version>": lambda: ("1",),
        "frameworks/<code>": lambda: _SETS,
        "answers/<code>": lambda: ("1.1", "1.2"),
        "remarks/<code>": lambda: ("1.1",),
        "questions/<code>": lambda: ("1.1",),
        "end/<code>": lambda: ("1.1",),
        "check/<key>": lambda: QuerySet(apps.get_model("assessments.ShortCheck")).values_list(
            "key", flat=True
        ),
        "asked/<key>": lambda: ("not-a-key",),
        "<question_id>": _keys("assessments.SupplierQuestion"),
        "mappings/of/<code>": lambda: _SETS,
        "<left>": lambda: _SETS,
        "<right>": lambda: _SETS,
        "releases/<name>": lambda: ("normen-6-1",),
        "papers/<name>": lambda: ("statement.pdf", "gaps.xlsx"),
        "papers/<paper>": lambda: ("statement.pdf", "gaps.xlsx"),
        "<workbook_id>": _keys("assessments.WorkbookDraft"),
        "<entry_id>": lambda: ("ks-kompetansepakke",),
        "table-imports/<import_id>": _keys("exchange.TableImport"),
        "table-imports/by-id/<import_id>": _keys("exchange.TableImport"),
        "import-table/imports/<import_id>": _keys("exchange.TableImport"),
        "<import_id>": _keys("actors.RegisterImport"),
        "framework-imports/files/<draft_id>": _keys("frameworks.SetDraft"),
        "<draft_id>": _keys("exchange.ImportDraft"),
        "column-mappings/<mapping_id>": _keys("exchange.ColumnMapping"),
        "table-columns/by-id/<mapping_id>": _keys("exchange.ColumnMapping"),
        "remembered/<mapping_id>": _keys("exchange.ColumnMapping"),
        "<mapping_id>": _keys("mappings.RequirementMapping"),
        "<columns_id>": _keys("frameworks.SheetColumns"),
        "decisions/<decision_id>": _keys("decisions.Decision"),
        "decisions/by-id/<decision_id>": _keys("decisions.Decision"),
        "roadmaps/<plan_id>/scenarios/<scenario_id>": _keys("roadmaps.PlanScenario"),
        "plan-scenarios/<scenario_id>": _keys("roadmaps.PlanScenario"),
        "<plan_id>/versions/<number>": lambda: ("1", "2"),
        "<study_id>": _keys("effects.EffectStudy"),
        "<tie_id>": _keys("programmes.MeasureTie"),
        "<token_id>": _keys("base.ApiToken"),
        "<link_id>": _keys("comparisons.LineageLink"),
        "reports/submissions/<submission_id>": _keys("reporting.ReportSubmission"),
        "<value_id>": _keys("indicators.IndicatorValue"),
        "calendar/<key>": lambda: ("not-a-key",),
        "files/<language>": lambda: ("en",),
        "texts/<section>": lambda: ("summary",),
        "<section>/<language>": lambda: ("en",),
        "<language>/<form>": lambda: ("xlsx",),
    }
)

#: Addresses of the log-in library, which has tests of its own, those written otherwise than ours, and
#: those of the product itself, which hold nobody's words.
_OTHERS: Final = re.compile(
    r"^account/(2fa|3rdparty|social|oidc|password)/|^gallery/|^api/v1/openapi|[\^$(]"
)


#: What is said of programmes and requirement sets, without anything of an organisation.
_OF_NOBODY: Final = re.compile(
    r"/(api/v1/)?("
    r"programmes/[^/]+/(book\.pdf|column-mappings|compared-with|decisions|effect-studies"
    r"|evidence-levels|explanation|focus-areas|import-table|panels|published-effects"
    r"|published-roadmaps|ranking|roadmaps|scenarios|sensitivity|table|table-imports)"
    r"|comparisons|decisions|effect-studies|frameworks|framework-imports|mappings"
    r"|mapping-imports|panels|plan-scenarios|roadmaps|scenarios|table-columns|table-imports)\b"
)


@dataclass(frozen=True)
class Address:
    """An address with its parameters filled, and the pattern it fits."""

    pattern: str
    path: str

    @property
    def thing(self) -> tuple[str, str]:
        """The pattern and its last value: the same thing under whatever it is put."""
        return self.pattern, self.path.strip("/").split("/")[-1 - _after_last(self.pattern)]


def _after_last(pattern: str) -> int:
    """How many steps of an address come after its last parameter."""
    steps = pattern.strip("/").split("/")
    places = [place for place, step in enumerate(steps) if "<" in step]
    return len(steps) - 1 - places[-1] if places else 0


def patterns() -> Iterator[str]:
    """Every pattern of the URLconf, plainly written."""
    yield from dict.fromkeys(_plain(each) for each in _walk(get_resolver(), ""))


def _plain(pattern: str) -> str:
    return PARAMETER.sub(r"<\1>", pattern)


def _walk(resolver: Any, before: str) -> Iterator[str]:
    for entry in resolver.url_patterns:
        here = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _walk(entry, here)
        elif isinstance(entry, URLPattern) and not _OTHERS.search(here):
            yield here


def every_address(member: str) -> list[Address]:
    """All of them that can be another thing to this one of the cast; rows are read anew each time.

    The authority and those without a role go everywhere. Whoever has a role sees the programme of
    the sector as they see the public one, so of it they go only to what is found nowhere else; and
    of those with one role, one goes to what is the same wherever they work.
    """
    has_role = member in ROLES and member != CAST[0]
    return [
        Address(pattern, path)
        for pattern in patterns()
        for path, key in _filled(pattern)
        if not (has_role and f"/{_SECTOR}/" in f"{path}/" and getattr(key, "code", "") != _SECTOR)
        and not (member in ALSO and is_of_nobody(path))
    ]


def is_of_nobody(path: str) -> bool:
    """Whether an address shows nothing of any organisation, so that only roles tell people apart."""
    return bool(_OF_NOBODY.match(path))


def unfilled() -> list[str]:
    """Parameters that nothing is known to fill."""
    return sorted(
        {
            pattern[: found.end()]
            for pattern in patterns()
            for found in PARAMETER.finditer(pattern)
            if not list(_values(pattern[: found.end()]))
        }
        - {"account/confirm-email/<key>"}
    )


def _filled(pattern: str) -> Iterator[tuple[str, object]]:
    """Each way to fill a pattern, and what its last parameter is."""
    places = [list(_values(pattern[: found.end()])) for found in PARAMETER.finditer(pattern)]
    is_astray = False
    for chosen in itertools.product(*places):
        key = chosen[-1] if chosen else None
        if isinstance(key, Key) and key.code and len(chosen) > 1 and chosen[0] != key.code:
            # One thing is enough, under a programme that it is not part of.
            if is_astray:
                continue
            is_astray = True
        yield "/" + PARAMETER.sub("{}", pattern).format(*chosen), key


def _values(upto: str) -> Iterable[object]:
    """What the last parameter of the beginning of a pattern may be."""
    known = [end for end in FILLED if upto.endswith(end)]
    if known:
        return FILLED[max(known, key=len)]()
    name = PARAMETER.findall(upto)[-1]
    wanted = name.removesuffix("_id").replace("_", "")
    for model in apps.get_models():
        if name.endswith("_id") and model._meta.model_name == wanted:
            return _keys(model._meta.label)()
    return ()
