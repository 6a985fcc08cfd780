"""Requirement sets, mappings and guidance."""

from __future__ import annotations

from io import BytesIO

from samvern.apps.frameworks.models import RequirementSet
from samvern.apps.frameworks.operations import take_in_draft
from samvern.apps.guidance import operations as guidance_operations
from samvern.apps.mappings import operations as mapping_operations
from samvern.engine.frameworks import Reference, Requirement, WordingSource, WordingStatus
from samvern.engine.mappings import Relation, RequirementMapping, RequirementRef
from samvern.formats import mappings_file
from tests.factories import framework_files as set_files
from tests.factories import (
    frameworks,
    mappings,
)
from tests.factories import programmes as make
from tests.strangers.markers import Markers
from tests.strangers.sector import Sector

AT = make.AT


def requirement_sets(sector: Sector, say: Markers) -> None:
    """A public set, one for the sector alone, files that wait, mappings, guidance looked through."""
    authority, officer = sector.viewer("authority"), sector.viewer("officer")
    for code, sharing in (("rules", "public"), ("law", "sector")):
        frameworks.requirement_set(
            frameworks.framework(
                code,
                title={"nb": say("The set")},
                publisher=say("A publisher"),
                description={"nb": say()},
                licence={"nb": say()},
                source={"nb": say()},
                gaps=({"nb": say()},),
                wording_sources=(WordingSource("V", WordingStatus.VERIFIED, {"nb": say()}),),
                default_source="V",
                requirements=(
                    Requirement("1", {"nb": say("Know")}, is_assessable=False),
                    Requirement("1.1", {"nb": say("List devices")}, {"nb": say()}, parent="1"),
                    Requirement(
                        "1.2",
                        {"nb": say("List data")},
                        parent="1",
                        priority=say(),
                        references=(Reference("iso-27001", "7.4"),),
                    ),
                ),
            ),
            sharing=sharing,
            file_name=f"{say()}.yaml",
            reason=say(),
        )
    set_files.draft(authority, frameworks.framework("waiting", title={"nb": say("Waiting")}))
    rules = RequirementSet.objects.get(code="rules")
    for taken in (True, False):
        waiting = set_files.table_draft(authority, rules, [("1.1", say("From a file"), "", "", "")])
        if taken:
            take_in_draft(by=authority, draft_id=waiting.pk, edition=1, reason=say(), at=AT)
    for target in ("law 1.1", "law 1.2"):
        mappings.mapping(officer, "rules 1.1", target, why=say("Alike"))
    reviewed = mappings.mapping(sector.viewer("officer_elsewhere"), "rules 1.2", "law 1.1")
    mapping_operations.review_mapping(
        by=officer, mapping_id=reviewed.pk, version=reviewed.version, agrees=True, note=say(), at=AT
    )
    public = mappings.requirement_set("advice", title={"nb": say()})
    assert public.sharing == "public"
    mappings.mapping(officer, "rules 1.2", "advice 1.1", Relation.INTERSECTS, why=say("In public"))
    _mapped_in_a_file(sector, say)
    guidance_operations.record_review(
        by=authority,
        entry="ks-kompetansepakke",
        reviewed_on=AT.date(),
        note=say("Read through"),
        at=AT,
    )


def _mapped_in_a_file(sector: Sector, say: Markers) -> None:
    ends = RequirementRef("advice", "1.2"), RequirementRef("law", "1.2")
    said = RequirementMapping(
        "m1",
        *ends,
        Relation.EQUAL,
        say("An institute"),
        why=say("Read"),
        source_version="1",
        target_version="1",
    )
    stream = BytesIO()
    mappings_file.write([said], stream, kind="sssom", at=AT)
    mapping_operations.import_mappings(
        by=sector.viewer("officer"), content=stream.getvalue(), name=f"{say()}.tsv", at=AT
    )
