"""Requirement sets in words: what they are, how far a wording can be trusted, what changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from samvern.engine.frameworks import (
    SOURCES,
    Change,
    Fate,
    FieldChange,
    Followed,
    Framework,
    FrameworkComparison,
    FrameworkKind,
    Requirement,
    RequirementChange,
    WordingStatus,
    count_wordings,
    in_tree_order,
)
from samvern.engine.programme.document import LANGUAGES, Text, in_language
from samvern.ui.wording.sentences import Gettext

#: Spaces by which a line stands in for each heading above it.
_INDENT = 2
#: The version of a set whose publisher does not say when it is from.
UNDATED = "undated"


def titled(title: Text, version: str, language: str, _: Gettext) -> str:
    """A set by its title and version; one whose date nobody has found says so.

    Examples
    --------
    >>> titled({"en": "Measures"}, "undated", "en", str)
    'Measures (date not known)'
    """
    known = _("date not known") if version == UNDATED else version
    return f"{in_language(title, language)} ({known})"


def kind_name(kind: FrameworkKind, _: Gettext) -> str:
    """What sort of requirements a set holds."""
    return {
        FrameworkKind.LAW: _("Law"),
        FrameworkKind.CODE: _("Code of conduct"),
        FrameworkKind.STANDARD: _("Standard"),
        FrameworkKind.PRINCIPLES: _("Advice of an authority"),
        FrameworkKind.MEASURES: _("Short list of measures"),
    }[kind]


def status_name(status: WordingStatus, _: Gettext) -> str:
    """How far a wording can be trusted, as a tag."""
    return {
        WordingStatus.VERIFIED: _("Checked against the publisher"),
        WordingStatus.REPORTED: _("As others print it"),
        WordingStatus.INFERRED: _("Number inferred"),
        WordingStatus.OWN: _("In other words"),
        WordingStatus.UNVERIFIED: _("Working title"),
        WordingStatus.MISSING: _("Not found"),
        WordingStatus.UNSTATED: _("Source not stated"),
    }[status]


def status_meaning(status: WordingStatus, _: Gettext) -> str:
    """What the tag means, in one sentence."""
    return {
        WordingStatus.VERIFIED: _("Read in the publisher's own document."),
        WordingStatus.REPORTED: _(
            "As somebody else has printed it; the publisher's own document has not been read."
        ),
        WordingStatus.INFERRED: _(
            "The wording has been seen, but which number it belongs to is inferred."
        ),
        WordingStatus.OWN: _("Says what the requirement is about, not how the publisher words it."),
        WordingStatus.UNVERIFIED: _(
            "A working wording that must be held against the publisher's before it is quoted."
        ),
        WordingStatus.MISSING: _("The requirement exists, but its wording has not been found."),
        WordingStatus.UNSTATED: _("Whoever made the set does not say where the wording is from."),
    }[status]


def change_name(change: Change, _: Gettext) -> str:
    """What happened to requirements between two versions."""
    return {
        Change.ADDED: _("Added"),
        Change.REMOVED: _("Removed"),
        Change.SPLIT: _("Split"),
        Change.MERGED: _("Merged"),
        Change.REGROUPED: _("Regrouped"),
        Change.RENUMBERED: _("Renumbered"),
        Change.MOVED: _("Moved"),
        Change.REWORDED: _("Reworded"),
        Change.CHANGED: _("Changed"),
    }[change]


def fate_name(fate: Fate, _: Gettext) -> str:
    """What happened to a requirement on its way to another version."""
    return {
        Fate.KEPT: _("kept"),
        Fate.RENUMBERED: _("renumbered"),
        Fate.SPLIT: _("split"),
        Fate.MERGED: _("merged"),
        Fate.REMOVED: _("removed"),
    }[fate]


def field_name(change: FieldChange, _: Gettext) -> str:
    """A field of a set or a requirement, with the language it is in."""
    return wording_name(change.field, change.language, _)


def field_values(change: FieldChange, _: Gettext) -> tuple[str, str]:
    """What a field said before and says after, the source of a wording by how sure it is.

    Examples
    --------
    >>> field_values(FieldChange("sources.title", "U (unverified)", "", "nb"), str)
    ('Working title (U)', '')
    """
    if not change.field.startswith(SOURCES):
        return change.before, change.after
    return _source_words(change.before, _), _source_words(change.after, _)


def _source_words(said: str, _: Gettext) -> str:
    name, bracket, status = said.rstrip(")").rpartition(" (")
    return f"{status_name(WordingStatus(status), _)} ({name})" if bracket else said


def wording_name(field: str, language: str, _: Gettext) -> str:
    """A field by its name, with the language it is in where it has one."""
    name = _fields(_)[field.removeprefix(SOURCES)]
    named = f"{name} ({language_name(language, _)})" if language else name
    return _("source of %(wording)s") % {"wording": named} if field.startswith(SOURCES) else named


def language_name(language: str, _: Gettext) -> str:
    """A language by its name."""
    return {"nb": _("bokmål"), "nn": _("nynorsk"), "en": _("English")}[language]


def _fields(_: Gettext) -> Mapping[str, str]:
    return {
        "title": _("title"),
        "text": _("text"),
        "description": _("description"),
        "source": _("source"),
        "licence": _("licence"),
        "parent": _("heading"),
        "is_assessable": _("can be assessed"),
        "applies_to": _("applies to"),
        "priority": _("priority"),
        "references": _("references"),
        "guidance": _("guidance"),
        "sources": _("source of the wording"),
        "publisher": _("publisher"),
        "kind": _("kind"),
        "effective_from": _("in force from"),
        "effective_to": _("in force to"),
        "follows_version": _("follows version"),
        "gaps": _("what is missing"),
        "wording_sources": _("sources of wordings"),
        "default_source": _("usual source"),
    }


def requirement_title(
    framework: Framework, requirement: Requirement, language: str, _: Gettext
) -> tuple[str, str, WordingStatus]:
    """The title to show, the language it is in, and how far it can be trusted.

    In the language of the reader, else in the first that there is; one that was not found is said
    to be so.
    """
    for spoken in dict.fromkeys((language, *LANGUAGES)):
        if requirement.title.get(spoken):
            source = framework.wording_source(requirement, "title", spoken)
            status = source.status if source else WordingStatus.UNSTATED
            return requirement.title[spoken], spoken, status
    return _("Title not found"), language, WordingStatus.MISSING


def size_sentence(framework: Framework, _: Gettext) -> str:
    """How much a set asks for."""
    assessable = sum(each.is_assessable for each in framework.requirements)
    headings = len(framework.requirements) - assessable
    if not headings:
        return _("Requirements: %(count)d.") % {"count": assessable}
    return _("%(requirements)d requirements under %(headings)d headings.") % {
        "requirements": assessable,
        "headings": headings,
    }


def own_words_sentence(counted: Mapping[WordingStatus, int], _: Gettext) -> str:
    """How much of the wording of a set is the publisher's own.

    Examples
    --------
    >>> own_words_sentence({WordingStatus.VERIFIED: 2, WordingStatus.MISSING: 1}, str)
    "2 of 3 wordings are the publisher's own."
    """
    total = sum(counted.values())
    own = counted.get(WordingStatus.VERIFIED, 0)
    if not total:
        return _("There are no wordings.")
    if own == total:
        return _("All wordings are the publisher's own.")
    return _("%(own)d of %(total)d wordings are the publisher's own.") % {
        "own": own,
        "total": total,
    }


def rest_in_words(counted: Mapping[WordingStatus, int], _: Gettext) -> str:
    """What the other wordings are: working titles, not found, and so on, with how many of each."""
    return ", ".join(
        f"{status_name(status, _).lower()}: {counted[status]}"
        for status in WordingStatus
        if status is not WordingStatus.VERIFIED and counted.get(status)
    )


def summary_lines(framework: Framework, language: str, _: Gettext) -> Iterator[str]:
    """What a set holds, how far its wordings can be trusted, and what is missing."""
    yield in_language(framework.title, language) + f" ({framework.id} {framework.version})"
    yield size_sentence(framework, _)
    for (field, spoken), counted in sorted(count_wordings(framework).items()):
        said = ", ".join(
            f"{status_name(status, _)}: {counted[status]}"
            for status in WordingStatus
            if status in counted
        )
        name = wording_name(field, spoken, _)
        yield f"  {name[:1].upper()}{name[1:]}: {said}"
    if framework.gaps:
        yield _("Known to be missing:")
    for gap in framework.gaps:
        yield f"  • {in_language(gap, language)}"


def tree_lines(framework: Framework, language: str, _: Gettext) -> Iterator[str]:
    """The requirements under their headings, what is uncertain marked as such."""
    for requirement, depth in in_tree_order(framework.requirements):
        title, spoken, status = requirement_title(framework, requirement, language, _)
        marks = [] if spoken == language else [language_name(spoken, _)]
        if status not in (WordingStatus.VERIFIED, WordingStatus.UNSTATED, WordingStatus.MISSING):
            marks.append(status_name(status, _).lower())
        mark = f"  [{', '.join(marks)}]" if marks else ""
        yield f"{' ' * _INDENT * depth}{requirement.id} {title}{mark}"


def requirement_lines(
    framework: Framework, requirement: Requirement, language: str, _: Gettext
) -> Iterator[str]:
    """One requirement with everything that is known of it."""
    title, _spoken, _status = requirement_title(framework, requirement, language, _)
    yield f"{requirement.id} {title}"
    for wording in framework.wordings_of(requirement):
        name, shown = wording_name(wording.field, wording.language, _), wording.text or "–"
        yield f"  {name}: {shown}  [{status_name(wording.status, _).lower()}]"
        if wording.source and wording.source.says:
            yield f"      {in_language(wording.source.says, language)}"
    names = _fields(_)
    facts = {
        "parent": requirement.parent,
        "is_assessable": _("yes") if requirement.is_assessable else _("no"),
        "applies_to": ", ".join(requirement.applies_to),
        "priority": requirement.priority,
        "references": "; ".join(map(str, requirement.references)),
        "guidance": "; ".join(requirement.guidance),
    }
    for field, value in facts.items():
        if value:
            yield f"  {names[field]}: {value}"


def comparison_sentence(found: FrameworkComparison, _: Gettext) -> str:
    """What is different between two versions, in one sentence.

    Examples
    --------
    >>> comparison_sentence(FrameworkComparison("F", "1", "2", (), (), 7, False), str)
    'No requirement differs. Unchanged: 7.'
    """
    counted = [
        f"{change_name(change, _).lower()}: {found.count(change)}"
        for change in Change
        if found.count(change)
    ]
    unchanged = _("Unchanged: %(count)d.") % {"count": found.unchanged}
    if not counted:
        return _("No requirement differs.") + " " + unchanged
    return _("Different: %(changes)s.") % {"changes": ", ".join(counted)} + " " + unchanged


def by_id_sentence(_: Gettext) -> str:
    """What it means that two versions were compared by identifiers."""
    return _(
        "The later version does not say what it follows, so the same number is taken for the same "
        "requirement."
    )


def comparison_lines(
    found: FrameworkComparison, before: Framework, after: Framework, language: str, _: Gettext
) -> Iterator[str]:
    """Two versions compared, as lines for a terminal."""
    yield comparison_sentence(found, _)
    if found.is_by_id and found.before != found.after:
        yield by_id_sentence(_)
    for field in found.head:
        yield from _field_lines(field, "  ", _)
    titles = {each.id: each.title for each in (*before.requirements, *after.requirements)}
    for change in found.requirements:
        yield change_line(change, titles, language, _)
        for field in change.fields:
            yield from _field_lines(field, "      ", _)


def change_line(
    change: RequirementChange, titles: Mapping[str, Text], language: str, _: Gettext
) -> str:
    """What happened to requirements, in one line."""
    names = ", ".join(change_name(each, _) for each in change.changes)
    earlier, later = ", ".join(change.earlier), ", ".join(change.later)
    ids = earlier if earlier == later else f"{earlier or '–'} → {later or '–'}"
    title = in_language(titles[(change.later or change.earlier)[0]], language)
    return f"  {names}: {ids} {title}".rstrip()


def _field_lines(field: FieldChange, indent: str, _: Gettext) -> Iterator[str]:
    yield f"{indent}{field_name(field, _)}:"
    before, after = field_values(field, _)
    yield f"{indent}  − {before or '–'}"
    yield f"{indent}  + {after or '–'}"


def followed_lines(found: Followed, _: Gettext) -> Iterator[str]:
    """The way of a requirement through the versions, and whether it can be taken without asking."""
    yield f"{found.version}: {found.id}"
    for step in found.steps:
        fates = ", ".join(fate_name(fate, _) for fate in step.fates)
        yield f"{step.version}: {', '.join(step.ids) or '–'} ({fates})"
    yield (
        _("What points at it can follow it.")
        if found.is_plain
        else _("What points at it must be looked at by a person before it follows.")
    )


def followed_sentence(found: Followed, _: Gettext, *, is_earlier: bool) -> str:
    """What a requirement became in a later version, or what it was in an earlier one."""
    happened = set(found.fates)
    if is_earlier:
        return _was(happened, bool(found.ids), _)
    return _became(happened, bool(found.ids), _)


def _became(happened: set[Fate], is_there: bool, _: Gettext) -> str:
    if not is_there:
        return _("It is not there any longer.")
    if Fate.REMOVED in happened:
        return _("Only a part of it lives on there.")
    if {Fate.SPLIT, Fate.MERGED} <= happened:
        return _("It is spread over several there, together with what others ask for.")
    if Fate.SPLIT in happened:
        return _("It has been split into several there.")
    if Fate.MERGED in happened:
        return _("It has been merged with others there.")
    return (
        _("It has another number there.")
        if Fate.RENUMBERED in happened
        else _("It is there with the same number.")
    )


def _was(happened: set[Fate], is_there: bool, _: Gettext) -> str:
    if not is_there:
        return _("It was not there yet.")
    if Fate.REMOVED in happened:
        return _("Only a part of it was there.")
    if {Fate.SPLIT, Fate.MERGED} <= happened:
        return _("It is put together from parts of several.")
    if Fate.SPLIT in happened:
        return _("Several have been merged into it.")
    if Fate.MERGED in happened:
        return _("It is a part of what was one then.")
    return (
        _("It had another number then.")
        if Fate.RENUMBERED in happened
        else _("It was there with the same number.")
    )
