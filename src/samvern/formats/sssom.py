"""Mappings between requirements as SSSOM/TSV, the standard for sharing mappings.

A metadata block in YAML, each line behind ``#``, then one row for each mapping. Relations become
SKOS predicates; what SKOS cannot say (that two requirements overlap rather than just have to do
with each other, the style, the rationale, the review) stands in extension slots, so that
:func:`read` gives back what :func:`write` was given. Files of others are read as what their
predicates say and no more: ``skos:relatedMatch`` alone is a crosswalk, not an overlap.

Source
------
SSSOM 1.1, https://mapping-commons.github.io/sssom/, its data model and its TSV format.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any, BinaryIO, Final, TypeVar
from urllib.parse import quote, unquote

import yaml

from samvern.engine.errors import InvalidInput, Problem
from samvern.engine.mappings import (
    Rationale,
    Relation,
    RequirementMapping,
    RequirementRef,
    ReviewState,
    Style,
)
from samvern.formats.incoming import as_text, read_bytes
from samvern.formats.plain_file import read as read_plain

MAX_BYTES: Final = 16 * 2**20
MAX_ROWS: Final = 100_000
#: A metadata block of more lines is no metadata block.
_MAX_HEAD: Final = 2_000

FRAMEWORKS: Final = "https://samvern.no/frameworks/"
_WORDS: Final = "https://samvern.no/mappings/"

_PREDICATES: Final[Mapping[Relation, tuple[str, str]]] = MappingProxyType(
    {
        Relation.EQUAL: ("skos:exactMatch", ""),
        Relation.SUBSET: ("skos:broadMatch", ""),
        Relation.SUPERSET: ("skos:narrowMatch", ""),
        Relation.INTERSECTS: ("skos:relatedMatch", ""),
        Relation.NONE: ("skos:relatedMatch", "Not"),
        Relation.UNKNOWN: ("skos:mappingRelation", ""),
    }
)

#: What predicates say of two sets; those that say only that there is something are crosswalks.
_EXACT: Final[Mapping[str, Relation]] = MappingProxyType(
    {
        "skos:exactMatch": Relation.EQUAL,
        "owl:sameAs": Relation.EQUAL,
        "owl:equivalentClass": Relation.EQUAL,
        "skos:broadMatch": Relation.SUBSET,
        "rdfs:subClassOf": Relation.SUBSET,
        "skos:narrowMatch": Relation.SUPERSET,
    }
)
_LOOSE: Final = frozenset({"skos:relatedMatch", "skos:closeMatch", "rdfs:seeAlso"})

_NEEDED: Final = ("subject_id", "predicate_id", "object_id", "mapping_justification")
_SLOTS: Final = (
    "subject_id",
    "subject_label",
    "predicate_id",
    "predicate_modifier",
    "object_id",
    "object_label",
    "mapping_justification",
    "author_label",
    "reviewer_label",
    "mapping_date",
    "subject_source_version",
    "object_source_version",
    "confidence",
    "comment",
)
_OURS: Final = ("ext_id", "ext_relation", "ext_style", "ext_rationale", "ext_review")
_ID: Final = re.compile(r"([A-Za-z_][\w.-]*):(?!//)(\S+)")

Word = TypeVar("Word", bound=StrEnum)


def write(
    mappings: Iterable[RequirementMapping],
    stream: BinaryIO,
    *,
    title: str = "",
    licence: str = "",
    labels: Mapping[RequirementRef, str] = MappingProxyType({}),
) -> None:
    """Write mappings so that :func:`read` gives the same ones back.

    Parameters
    ----------
    title, licence
        Of the whole set; the licence as an address.
    labels
        What each requirement is called, for readers of the file.
    """
    every = list(mappings)
    rows = [_row(mapping, labels) for mapping in every]
    columns = [slot for slot in (*_SLOTS, *_OURS) if any(row.get(slot) for row in rows)]
    columns = columns or list(_NEEDED)
    prefixes = sorted({ref.framework for each in every for ref in (each.source, each.target)})
    head: dict[str, Any] = {
        "curie_map": {
            **{name: f"{FRAMEWORKS}{quote(name)}/" for name in prefixes},
            "samvern": _WORDS,
        },
        "mapping_set_title": title or None,
        "license": licence or None,
        "extension_definitions": [
            {"slot_name": slot, "property": f"samvern:{slot.removeprefix('ext_')}"}
            for slot in _OURS
            if slot in columns
        ],
    }
    block = yaml.safe_dump(
        {key: value for key, value in head.items() if value}, allow_unicode=True, sort_keys=False
    )
    lines = io.StringIO(newline="")
    lines.writelines(f"#{line}\n" for line in block.splitlines() if every)
    writer = csv.DictWriter(
        lines, columns, delimiter="\t", lineterminator="\n", extrasaction="ignore"
    )
    writer.writeheader()
    writer.writerows(rows)
    stream.write(lines.getvalue().encode())


def _row(mapping: RequirementMapping, labels: Mapping[RequirementRef, str]) -> dict[str, str]:
    predicate, modifier = _PREDICATES[mapping.relation]
    confidence = "" if mapping.confidence is None else repr(mapping.confidence)
    return {
        "subject_id": _curie(mapping.source),
        "subject_label": labels.get(mapping.source, ""),
        "predicate_id": predicate,
        "predicate_modifier": modifier,
        "object_id": _curie(mapping.target),
        "object_label": labels.get(mapping.target, ""),
        "mapping_justification": "semapv:ManualMappingCuration",
        "author_label": _escaped(mapping.mapper),
        "reviewer_label": _escaped(mapping.reviewer),
        "mapping_date": mapping.on.isoformat() if mapping.on else "",
        "subject_source_version": mapping.source_version,
        "object_source_version": mapping.target_version,
        "confidence": confidence,
        "comment": mapping.why,
        "ext_id": mapping.id,
        "ext_relation": mapping.relation.value,
        "ext_style": mapping.style.value,
        "ext_rationale": mapping.rationale.value if mapping.rationale else "",
        "ext_review": mapping.state.value,
    }


def _curie(ref: RequirementRef) -> str:
    return f"{ref.framework}:{quote(ref.id, safe='()/')}"


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace("|", "\\|")


def _unescaped(value: str) -> str:
    r"""The names of a slot that may hold several, as one text; most files have one.

    Examples
    --------
    >>> _unescaped(r"A\|B|C\\|D")
    'A|B, C\\, D'
    """
    names, rest = [""], iter(value)
    for character in rest:
        if character == "|":
            names.append("")
        elif character == "\\":
            following = next(rest, "")
            names[-1] += following if following in ("|", "\\") else character + following
        else:
            names[-1] += character
    return ", ".join(names)


def read(stream: BinaryIO, *, name: str) -> tuple[RequirementMapping, ...]:
    """Read mappings between requirements.

    Frameworks are told by their prefixes. What propagates from the set to its mappings, such as
    ``mapping_date``, does so where no mapping says it. Unknown slots are left out of account, as
    the standard asks.

    Raises
    ------
    InvalidInput
        ``file.…`` as for any file; ``sssom.invalid``, whose ``problems`` are all that is wrong,
        with row and column.
    """
    text = as_text(read_bytes(stream, name=name, limit=MAX_BYTES), name=name)
    lines = text.replace("\r\n", "\n").split("\n")
    height = next((n for n, line in enumerate(lines) if not line.startswith("#")), len(lines))
    if height > _MAX_HEAD:
        raise InvalidInput("sssom.head_too_long", name=name, limit=_MAX_HEAD)
    head = _head([line[1:] for line in lines[:height]], name)
    reading = _Reading(head, name, height)
    mappings = tuple(reading.mappings("\n".join(lines[height:])))
    if reading.problems:
        problems = sorted(reading.problems, key=lambda each: (each.line or 0, each.column or 0))
        raise InvalidInput("sssom.invalid", problems=problems, name=name)
    return mappings


def _head(lines: Sequence[str], name: str) -> Mapping[str, Any]:
    block = "\n".join(lines)
    if not block.strip():
        return {}
    found = read_plain(io.BytesIO(block.encode()), name=name, refused_as="sssom.head_invalid")
    return found if isinstance(found, Mapping) else {}


@dataclass
class _Reading:
    """One reading: what the set says, and the problems met."""

    head: Mapping[str, Any]
    name: str
    height: int
    problems: list[Problem] = field(default_factory=list)
    columns: Sequence[str] = ()

    def mappings(self, block: str) -> Iterator[RequirementMapping]:
        """The mappings that can be read; what is wrong with the others joins the problems."""
        reader = csv.reader(io.StringIO(block, newline=""), delimiter="\t", strict=True)
        try:
            self.columns = next(reader, [])
            missing = [slot for slot in _NEEDED if slot not in self.columns]
            for slot in missing:
                self.problems.append(
                    Problem.of("sssom.slot_missing", where=slot, line=self.height + 1, slot=slot)
                )
            if missing:
                return
            for number, cells in enumerate(reader, start=1):
                if number > MAX_ROWS:
                    raise InvalidInput("table.too_many_rows", name=self.name, limit=MAX_ROWS)
                if any(cells):
                    line = self.height + reader.line_num
                    mapping = self._mapping(dict(zip(self.columns, cells, strict=False)), line)
                    if mapping:
                        yield mapping
        except csv.Error as error:
            row = self.height + reader.line_num
            raise InvalidInput("syntax.csv", name=self.name, row=row, detail=str(error)) from None

    def _mapping(self, row: Mapping[str, str], line: int) -> RequirementMapping | None:
        told = len(self.problems)
        source = self._ref(row, "subject_id", line)
        target = self._ref(row, "object_id", line)
        relation, style = self._relation(row, line)
        confidence = self._confidence(row, line)
        on = self._day(row, line)
        rationale = self._word(Rationale, row, "ext_rationale", line)
        state = self._word(ReviewState, row, "ext_review", line) or ReviewState.PROPOSED
        if not self._slot(row, "mapping_justification"):
            self._say("sssom.value_missing", line, "mapping_justification")
        if source is None or target is None or len(self.problems) > told:
            return None
        return RequirementMapping(
            id=row.get("ext_id") or row.get("record_id") or str(line),
            source=source,
            target=target,
            relation=relation,
            mapper=_unescaped(self._slot(row, "author_label") or self._slot(row, "author_id")),
            on=on,
            style=style,
            rationale=rationale,
            why=self._slot(row, "comment"),
            confidence=confidence,
            source_version=self._slot(row, "subject_source_version"),
            target_version=self._slot(row, "object_source_version"),
            state=state,
            reviewer=_unescaped(self._slot(row, "reviewer_label")),
        )

    def _slot(self, row: Mapping[str, str], slot: str) -> str:
        """What a mapping says, or what the set says for all of them."""
        if slot in self.columns:
            return row.get(slot, "")
        value = self.head.get(slot) if slot in _PROPAGATED else None
        return "" if value is None else str(value)

    def _say(self, code: str, line: int, slot: str, **params: object) -> None:
        column = self.columns.index(slot) + 1 if slot in self.columns else None
        self.problems.append(
            Problem.of(code, where=f"{slot}:{line}", line=line, column=column, slot=slot, **params)
        )

    def _ref(self, row: Mapping[str, str], slot: str, line: int) -> RequirementRef | None:
        text = row.get(slot, "")
        if text == "sssom:NoTermFound":
            self._say("sssom.no_term", line, slot)
            return None
        found = _ID.fullmatch(text)
        if not found:
            self._say("sssom.not_curie", line, slot, found=text[:80])
            return None
        if found[1] not in self._prefixes:
            self._say("sssom.prefix_unknown", line, slot, prefix=found[1])
            return None
        return RequirementRef(found[1], unquote(found[2]))

    @property
    def _prefixes(self) -> Mapping[str, object]:
        declared = self.head.get("curie_map")
        return declared if isinstance(declared, Mapping) else {}

    def _relation(self, row: Mapping[str, str], line: int) -> tuple[Relation, Style]:
        said = self._word(Relation, row, "ext_relation", line)
        style = self._word(Style, row, "ext_style", line)
        predicate = row.get("predicate_id", "")
        if not predicate:
            self._say("sssom.value_missing", line, "predicate_id")
        if said:
            return said, style or Style.SET_THEORY
        is_not = row.get("predicate_modifier", "") == "Not"
        if is_not:
            is_all = predicate in _LOOSE
            return (Relation.NONE if is_all else Relation.UNKNOWN), style or Style.SET_THEORY
        if predicate in _EXACT:
            return _EXACT[predicate], style or Style.SET_THEORY
        if predicate in _LOOSE:
            return Relation.INTERSECTS, style or Style.CROSSWALK
        return Relation.UNKNOWN, style or Style.CROSSWALK

    def _word(self, words: type[Word], row: Mapping[str, str], slot: str, line: int) -> Word | None:
        text = row.get(slot, "")
        if not text:
            return None
        try:
            return words(text)
        except ValueError:
            known = ", ".join(word.value for word in words)
            self._say("value.unknown", line, slot, found=text[:40], known=known)
            return None

    def _confidence(self, row: Mapping[str, str], line: int) -> float | None:
        text = self._slot(row, "confidence")
        if not text:
            return None
        try:
            found = float(text)
        except ValueError:
            found = -1.0
        if not 0 <= found <= 1:
            self._say("mappings.confidence", line, "confidence", found=text[:40])
            return None
        return found

    def _day(self, row: Mapping[str, str], line: int) -> date | None:
        text = self._slot(row, "mapping_date")
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            self._say("date.invalid", line, "mapping_date", found=text[:40])
            return None


_PROPAGATED: Final = frozenset({"mapping_date", "subject_source_version", "object_source_version"})
