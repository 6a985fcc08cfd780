"""A catalogue of guidance as the lists and mappings of the file format."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from samvern.engine.guidance import (
    GuidanceCatalogue,
    GuidanceEntry,
    Help,
    Life,
    LinkState,
    Medium,
    Provenance,
    Standing,
)
from samvern.engine.programme.document import LANGUAGES, Text


def plain(catalogue: GuidanceCatalogue) -> dict[str, object]:
    """The catalogue as plain values, with what says nothing left out."""
    head = {
        "id": catalogue.id,
        "version": catalogue.version,
        "title": _text(catalogue.title),
        "publisher": catalogue.publisher,
        "description": _text(catalogue.description),
        "licence": _text(catalogue.licence),
        "review_months": catalogue.review_months,
    }
    return {"guidance": _said(head)} | _said(
        {
            "gaps": [_text(gap) for gap in catalogue.gaps],
            "sources": [
                _said(
                    {
                        "id": source.id,
                        "title": source.title,
                        "publisher": source.publisher,
                        "published_on": _day(source.published_on),
                        "read": None if source.is_read else False,
                    }
                )
                for source in catalogue.sources
            ],
            "subjects": [
                {"id": subject.id, **_text(subject.title)}
                | _said({"words": {key: list(said) for key, said in subject.words.items()}})
                for subject in catalogue.subjects
            ],
            "entries": [plain_entry(each) for each in catalogue.entries],
        }
    )


def plain_entry(found: GuidanceEntry) -> dict[str, object]:
    """One entry as plain values, with what says nothing left out."""
    values = {
        "owner": found.owner,
        "also_known_as": list(found.also_known_as),
        "description": _text(found.description),
        "audience": list(found.audience),
        "audience_note": _text(found.audience_note),
        "subjects": list(found.subjects),
        "helps": [_help(each) for each in found.helps],
        "languages": list(found.languages),
        "medium": _stated(found.medium, Medium.UNKNOWN),
        "address": found.address,
        "link": _stated(found.link, LinkState.UNKNOWN),
        "link_checked_on": _day(found.link_checked_on),
        "reviewed_on": _day(found.reviewed_on),
        "review_months": found.review_months,
        "life": _stated(found.life, Life.IN_USE),
        "moved_into": found.moved_into,
        "standing": _stated(found.standing, Standing.NAMED),
        "remark": _text(found.remark),
        "found_in": [_provenance(each) for each in found.found_in],
    }
    return {"id": found.id, "kind": found.kind.value, **_text(found.title), **_said(values)}


def _stated(value: StrEnum, taken_for_granted: StrEnum) -> str:
    """What a reader would not take for granted."""
    return "" if value is taken_for_granted else value.value


def _help(found: Help) -> dict[str, object]:
    values = {
        "framework": found.with_.framework,
        "id": found.with_.id,
        "place": found.place,
        "said_in": _provenance(found.said_in) if found.said_in else None,
    }
    return _said(values)


def _provenance(found: Provenance) -> dict[str, object]:
    return _said({"source": found.source, "place": found.place})


def _said(values: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in values.items() if value not in (None, "", [], {})}


def _text(text: Text) -> dict[str, str]:
    return {language: text[language] for language in LANGUAGES if language in text}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
