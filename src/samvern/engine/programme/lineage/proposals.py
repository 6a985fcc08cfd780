"""Which measures of an earlier programme may live on in which of a later one."""

from __future__ import annotations

from collections.abc import Iterable

from samvern.engine.programme.document import Programme
from samvern.engine.programme.lineage.assignment import Fixed, assign
from samvern.engine.programme.lineage.likeness import NO_HOLDERS, Comparer, Holders
from samvern.engine.programme.lineage.links import Link, LinkStatus


def propose_links(
    earlier: Programme,
    later: Programme,
    *,
    said: Iterable[Link] = (),
    holders: Holders = NO_HOLDERS,
    language: str = "nb",
) -> list[Link]:
    """Propose, by likeness of texts and owners, which measures are kin.

    Parameters
    ----------
    said
        What persons and programmes have said already; no proposal goes against it, or says it
        again. Proposals among them are passed over.
    holders
        Who holds today what each owner's name held.
    language
        The language whose texts are compared.

    Returns
    -------
    list of Link
        All ``proposed``, each with its likeness; by earlier, then later identifier. The order of
        measures in the programmes has no say.

    Examples
    --------
    >>> from samvern.engine.programme.document import Measure
    >>> def programme(*titles):
    ...     measures = tuple(
    ...         Measure(f"1.{n}", "1", {"nb": title}) for n, title in enumerate(titles, start=1)
    ...     )
    ...     return Programme("P", {"nb": "P"}, "Somebody", measures=measures)
    >>> before = programme("Nasjonale beredskapsøvelser", "Oversikt over kritisk infrastruktur")
    >>> after = programme("Kart over leverandører", "Øvelser i beredskap")
    >>> [link.ends for link in propose_links(before, after)]
    [('1.1', '1.2')]
    """
    comparer = Comparer(earlier, later, holders=holders, language=language)
    rows = {measure.id: row for row, measure in enumerate(comparer.earlier)}
    columns = {measure.id: column for column, measure in enumerate(comparer.later)}
    same = [(row, columns[code]) for code, row in rows.items() if code in columns]
    pairs = assign(comparer.scores, _fixed(rows, columns, said), same=same)
    return [
        Link(
            comparer.earlier[row].id,
            comparer.later[column].id,
            LinkStatus.PROPOSED,
            comparer.likeness(row, column),
        )
        for row, column in pairs
    ]


def _fixed(rows: dict[str, int], columns: dict[str, int], said: Iterable[Link]) -> Fixed:
    known = [link for link in said if link.earlier in {"", *rows} and link.later in {"", *columns}]
    settled = [link for link in known if link.is_settled]
    rejected = [
        link for link in known if link.status is LinkStatus.REJECTED and link.is_between_two
    ]
    return Fixed(
        links=frozenset(
            (rows[link.earlier], columns[link.later]) for link in settled if link.is_between_two
        ),
        rejected=frozenset((rows[link.earlier], columns[link.later]) for link in rejected),
        earlier_without=frozenset(rows[link.earlier] for link in settled if not link.later),
        later_without=frozenset(columns[link.later] for link in settled if not link.earlier),
    )
