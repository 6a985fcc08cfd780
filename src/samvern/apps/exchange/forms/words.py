"""What words mean that are not ours, and what stands between several names in a cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django import forms

from samvern.apps.exchange.pages.words import NOTHING, AskedSeparator, AskedWord
from samvern.engine.programme.table_import import ColumnUse, TableMapping


class WordsForm(forms.Form):
    """A choice for each word, told apart by column and number, and for each column of names."""

    def __init__(
        self,
        *args: Any,
        mapping: TableMapping,
        words: Iterable[AskedWord],
        separators: Iterable[AskedSeparator],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._mapping = mapping
        self._words = {
            f"word-{asked.places[0]}-{number}": asked for number, asked in enumerate(words)
        }
        self._separators = {f"separator-{asked.place}": asked for asked in separators}
        for name, word in self._words.items():
            self._add(name, word, word.meaning, is_required=False)
            self.fields[name].help_text = word.hint
        for name, column in self._separators.items():
            self._add(name, column, column.mark, is_required=True)

    def _add(
        self, name: str, asked: AskedWord | AskedSeparator, initial: str, *, is_required: bool
    ) -> None:
        self.fields[name] = forms.ChoiceField(
            label=asked.label, choices=asked.choices, initial=initial, required=is_required
        )

    @property
    def words_by_column(self) -> dict[tuple[int, ...], list[forms.BoundField]]:
        """The fields of the words, by the columns that they stand in."""
        found: dict[tuple[int, ...], list[forms.BoundField]] = {}
        for name, asked in self._words.items():
            found.setdefault(asked.places, []).append(self[name])
        return found

    def separator_of(self, place: int) -> forms.BoundField:
        """The field of what stands between the names of a column."""
        return self[f"separator-{place}"]

    @property
    def said(self) -> TableMapping:
        """The mapping with what the answers say of words and separators."""
        columns = list(self._mapping.columns)
        for name, column in self._separators.items():
            columns[column.place] = replace(
                columns[column.place], separator=self.cleaned_data[name]
            )
        for name, word in self._words.items():
            for place in word.places:
                use = columns[place]
                columns[place] = _with_word(use, word.word, self.cleaned_data[name])
        return replace(self._mapping, columns=tuple(columns))


def _with_word(use: ColumnUse, word: str, meaning: str) -> ColumnUse:
    words: Mapping[str, str] = {other: said for other, said in use.words.items() if other != word}
    if meaning:
        words = {**words, word: "" if meaning == NOTHING else meaning}
    return replace(use, words=words)
