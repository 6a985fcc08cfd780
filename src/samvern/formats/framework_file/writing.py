"""A requirement set as the lists and mappings of the file format."""

from __future__ import annotations

from collections.abc import Mapping

from samvern.engine.frameworks import WORDED_FIELDS, Framework, Requirement
from samvern.engine.programme.document import LANGUAGES, Text


def plain(framework: Framework) -> dict[str, object]:
    """The set as plain values, with what says nothing left out."""
    head = {
        "id": framework.id,
        "version": framework.version,
        "title": _text(framework.title),
        "publisher": framework.publisher,
        "kind": framework.kind.value,
        "source": _text(framework.source),
        "licence": _text(framework.licence),
        "description": _text(framework.description),
        "effective_from": framework.effective_from and framework.effective_from.isoformat(),
        "effective_to": framework.effective_to and framework.effective_to.isoformat(),
        "applies_to": list(framework.applies_to),
        "follows_version": framework.follows_version,
        "default_source": framework.default_source,
    }
    return {"framework": _said(head)} | _said(
        {
            "wording_sources": [
                {"id": each.id, "status": each.status.value} | _said({"says": _text(each.says)})
                for each in framework.wording_sources
            ],
            "gaps": [_text(gap) for gap in framework.gaps],
            "requirements": [plain_requirement(each) for each in framework.requirements],
        }
    )


def _said(values: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in values.items() if value not in (None, "", [], {})}


def _text(text: Text) -> dict[str, str]:
    return {language: text[language] for language in LANGUAGES if language in text}


def plain_requirement(requirement: Requirement) -> dict[str, object]:
    """One requirement as plain values, with what says nothing left out."""
    values: dict[str, object] = {"id": requirement.id, **_text(requirement.title)}
    values |= _said(
        {
            "text": _text(requirement.text),
            "parent": requirement.parent,
            "applies_to": list(requirement.applies_to),
            "priority": requirement.priority,
            "references": [
                {"framework": each.framework, "id": each.id} for each in requirement.references
            ],
            "guidance": list(requirement.guidance),
            "sources": _said(
                {name: _text(requirement.sources.get(name, {})) for name in WORDED_FIELDS}
            ),
        }
    )
    if not requirement.is_assessable:
        values["assessable"] = False
    if requirement.follows is not None:
        values["follows"] = list(requirement.follows)
    return values
