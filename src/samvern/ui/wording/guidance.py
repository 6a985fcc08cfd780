"""Guidance in words: what there is, why it was found, what nobody guides, who is asked to review."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from samvern.engine.guidance import (
    Cell,
    Coverage,
    DueReview,
    GuidanceCatalogue,
    GuidanceEntry,
    GuidanceGroup,
    GuidanceKind,
    GuidanceMap,
    Guide,
    Hit,
    Life,
    LinkState,
    Medium,
    Provenance,
    ReviewReason,
    Standing,
    Topic,
)
from samvern.engine.programme.document import in_language
from samvern.ui.numbers import day
from samvern.ui.wording.guidance_matches import match_words
from samvern.ui.wording.sentences import Gettext


def group_name(group: GuidanceGroup, _: Gettext) -> str:
    """The three sorts of guidance, in plural."""
    return {
        GuidanceGroup.INSTRUMENT: _("Instruments"),
        GuidanceGroup.AID: _("Aids"),
        GuidanceGroup.NETWORK: _("Networks"),
    }[group]


def kind_name(kind: GuidanceKind, _: Gettext) -> str:
    """What sort of thing an entry is."""
    return {
        GuidanceKind.REQUIREMENTS: _("Requirements or advice"),
        GuidanceKind.PLAN: _("National plan or strategy"),
        GuidanceKind.PROGRAMME: _("Joint programme"),
        GuidanceKind.SERVICE: _("Service"),
        GuidanceKind.GUIDE: _("Guide"),
        GuidanceKind.FACTSHEET: _("Factsheet"),
        GuidanceKind.METHOD: _("Method"),
        GuidanceKind.TOOL: _("Sheet, form or template"),
        GuidanceKind.COURSE: _("Training"),
        GuidanceKind.REPORT: _("Report"),
        GuidanceKind.ADVICE: _("Advisory service"),
        GuidanceKind.NETWORK: _("Network"),
        GuidanceKind.CONFERENCE: _("Conference"),
    }[kind]


def life_name(life: Life, _: Gettext) -> str:
    """Whether it can be used."""
    return {
        Life.IN_USE: _("In use"),
        Life.PLANNED: _("Not there yet"),
        Life.MOVED: _("Moved into something else"),
        Life.ENDED: _("Ended"),
    }[life]


def standing_name(standing: Standing, _: Gettext) -> str:
    """How far an entry can be relied on, as a tag."""
    return {
        Standing.CONFIRMED: _("Confirmed by its owner"),
        Standing.NAMED: _("Named by a source"),
        Standing.UNVERIFIED: _("Not checked"),
    }[standing]


def link_name(link: LinkState, _: Gettext) -> str:
    """Whether its address leads to it."""
    return {
        LinkState.UNKNOWN: _("Link not tried"),
        LinkState.WORKS: _("Link works"),
        LinkState.BROKEN: _("Link is broken"),
    }[link]


def medium_name(medium: Medium, _: Gettext) -> str:
    """In what form it comes."""
    return {
        Medium.UNKNOWN: _("Form not known"),
        Medium.WEB: _("Web page"),
        Medium.DOCUMENT: _("Document"),
        Medium.SPREADSHEET: _("Spreadsheet"),
        Medium.COURSE: _("Training"),
        Medium.MEETING: _("Meeting place"),
        Medium.SERVICE: _("Service"),
    }[medium]


def coverage_name(coverage: Coverage, _: Gettext) -> str:
    """How a topic is guided for somebody."""
    return {
        Coverage.NOBODY: _("Nobody guides"),
        Coverage.GENERAL: _("Only general guidance"),
        Coverage.ONE: _("One guides"),
        Coverage.SEVERAL: _("Several guide"),
    }[coverage]


def coverage_short(coverage: Coverage, _: Gettext) -> str:
    """The same in a cell of the map, under a heading that says what it is of."""
    return {
        Coverage.NOBODY: _("Nobody"),
        Coverage.GENERAL: _("Only general"),
        Coverage.ONE: _("One"),
        Coverage.SEVERAL: _("Several"),
    }[coverage]


def reason_name(reason: ReviewReason, _: Gettext) -> str:
    """Why an owner is asked to review."""
    return {
        ReviewReason.LINK_BROKEN: _("the link is broken"),
        ReviewReason.LONG_AGO: _("the last review is too old"),
        ReviewReason.UNVERIFIED: _("what is said of it was never checked"),
        ReviewReason.NEVER: _("no review is known"),
    }[reason]


def audience_name(kind: str, _: Gettext) -> str:
    """A kind of actor that guidance is for; one that is not known here as it is written."""
    names = {
        "ministry": _("Ministry"),
        "national_authority": _("National authority"),
        "supervisory_authority": _("Supervisory authority"),
        "sector_cert": _("Sector response team"),
        "regional_authority": _("Regional health authority"),
        "hospital_trust": _("Hospital trust"),
        "pharmacy_trust": _("Pharmacy trust"),
        "ict_company": _("ICT company"),
        "joint_company": _("Jointly owned company"),
        "municipality": _("Municipality"),
        "gp_office": _("GP office"),
        "dentist": _("Dentist"),
        "psychologist": _("Psychologist"),
        "supplier": _("Supplier"),
        "association": _("Association"),
        "education": _("Health education"),
        "patients": _("Patients"),
    }
    return names.get(kind, kind)


def search_lines(hits: Sequence[Hit], language: str, _: Gettext) -> Iterator[str]:
    """What was found, best first, with why."""
    if not hits:
        yield _("Nothing was found. Try another word, or fewer.")
    for number, hit in enumerate(hits, start=1):
        yield f"{number}. {heading(hit.entry, language, _)}"
        yield f"   {hit.entry.id}"
        for match in hit.matches:
            yield f"   {match_words(match, language, _)}"
        for word in hit.missing:
            yield "   " + _("“%(word)s” was not found in it.") % {"word": word}


def heading(entry: GuidanceEntry, language: str, _: Gettext) -> str:
    """An entry in a line: what it is called, what it is, and who owns it."""
    owner = entry.owner or _("owner not known")
    said = f"{called(entry, language)} ({kind_name(entry.kind, _)}, {owner})"
    if entry.life is not Life.IN_USE:
        said += f" [{life_name(entry.life, _)}]"
    if entry.standing is Standing.UNVERIFIED:
        said += f" [{standing_name(entry.standing, _)}]"
    return said


def called(entry: GuidanceEntry, language: str) -> str:
    """Its title, and the other names that it does not hold already.

    Examples
    --------
    >>> sheet = GuidanceEntry("a", GuidanceKind.FACTSHEET, {"nb": "Tilgang"}, "", ("Faktaark 14",))
    >>> called(sheet, "nb")
    'Tilgang – Faktaark 14'
    """
    title = in_language(entry.title, language)
    return " – ".join((title, *(name for name in entry.also_known_as if name not in title)))


def entry_lines(
    catalogue: GuidanceCatalogue, entry: GuidanceEntry, language: str, _: Gettext
) -> Iterator[str]:
    """Everything that is known of an entry; what is not known is said to be so."""
    unknown = _("not known")
    yield heading(entry, language, _)
    if entry.description:
        yield in_language(entry.description, language)
    if entry.remark:
        yield _("Note: %(remark)s") % {"remark": in_language(entry.remark, language)}
    yield ""
    yield _("For: %(audience)s") % {"audience": audience_words(entry, language, _)}
    about = {each.id: in_language(each.title, language) for each in catalogue.subjects}
    subjects = ", ".join(about.get(each, each) for each in entry.subjects)
    yield _("About: %(subjects)s") % {"subjects": subjects or unknown}
    for help_ in entry.helps:
        place = f", {help_.place}" if help_.place else ""
        yield _("Helps with: %(requirement)s") % {"requirement": f"{help_.with_}{place}"}
    yield _("Languages: %(languages)s") % {"languages": ", ".join(entry.languages) or unknown}
    yield _("Form: %(form)s") % {"form": medium_name(entry.medium, _)}
    yield _("Address: %(address)s") % {"address": _address(entry, language, _)}
    reviewed = day(entry.reviewed_on, language) if entry.reviewed_on else unknown
    yield _("Last reviewed by its owner: %(day)s") % {"day": reviewed}
    if entry.moved_into:
        yield _("Now part of: %(entry)s") % {"entry": entry.moved_into}
    for found in entry.found_in:
        yield _("Known from: %(source)s") % {"source": source_words(catalogue, found)}


def audience_words(entry: GuidanceEntry, language: str, _: Gettext) -> str:
    """Whom an entry is for."""
    kinds = ", ".join(audience_name(kind, _) for kind in entry.audience)
    note = in_language(entry.audience_note, language)
    whom = kinds or _("everybody in the sector")
    return f"{whom} ({note})" if note else whom


def _address(entry: GuidanceEntry, language: str, _: Gettext) -> str:
    if not entry.address:
        return _("not known")
    tried = f", {day(entry.link_checked_on, language)}" if entry.link_checked_on else ""
    return f"{entry.address} ({link_name(entry.link, _)}{tried})"


def source_words(catalogue: GuidanceCatalogue, found: Provenance) -> str:
    """A source by its title, with the place in it."""
    titles = {source.id: source.title for source in catalogue.sources}
    title = titles.get(found.source, found.source)
    return f"{title}, {found.place}" if found.place else title


def summary_lines(catalogue: GuidanceCatalogue, language: str, _: Gettext) -> Iterator[str]:
    """What a catalogue holds, how sure that is, and what is missing."""
    yield f"{in_language(catalogue.title, language)}, {catalogue.version}"
    for group in GuidanceGroup:
        listed = [each for each in catalogue.entries if each.group is group]
        in_use = sum(each.life is Life.IN_USE for each in listed)
        params = {"group": group_name(group, _), "count": len(listed), "in_use": in_use}
        yield _("%(group)s: %(count)d, of which in use: %(in_use)d") % params
    for standing in Standing:
        count = sum(each.standing is standing for each in catalogue.entries)
        if count:
            yield f"{standing_name(standing, _)}: {count}"
    used = [each for each in catalogue.entries if each.life is Life.IN_USE]
    lacking = {
        _("In use, owner not known: %(count)d"): sum(not each.owner for each in used),
        _("In use, address not known: %(count)d"): sum(not each.address for each in used),
        _("In use, never reviewed as far as is known: %(count)d"): sum(
            each.reviewed_on is None for each in used
        ),
    }
    yield from (said % {"count": count} for said, count in lacking.items() if count)
    if catalogue.gaps:
        yield ""
        yield _("Known to be missing:")
    yield from (f"  • {in_language(gap, language)}" for gap in catalogue.gaps)


def map_answer(found: GuidanceMap, _: Gettext) -> str:
    """What nobody guides and what several do, in a sentence or two."""
    gaps = {cell.topic.reference for cell in found.gaps}
    several = {cell.topic.reference for cell in found.overlaps}
    params = {
        "topics": len(found.topics),
        "audiences": len(found.audiences),
        "gaps": len(gaps),
        "several": len(several),
    }
    if gaps:
        said = _(
            "%(gaps)d of %(topics)d topics are guided by nobody for at least one of %(audiences)d "
            "kinds of actors."
        )
    else:
        said = _("All %(topics)d topics are guided for all %(audiences)d kinds of actors.")
    return said % params + " " + _("Topics that several owners guide: %(several)d.") % params


def map_lines(
    found: GuidanceMap, catalogue: GuidanceCatalogue, language: str, _: Gettext
) -> Iterator[str]:
    """Each topic with who guides it for whom, and for whom nobody does."""
    yield map_answer(found, _)
    for topic in found.topics:
        yield ""
        yield from _topic(topic, found.row(topic), catalogue, language, _)


def _topic(
    topic: Topic, row: Sequence[Cell], catalogue: GuidanceCatalogue, language: str, _: Gettext
) -> Iterator[str]:
    title = in_language(topic.title, language) or _("Title not found")
    yield f"{topic.reference.id} {title}"
    shown: dict[str, tuple[Guide, list[str]]] = {}
    for cell in row:
        for guide in cell.guides:
            shown.setdefault(guide.entry, (guide, []))[1].append(cell.audience)
    for entry, (guide, audiences) in shown.items():
        whom = ", ".join(audience_name(each, _) for each in audiences)
        whom = _("everybody in the sector") if guide.is_for_everybody else whom
        yield f"  • {_guide(entry, guide, catalogue, language, _)} – {whom}"
    without = [cell.audience for cell in row if cell.coverage is Coverage.NOBODY]
    if without:
        names = ", ".join(audience_name(each, _) for each in without)
        yield "  " + _("Nobody guides: %(audiences)s") % {"audiences": names}
    several = max((len(cell.owners) for cell in row), default=0)
    if several > 1:
        yield "  " + _("Owners that guide: %(count)d") % {"count": several}


def _guide(
    entry: str, guide: Guide, catalogue: GuidanceCatalogue, language: str, _: Gettext
) -> str:
    known = catalogue.entry(entry)
    title = called(known, language) if known else entry
    owner = guide.owner or _("owner not known")
    return f"{title} ({', '.join((owner, *guide_notes(guide, _)))})"


def guide_notes(guide: Guide, _: Gettext) -> Iterator[str]:
    """Where in it the help stands, and how it is known."""
    yield from guide.places
    if guide.by_way_of:
        yield _("named as %(entry)s") % {"entry": guide.by_way_of}
    if guide.heading:
        yield _("said of heading %(heading)s") % {"heading": guide.heading}
    if not guide.is_published:
        yield _("our reading")


def review_lines(due: Sequence[DueReview], language: str, _: Gettext) -> Iterator[str]:
    """What waits for each owner, those with most first."""
    if not due:
        yield _("Nothing waits for a review.")
        return
    by_owner: dict[str, list[DueReview]] = {}
    for each in due:
        by_owner.setdefault(each.owner, []).append(each)
    yield _("Waiting for a review: %(count)d.") % {"count": len(due)}
    for owner, waiting in sorted(by_owner.items(), key=lambda item: (-len(item[1]), item[0])):
        yield ""
        named = owner or _("owner not known")
        yield f"{named}: {len(waiting)}"
        for each in waiting:
            reasons = ", ".join(reason_name(reason, _) for reason in each.reasons)
            over = ""
            if each.due_on:
                params = {"day": day(each.due_on, language)}
                over = ", " + _("ran out on %(day)s") % params
            yield f"  • {called(each.entry, language)}: {reasons}{over}"
