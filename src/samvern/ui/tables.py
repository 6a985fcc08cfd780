"""What the reader has chosen to see of a table, read from the address of the page.

A view declares its columns once; the address then carries ``sort=-name``, ``column=cost`` (once
for each shown column) and ``dense=1``, so that a choice can be bookmarked and sent to others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.functional import Promise

#: Parameters of the address that no longer mean the same once the order has changed.
_POSITION = ("page", "cursor")


@dataclass(frozen=True)
class Column:
    """A column that a table can show.

    ``is_optional`` columns can be taken away by the reader; ``is_shown`` says whether the
    column is there when nothing has been chosen.
    """

    key: str
    label: str | Promise
    is_numeric: bool = False
    is_sortable: bool = True
    is_optional: bool = True
    is_shown: bool = True
    help: str | Promise = ""


@dataclass(frozen=True)
class Heading:
    """A column as the head of the table shows it.

    ``direction`` is ``"ascending"``, ``"descending"`` or empty when the table is not in this
    order; ``sort_url`` leads to the table in this order, or the reverse if it is already.
    """

    key: str
    label: str | Promise
    is_numeric: bool
    help: str | Promise
    sort_url: str
    direction: str


@dataclass(frozen=True)
class TableChoices:
    """The order, columns and density that the reader has chosen.

    ``shows`` says of each column's key whether it is shown; ``order`` is the key to sort by,
    with a minus in front when descending, as ``QuerySet.order_by`` wants it.
    """

    all_columns: tuple[Column, ...]
    shows: Mapping[str, bool]
    sort: str
    is_descending: bool
    is_dense: bool
    query: QueryDict

    @classmethod
    def read(
        cls, query: QueryDict, columns: Sequence[Column], *, default_sort: str
    ) -> TableChoices:
        """Read the choices from the address; what it does not say or gets wrong is as default.

        Parameters
        ----------
        query
            ``request.GET``.
        columns
            All columns of the table in order, keys unique.
        default_sort
            Key to sort by, with a minus in front for descending.
        """
        sortable = {column.key for column in columns if column.is_sortable}
        wanted = query.get("sort", "")
        order = wanted if wanted.removeprefix("-") in sortable else default_sort
        chosen = set(query.getlist("column"))
        shows = {
            column.key: not column.is_optional
            or (column.key in chosen if chosen else column.is_shown)
            for column in columns
        }
        return cls(
            all_columns=tuple(columns),
            shows=shows,
            sort=order.removeprefix("-"),
            is_descending=order.startswith("-"),
            is_dense=query.get("dense") == "1",
            query=query,
        )

    @property
    def order(self) -> str:
        """The chosen order, such as ``name`` or ``-name``."""
        return f"-{self.sort}" if self.is_descending else self.sort

    @property
    def columns(self) -> list[Heading]:
        """The shown columns, in order."""
        return [self._heading(column) for column in self.all_columns if self.shows[column.key]]

    @property
    def optional_columns(self) -> list[tuple[Column, bool]]:
        """The columns that the reader may take away, each with whether it is shown."""
        return [(c, self.shows[c.key]) for c in self.all_columns if c.is_optional]

    @property
    def kept_parameters(self) -> list[tuple[str, str]]:
        """What a form that changes the columns must send along: the rest of the address."""
        replaced = {"column", "dense", *_POSITION}
        return [
            (key, value)
            for key, values in self.query.lists()
            if key not in replaced
            for value in values
        ]

    def query_with(self, **changes: object) -> str:
        """The address's query with some parameters changed, or taken out when None."""
        query = self.query.copy()
        for key, value in changes.items():
            query.pop(key, None)
            if value is not None:
                query[key] = str(value)
        return f"?{query.urlencode()}"

    def _heading(self, column: Column) -> Heading:
        is_current = column.key == self.sort
        direction = ("descending" if self.is_descending else "ascending") if is_current else ""
        reverse = f"-{column.key}" if direction == "ascending" else column.key
        without_position = dict.fromkeys(_POSITION)
        return Heading(
            key=column.key,
            label=column.label,
            is_numeric=column.is_numeric,
            help=column.help,
            sort_url=self.query_with(sort=reverse, **without_position)
            if column.is_sortable
            else "",
            direction=direction,
        )
