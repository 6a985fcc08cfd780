"""The other parts of a book: facts, what was decided, grounds, findings, coverage, method."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from samvern.engine.errors import SamvernError
from samvern.engine.priority import Ranking
from samvern.engine.programme.consistency import Finding, Severity
from samvern.engine.programme.coverage import Cell, CoverageTable, Row
from samvern.engine.programme.document import Programme, Text
from samvern.formats.programme_book import FindingGroup, FindingSection, Line, Section, Table
from samvern.ui.wording import findings as wording
from samvern.ui.wording.certainty import scale_in_a_line
from samvern.ui.wording.coverage import gap_sentence
from samvern.ui.wording.programme_book.picture import columns_of
from samvern.ui.wording.programme_book.ranked import tiers_of
from samvern.ui.wording.programme_book.speech import Speech

#: A goal or the like: code, title, description, and the risk areas that it leads to.
_Ground = tuple[str, Text, Text, Sequence[str]]


def facts(document: Programme, speech: Speech) -> Iterator[Line]:
    """What the programme says of itself."""
    _ = speech.gettext
    told = (
        (_("Published by"), document.publisher),
        (_("Published"), speech.moment(document.published)),
        (_("Assignment"), document.assignment),
        (_("Builds on"), document.builds_on),
        (_("Reports to"), document.reporting_to),
        (_("Reports"), speech.interval(document.reporting_every)),
        (_("Focus areas"), str(len(document.focus_areas))),
        (_("Measures"), str(len(document.measures))),
    )
    yield from ((term, value) for term, value in told if value)


def decided(document: Programme, result: Ranking | SamvernError, speech: Speech) -> Section | None:
    """What the programme itself recommends, and where most weightings see it otherwise."""
    if not document.recommendations:
        return None
    _ = speech.gettext
    titles = {area.id: speech.text(area.title) for area in document.focus_areas}
    titles |= {measure.id: speech.text(measure.title) for measure in document.measures}
    rows = []
    for said in sorted(document.recommendations, key=lambda said: said.tier):
        codes = [code for code in (said.focus_area, *said.measures) if code]
        named = "; ".join(f"{code} {titles.get(code, '')}".strip() for code in codes)
        rows.append((str(said.tier), named, said.note))
    tables = [
        Table(
            _("What the programme recommends, by tier"),
            (_("Tier"), _("What"), _("Note")),
            tuple(rows),
            (1.0, 3.5, 3.5),
        )
    ]
    basis = "; ".join(document.basis_of_priority)
    return Section(
        _("What was decided?"),
        paragraphs=(_("The programme gives as its basis: %(basis)s.") % {"basis": basis},)
        if basis
        else (),
        tables=(*tables, *_disagreements(document, result, titles, speech)),
    )


def _disagreements(
    document: Programme,
    result: Ranking | SamvernError,
    titles: dict[str, str],
    speech: Speech,
) -> Iterator[Table]:
    """Pairs that the decision puts the other way round than most weightings do."""
    if isinstance(result, SamvernError):
        return
    _, tiers = speech.gettext, tiers_of(document)
    rows = []
    for earlier, shares in result.pairwise.items():
        for later, share in shares.items():
            is_decided = earlier in tiers and tiers[earlier] < tiers.get(later, len(tiers) + 1_000)
            if is_decided and share < 0.5:
                rows.append((share, f"{earlier} {titles[earlier]}", f"{later} {titles[later]}"))
    if rows:
        yield Table(
            _("Where most weightings put it the other way round"),
            (_("Decided to come first"), _("Before"), _("Weightings that agree")),
            tuple((first, second, speech.percent(share)) for share, first, second in sorted(rows)),
            (3.0, 3.0, 1.4),
            (2,),
        )


def grounds(document: Programme, speech: Speech) -> Section | None:
    """Why the programme is there: goals, challenges, risk trends and risk areas."""
    _ = speech.gettext
    feeds: dict[str, list[str]] = defaultdict(list)
    for link in document.risk_area_links:
        feeds[link.source].append(link.risk_area)
    names = {"goals": _("Goals"), "strategic_goals": _("Strategic goals")}
    sets = dict.fromkeys(goal.goal_set for goal in document.goals)
    lists: list[tuple[str, list[_Ground]]] = []
    for each in sets:
        mine = [goal for goal in document.goals if goal.goal_set == each]
        named = [(g.id, g.title, g.description, ()) for g in mine]
        lists.append((names.get(each, each), list[_Ground](named)))
    challenges = [(c.id, c.title, c.description, feeds[c.id]) for c in document.challenges]
    trends = [(t.id, t.title, t.description, feeds[t.id]) for t in document.risk_trends]
    risks = [(r.id, r.title, r.description, ()) for r in document.risk_areas]
    lists.append((_("Challenges"), list[_Ground](challenges)))
    lists.append((_("Risk trends"), list[_Ground](trends)))
    lists.append((_("Risk areas"), list[_Ground](risks)))
    parts = []
    for title, entries in lists:
        if not entries:
            continue
        leads = any(areas for *_rest, areas in entries)
        head = (_("Code"), _("Title"), *((_("Leads to"),) if leads else ()))
        rows = tuple(
            (
                code,
                " – ".join(part for part in (speech.text(name), speech.text(more)) if part),
                *((", ".join(areas),) if leads else ()),
            )
            for code, name, more, areas in entries
        )
        parts.append(Table(title, head, rows, (0.7, 5.0, 1.2) if leads else (0.7, 6.0)))
    return Section(_("Why is the programme there?"), tables=tuple(parts)) if parts else None


def findings(found: Sequence[Finding], speech: Speech) -> Iterator[FindingSection]:
    """What does not agree or is missing, by how much it matters."""
    _ = speech.gettext
    for severity in Severity:
        mine = [finding for finding in found if finding.severity is severity]
        if not mine:
            continue
        groups: dict[str, list[tuple[str, tuple[str, ...], tuple[str, ...]]]] = defaultdict(list)
        for finding in mine:
            said = wording.words(finding, speech.language, _)
            groups[said.title].append((said.sentence, said.arithmetic, said.causes))
        yield FindingSection(
            wording.severity_heading(severity, len(mine), _),
            tuple(FindingGroup(title, tuple(rows)) for title, rows in groups.items()),
        )


def covered(tables: Iterable[CoverageTable], speech: Speech) -> Section | None:
    """What is covered by what, gaps first."""
    _ = speech.gettext
    named = zip(
        tables,
        (
            (_("What is done against each risk area?"), _("Risk area")),
            (_("What brings each goal?"), _("Goal")),
            (_("Who is each measure for?"), _("Target group")),
        ),
        strict=True,
    )
    found = [
        Table(
            question,
            (head, _("Covered by"), _("Gap")),
            tuple(_covered_row(table, row, speech) for row in table.rows),
            (2.4, 4.0, 2.0),
        )
        for table, (question, head) in named
        if table.rows
    ]
    question = _("What is covered, and where are the gaps?")
    return Section(question, tables=tuple(found)) if found else None


def _covered_row(table: CoverageTable, row: Row, speech: Speech) -> tuple[str, str, str]:
    _ = speech.gettext
    title = speech.text(row.title)
    name = (
        (title if title == row.id else f"{row.id} {title}")
        if row.id
        else _("No target group is named")
    )
    said = [
        f"{column.id}: {words}"
        for column, cell in zip(table.columns, row.cells, strict=True)
        if (words := _cell(table, cell, speech))
    ]
    return name, "; ".join(said), gap_sentence(row.gap, _) if row.gap else ""


def _cell(table: CoverageTable, cell: Cell, speech: Speech) -> str:
    if table.scale is None or cell.judgement is None:
        return ", ".join(cell.measures)
    said = speech.judged(table.scale, cell.judgement)
    return f"{said} ({', '.join(cell.measures)})" if cell.measures else said


def method(result: Ranking | SamvernError, document: Programme, speech: Speech) -> Section:
    """How the book came about, and what its figures rest on."""
    _ = speech.gettext
    told = [
        _(
            "The book holds what the programme says, as published, and what was computed from it. "
            "Nothing is added: what nobody has judged is “not judged”, and what is “not known” "
            "counts as every level alike."
        )
    ]
    if isinstance(result, Ranking):
        told += [
            _(
                "The judgements are put in groups, and a group counts by the mean of what is in "
                "it. Nobody has agreed on how much each group weighs, so weightings were drawn at "
                "random from all that are admitted. In each, every uncertain judgement got one of "
                "its possible levels, and everything was put in order by its weighted sum. The "
                "shares say how often each one came where."
            ),
            scale_in_a_line(speech.language, _),
        ]
    sources = [
        _("Source of the programme: %(title)s, %(publisher)s, %(published)s.")
        % {
            "title": f"{document.id} {speech.text(document.title)}",
            "publisher": document.publisher,
            "published": speech.moment(document.published) or _("date not stated"),
        },
        _("Source of the method: Lahdelma and Salminen, SMAA-2, Operations Research 49 (2001)."),
    ]
    if not columns_of(document, speech):
        sources.append(_("The programme names neither risk areas nor goals."))
    return Section(_("How was this made?"), paragraphs=tuple(told), notes=tuple(sources))
