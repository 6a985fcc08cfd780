"""Every table of a page as a file, from the same view and the same rows.

A page names its exports once; each table then links to its own, at the address of the page with
``file=<key>.csv`` or ``file=<key>.xlsx`` added. Since the same view answers, with the same viewer
and the same filters, a file never holds more than its page shows. In a module::

    def exports(found: CoveragePage) -> Exports:
        return Exports(found.programme.code, [Export("gaps", _("Gaps"), COLUMNS, found.rows)])

    return page_or_file(request, "programmes/coverage.html", {"exports": exports(found), ...})

    {% table _("Gaps") exports=exports.gaps %}
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO, Final, Generic, TypeVar, cast

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.http import content_disposition_header
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from samvern import __version__
from samvern.engine.errors import NotFound
from samvern.formats.tables import About, Cell, Column, write_csv, write_xlsx
from samvern.ui.parts import Link

Row = TypeVar("Row")

#: The parameter of an address that asks for a file in place of the page.
PARAMETER: Final = "file"

#: How a workbook writes a share (0..1), and a number with one decimal.
SHARE: Final = "0.0 %"
ONE_DECIMAL: Final = "0.0"

_TYPES: Final[Mapping[str, str]] = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

#: A file of more bytes than this is made on disk.
_IN_MEMORY: Final = 2**20

#: Parameters that say where in a table the reader is; a file holds all of it.
_POSITION: Final = (PARAMETER, "page", "cursor", "dense")


@dataclass(frozen=True)
class ExportColumn(Generic[Row]):
    """A column of a file: its heading, what a row puts there, and how wide and written it is."""

    title: str | Promise
    cell: Callable[[Row], Cell]
    width: int = 20
    number_format: str = ""


@dataclass(frozen=True)
class Export(Generic[Row]):
    """A table of a page, as it goes into a file.

    ``key`` names it in the address, ``title`` for people. ``rows`` is gone through once, and only
    if the file is asked for, so that it may be a generator over any number of them. ``notes`` are
    sentences without which the figures say too much, such as how they were drawn.
    """

    key: str
    title: str
    columns: Sequence[ExportColumn[Row]]
    rows: Iterable[Row]
    notes: Sequence[str] = ()


class Exports:
    """The exports of a page.

    Parameters
    ----------
    name
        What the names of the files begin with, such as the code of a programme.
    exports
        One for each table, keys unique.
    facts
        What the tables of the page are about and rest on, as terms with their values: the
        programme, who published it, the filters in words.
    """

    def __init__(
        self,
        name: str,
        exports: Iterable[Export[Any]],
        *,
        facts: Iterable[tuple[str, str]] = (),
    ) -> None:
        self.name = name
        self.by_key = {export.key: export for export in exports}
        self.facts = tuple((term, value) for term, value in facts if value)

    def links(self, request: HttpRequest) -> dict[str, list[Link]]:
        """Where each table is to be had as a file, as the reader has narrowed it down."""
        return {
            key: [Link(kind.upper(), _address(request, f"{key}.{kind}")) for kind in _TYPES]
            for key in self.by_key
        }

    def file(self, asked: str, request: HttpRequest) -> HttpResponseBase:
        """A table as a file, made on disk if it is large, and sent piece by piece.

        Parameters
        ----------
        asked
            The key of a table and the kind of file, such as ``gaps.csv``.

        Raises
        ------
        NotFound
            ``file.unknown_kind`` for what the page does not have.
        """
        key, _dot, kind = asked.rpartition(".")
        export = self.by_key.get(key)
        if export is None or kind not in _TYPES:
            raise NotFound("file.unknown_kind")
        columns = [Column(str(c.title), c.width, c.number_format) for c in export.columns]
        rows = ([_in_words(column.cell(row)) for column in export.columns] for row in export.rows)
        file = _new_file()
        if kind == "csv":
            write_csv(columns, rows, file)
        else:
            write_xlsx(columns, rows, file, sheet=export.title, about=self._about(export, request))
        return _answer(file, f"{self.name}-{key}.{kind}" if self.name else asked)

    def _about(self, export: Export[Any], request: HttpRequest) -> About:
        page = request.build_absolute_uri(request.path + _query(request))
        return About(
            _("About the table"),
            [
                (_("Table"), export.title),
                *self.facts,
                (_("From the page"), page),
                (_("Taken out"), localtime()),
                (_("Made with"), f"Samvern {__version__}"),
                *((_("Note"), str(note)) for note in export.notes),
            ],
        )


def page_or_file(
    request: HttpRequest, template: str, context: Mapping[str, Any], *, status: int = 200
) -> HttpResponseBase:
    """The page, or the one of its tables that the address asks for as a file.

    ``context["exports"]`` are the :class:`Exports` of the page; the template finds the links of
    each table under its key.
    """
    exports: Exports = context["exports"]
    if asked := request.GET.get(PARAMETER):
        return exports.file(asked, request)
    shown = {**context, "exports": exports.links(request)}
    return render(request, template, shown, status=status)


def _in_words(cell: Cell) -> Cell:
    # A file would otherwise say True and False, in the language of the program.
    if isinstance(cell, bool):
        return _("Yes") if cell else _("No")
    return cell


def _new_file() -> BinaryIO:
    return cast("BinaryIO", tempfile.SpooledTemporaryFile(_IN_MEMORY))


def _answer(file: BinaryIO, name: str) -> HttpResponseBase:
    """A written file: a small one whole, a large one piece by piece from disk."""
    content_type = _TYPES[name.rpartition(".")[2]]
    size = file.tell()
    file.seek(0)
    if size > _IN_MEMORY:
        return FileResponse(file, as_attachment=True, filename=name, content_type=content_type)
    with file:
        answer = HttpResponse(file.read(), content_type=content_type)
    disposition = content_disposition_header(as_attachment=True, filename=name) or ""
    answer.headers["Content-Disposition"] = disposition
    return answer


def _address(request: HttpRequest, file: str) -> str:
    return _query(request, file) or "?"


def _query(request: HttpRequest, file: str = "") -> str:
    """The query of the page, or of a file of what it shows."""
    query = request.GET.copy()
    for parameter in _POSITION:
        query.pop(parameter, None)
    if file:
        query[PARAMETER] = file
    return f"?{query.urlencode()}" if query else ""
