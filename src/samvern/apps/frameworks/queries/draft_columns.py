"""What the columns of a table in waiting are likely to stand for, for its owner to confirm."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from samvern.apps.frameworks.incoming import IncomingTable
from samvern.apps.frameworks.models import RequirementSet, SetDraft
from samvern.apps.frameworks.queries.documents import document_of
from samvern.apps.frameworks.queries.drafts import (
    DraftRow,
    draft_for,
    draft_row,
    draft_table,
    only_tables,
    remembered_for,
)
from samvern.base.viewer import Viewer
from samvern.engine.errors import NotFound
from samvern.engine.frameworks import Framework
from samvern.engine.frameworks.table_import import (
    REFERENCES,
    SheetMapping,
    guess_columns,
    mapping_from_plain,
)
from samvern.engine.tables import (
    ColumnUse,
    Guess,
    Heading,
    Line,
    column_letters,
    columns_from,
    columns_guessed,
    rows_below,
    text_of,
)

_SAMPLES: Final = 3


@dataclass(frozen=True)
class ColumnRow:
    """A column of a table; ``likeness`` is 0 to 100 for a guess, 100 for what somebody has said."""

    letters: str
    use: ColumnUse
    samples: tuple[str, ...]
    likeness: int


@dataclass(frozen=True)
class ColumnsPage:
    """A table in waiting whose columns its owner is to say the meaning of.

    ``said_of`` is the file that the answers were given for before, if it was another one.
    ``reference_sets`` are the codes of sets that a column of references may be about.
    """

    draft: DraftRow
    sheets: tuple[str, ...]
    sheet: str
    heading: Heading
    mapping: SheetMapping
    columns: tuple[ColumnRow, ...]
    said_of: str
    is_guessed: bool
    reference_sets: tuple[str, ...]


def columns_page(viewer: Viewer, draft_id: int) -> ColumnsPage:
    """What the columns of a table in waiting are likely to stand for.

    Raises
    ------
    NotFound
        ``import.draft_unknown``.
    """
    draft = only_tables(draft_for(viewer, draft_id))
    if draft.laid_over is None:
        raise NotFound("import.draft_unknown")
    table = draft_table(draft)
    heading = table.heading
    rows = list(rows_below(table.sheet.rows, heading))
    framework = document_of(draft.laid_over)
    guesses = guess_columns(heading, rows, framework)
    said, name = _said_before(viewer, draft, heading)
    mapping = said or SheetMapping(columns_guessed(heading, guesses))
    return ColumnsPage(
        draft=draft_row(draft),
        sheets=table.sheet.others,
        sheet=table.sheet.name,
        heading=heading,
        mapping=mapping,
        columns=tuple(_columns(rows, mapping, None if said else guesses)),
        said_of=name,
        is_guessed=said is None,
        reference_sets=_reference_sets(viewer, framework, mapping, guesses),
    )


def proposed_mapping(
    viewer: Viewer, found: RequirementSet, table: IncomingTable
) -> tuple[SheetMapping, str]:
    """What the columns of a table are likely to stand for, and the file that is remembered from.

    The name is empty when they are guessed.
    """
    heading = table.heading
    kept = remembered_for(viewer, found.code, heading)
    if kept is not None:
        return _on(heading, mapping_from_plain(kept.mapping)), kept.name
    rows = list(rows_below(table.sheet.rows, heading))
    guesses = guess_columns(heading, rows, document_of(found))
    return SheetMapping(columns_guessed(heading, guesses)), ""


def _said_before(
    viewer: Viewer, draft: SetDraft, heading: Heading
) -> tuple[SheetMapping | None, str]:
    """What was said of this file, or of an earlier one with the same headings."""
    if draft.mapping is not None:
        return mapping_from_plain(draft.mapping), ""
    mine = SetDraft.objects.visible_to(viewer).filter(signature=heading.signature)
    earlier = mine.exclude(pk=draft.pk).defer("content", "document").first()
    if earlier is not None and earlier.mapping is not None:
        return _on(heading, mapping_from_plain(earlier.mapping)), earlier.file_name
    code = draft.laid_over.code if draft.laid_over else ""
    kept = remembered_for(viewer, code, heading)
    if kept is not None:
        return _on(heading, mapping_from_plain(kept.mapping)), kept.name
    return None, ""


def _on(heading: Heading, mapping: SheetMapping) -> SheetMapping:
    """What was said of another table. That one added to its set is not said of this one."""
    targets = {use.target for use in mapping.columns}
    return replace(mapping, columns=columns_from(mapping.columns, heading, targets), adds_new=False)


def _columns(
    rows: Sequence[Line], mapping: SheetMapping, guesses: Sequence[Guess] | None
) -> Iterator[ColumnRow]:
    for place, use in enumerate(mapping.columns):
        said = 100 if use.target else 0
        yield ColumnRow(
            letters=column_letters(place),
            use=use,
            samples=_samples(rows, place),
            likeness=guesses[place].likeness if guesses else said,
        )


def _samples(rows: Iterable[Line], place: int) -> tuple[str, ...]:
    found: list[str] = []
    for line in rows:
        text = text_of(line.cells[place]) if place < len(line.cells) else ""
        if text and text not in found:
            found.append(text)
        if len(found) == _SAMPLES:
            break
    return tuple(found)


def _reference_sets(
    viewer: Viewer, framework: Framework, mapping: SheetMapping, guesses: Iterable[Guess]
) -> tuple[str, ...]:
    """Codes of other sets: those that are here, pointed at already, said or guessed."""
    here = set(RequirementSet.objects.visible_to(viewer).values_list("code", flat=True))
    pointed = {ref.framework for each in framework.requirements for ref in each.references}
    targets = [use.target for use in mapping.columns] + [guess.target for guess in guesses]
    said = {each.removeprefix(REFERENCES) for each in targets if each.startswith(REFERENCES)}
    return tuple(sorted((here | pointed | said) - {framework.id}))
