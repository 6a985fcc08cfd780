"""What the columns of a table are likely to stand for, for somebody to confirm."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from samvern.apps.exchange.models import ColumnMapping, ImportDraft
from samvern.apps.exchange.permissions import Permission
from samvern.apps.exchange.queries.lookup import (
    DraftRow,
    RememberedRow,
    draft_for,
    draft_row,
    draft_table,
    language,
    mapping_for,
    mapping_of,
    remembered_as,
    remembered_row,
    visible_mappings,
)
from samvern.apps.exchange.table import Table
from samvern.apps.programmes import queries as programmes
from samvern.apps.programmes.models import Programme
from samvern.apps.programmes.queries import ProgrammeHead
from samvern.base.viewer import Viewer
from samvern.engine.alphabet import search_key
from samvern.engine.errors import NotFound
from samvern.engine.programme import document as engine
from samvern.engine.programme.document import SCALE_LEVELS
from samvern.engine.programme.table_import import (
    SEPARATORS,
    ColumnUse,
    Heading,
    Reading,
    TableMapping,
    Target,
    column_letters,
    columns_from,
    columns_guessed,
    guess_columns,
    rows_below,
    targets_of,
    text_of,
)
from samvern.engine.programme.table_import.values import read_cell
from samvern.engine.tables import Cell, Line, Unreadable

_SAMPLES: Final = 3
_LONGEST_SAMPLE: Final = 120
#: Rows that are shown above and below the heading, so that a person can say where it stands.
_FIRST_ROWS: Final = 15
#: Words of one column that a person is asked about at most; more are shown as errors.
_MOST_WORDS: Final = 30
_LONGEST_WORD: Final = 59
#: Levels that one cell names at most, as in "low / medium".
_MOST_PARTS: Final = 6
_NAMES_OF: Final = (Reading.NAMES, Reading.CODES)
_WORDS_OF: Final = (Reading.JUDGEMENT, Reading.KIND, Reading.STATUS)


@dataclass(frozen=True)
class UnknownWord:
    """A word that nobody knows the meaning of, and in how many cells of the column it stands.

    ``means`` is what somebody has said of it: a value, ``unknown``, empty for nothing; None
    until then. ``nearest`` is the known word that is most like it.
    """

    word: str
    count: int
    nearest: str = ""
    means: str | None = None


@dataclass(frozen=True)
class ColumnRow:
    """A column of the table, and what it stands for as far as is known.

    ``likeness`` is 0 to 100 for a guess, and 100 for what somebody has said. ``parted`` are some
    cells of a column of names in which something stands that may part them.
    """

    place: int
    letters: str
    header: str
    samples: tuple[str, ...]
    use: ColumnUse
    target: Target | None
    likeness: int
    words: tuple[UnknownWord, ...]
    parted: tuple[str, ...]


@dataclass(frozen=True)
class ColumnsPage:
    """A file in waiting whose columns somebody is to say the meaning of.

    ``mapping`` is what stands there to begin with; ``remembered`` what it was taken from, if it
    was remembered, ``earlier_file`` the viewer's own file in waiting of which it was said, and
    ``is_confirmed`` whether somebody has said it of this very file.
    ``first_rows`` are the first rows as texts, with their numbers.
    """

    programme: ProgrammeHead
    draft: DraftRow
    sheets: tuple[str, ...]
    sheet: str
    heading: Heading
    first_rows: tuple[tuple[int, tuple[str, ...]], ...]
    columns: tuple[ColumnRow, ...]
    mapping: TableMapping
    targets: Mapping[str, Target]
    remembered: RememberedRow | None
    earlier_file: str
    all_remembered: tuple[RememberedRow, ...]
    is_confirmed: bool
    document: engine.Programme


def columns_page(
    viewer: Viewer,
    draft_id: int,
    mapping_id: int | None = None,
    *,
    chosen: TableMapping | None = None,
) -> ColumnsPage:
    """What the columns of a file in waiting are likely to stand for.

    Parameters
    ----------
    mapping_id
        Remembered columns to begin with, in place of those that fit best.
    chosen
        What somebody has chosen so far, in place of all that: shows which words it leaves
        unknown.

    Raises
    ------
    NotFound
        ``import.draft_unknown``, ``mapping.unknown``.
    NotAllowed
        Without ``IMPORT_TABLE`` on the programme.
    InvalidInput
        As :func:`read_table`.
    """
    draft = draft_for(viewer, draft_id)
    programme = draft.programme
    viewer.require(Permission.IMPORT_TABLE, on=programme)
    table = draft_table(draft)
    document = programmes.document_of(viewer, programme)
    heading = table.heading(document)
    rows = list(rows_below(table.sheet.rows, heading))
    guesses = guess_columns(heading, rows, document)
    kept, earlier = None, None
    if chosen is None and (mapping_id is not None or draft.mapping is None):
        kept = _kept(viewer, programme, heading, mapping_id)
        if mapping_id is None:
            earlier = _said_earlier(viewer, draft, heading, kept)
    if chosen is not None:
        mapping = chosen
    elif earlier is not None and earlier.mapping is not None:
        kept, mapping = None, _on(mapping_of(earlier.mapping), heading, document)
    elif kept is not None:
        mapping = _on(mapping_of(kept.mapping), heading, document)
    elif draft.mapping is not None:
        mapping = _on(mapping_of(draft.mapping), heading, document)
    else:
        mapping = TableMapping(columns_guessed(heading, guesses))
    is_guessed = all(said is None for said in (chosen, kept, earlier, draft.mapping))
    targets = targets_of(document)
    columns = tuple(
        ColumnRow(
            place=place,
            letters=column_letters(place),
            header=use.header,
            samples=_samples(rows, place),
            use=use,
            target=targets.get(use.target),
            likeness=guesses[place].likeness if is_guessed else 100 if use.target else 0,
            words=tuple(_words(rows, place, use, targets.get(use.target))),
            parted=_parted(rows, place, targets.get(use.target)),
        )
        for place, use in enumerate(mapping.columns[: len(heading.names)])
    )
    return ColumnsPage(
        programme=programmes.head_of(viewer, programme),
        draft=draft_row(draft, programme),
        sheets=table.sheet.others,
        sheet=table.sheet.name,
        heading=heading,
        first_rows=tuple(
            (line.number, tuple(text_of(cell)[:_LONGEST_SAMPLE] for cell in line.cells))
            for line in table.sheet.rows[:_FIRST_ROWS]
        ),
        columns=columns,
        mapping=mapping,
        targets=targets,
        remembered=remembered_row(kept, programme) if kept is not None else None,
        earlier_file=earlier.file_name if earlier is not None else "",
        all_remembered=tuple(
            remembered_row(row, programme) for row in visible_mappings(viewer, programme)
        )
        if viewer.may(Permission.READ_IMPORTS, on=programme)
        else (),
        is_confirmed=draft.mapping is not None and chosen is None and kept is None,
        document=document,
    )


def proposed_mapping(viewer: Viewer, programme: Programme, table: Table) -> TableMapping:
    """What the columns of a table stood for last time, or else a guess."""
    document = programmes.document_of(viewer, programme)
    heading = table.heading(document)
    kept = remembered_as(viewer, programme, heading.signature)
    if kept is not None:
        return _on(mapping_of(kept.mapping), heading, document)
    guesses = guess_columns(heading, rows_below(table.sheet.rows, heading), document)
    return TableMapping(columns_guessed(heading, guesses))


def _kept(
    viewer: Viewer, programme: Programme, heading: Heading, mapping_id: int | None
) -> ColumnMapping | None:
    """The remembered columns that are asked for, or else those that fit the headings."""
    if mapping_id is None:
        return remembered_as(viewer, programme, heading.signature)
    found = mapping_for(viewer, mapping_id)
    if found.programme_id != programme.pk:
        raise NotFound("mapping.unknown")
    return found


def _said_earlier(
    viewer: Viewer, draft: ImportDraft, heading: Heading, kept: ColumnMapping | None
) -> ImportDraft | None:
    """The viewer's last file with these headings, if more was said of it than is remembered.

    Whoever corrects a table and chooses it again need not explain its columns again.
    """
    own = ImportDraft.objects.visible_to(viewer).filter(programme=draft.programme)
    others = own.exclude(pk=draft.pk).filter(mapping__isnull=False).defer("content")
    names = sorted(map(search_key, heading.names))
    for other in others:
        headers = (use.header for use in mapping_of(other.mapping or {}).columns)
        if sorted(map(search_key, headers)) == names:
            return other if kept is None or kept.used_at < other.created_at else None
    return None


def _on(mapping: TableMapping, heading: Heading, document: engine.Programme) -> TableMapping:
    return replace(mapping, columns=columns_from(mapping.columns, heading, document))


def _samples(rows: Sequence[Line], place: int) -> tuple[str, ...]:
    """The first cells of a column that hold something, shortened, each text once."""
    texts = (text_of(line.cells[place]) for line in rows if place < len(line.cells))
    found: dict[str, None] = {}
    for text in texts:
        if text:
            found[text[:_LONGEST_SAMPLE]] = None
        if len(found) == _SAMPLES:
            break
    return tuple(found)


def _parted(rows: Sequence[Line], place: int, target: Target | None) -> tuple[str, ...]:
    """Some cells of a column of names in which something stands that may part them."""
    if target is None or target.reading not in _NAMES_OF:
        return ()
    texts = (text_of(line.cells[place]) for line in rows if place < len(line.cells))
    parted = (text for text in texts if any(mark in text for mark in SEPARATORS))
    return tuple(islice((text[:_LONGEST_SAMPLE] for text in dict.fromkeys(parted)), _SAMPLES))


def _words(
    rows: Sequence[Line], place: int, use: ColumnUse, target: Target | None
) -> Iterator[UnknownWord]:
    """The words of a column that somebody must say the meaning of, or has said, most first."""
    if target is None or target.reading not in _WORDS_OF:
        return
    counted = Counter(line.cells[place] for line in rows if place < len(line.cells))
    counted.pop(None, None)
    found: Counter[str] = Counter()
    nearest: dict[str, str] = {}
    for cell, count in counted.items():
        for word, near in _unknown_in(cell, target):
            found[word] += count
            nearest[word] = near
    for word in use.words:
        found.setdefault(word, 0)
    for word, count in found.most_common(_MOST_WORDS):
        yield UnknownWord(word, count, nearest.get(word, ""), use.words.get(word))


def _unknown_in(cell: Cell, target: Target) -> Iterator[tuple[str, str]]:
    """The words of a cell that nobody knows, each with the known one that is most like it."""
    words: dict[str, str] = {}
    for _attempt in range(_MOST_PARTS):
        try:
            read_cell(target, cell, ColumnUse("", words=words), language=language())
            return
        except Unreadable as wrong:
            word = str(wrong.params.get("found", ""))
            is_word = wrong.code.startswith("cell.word_unknown") and len(word) <= _LONGEST_WORD
            if not is_word or word in words:
                return
            yield word, str(wrong.params.get("nearest", ""))
        # As if it were known, so that the next word of the cell is met.
        words[word] = SCALE_LEVELS[target.scale][0]
