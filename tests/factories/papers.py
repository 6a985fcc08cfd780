"""Papers with one of everything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any, Final

from samvern.engine.papers import (
    Bar,
    Bars,
    Between,
    Block,
    Chart,
    DecisionBox,
    Facts,
    Figure,
    FigureTable,
    Gantt,
    GanttRow,
    Heading,
    Items,
    KeyFigures,
    Kind,
    Line,
    Lines,
    Milestone,
    Notice,
    NoticeTone,
    PageBreak,
    Paper,
    PaperKind,
    Paragraph,
    ShareRow,
    Shares,
    Source,
    SourceList,
    Span,
    TableColumn,
    Tag,
    Tone,
    words,
)

#: The days of the figures in these papers.
REPORTED_ON: Final = date(2026, 12, 31)
MEASURED_ON: Final = date(2027, 1, 15)
AS_OF: Final = date(2027, 2, 1)

SOURCES: Final = (
    Source(
        "round", "Rapporteringsrunde 2026-H2", "rapport fra 12 tiltakseiere", "https://x.example/r"
    ),
    Source("study", "Effektstudie av øvelser"),
)


def share(value: float | None = 0.874, **changes: Any) -> Figure:
    """A share with its interval."""
    known: dict[str, Any] = {} if value is None else {"low": 0.8, "high": 0.93, "level": 0.95}
    return replace(Figure(value, "study", MEASURED_ON, kind=Kind.SHARE, **known), **changes)


def count(value: float = 12, **changes: Any) -> Figure:
    """A count."""
    return replace(Figure(value, "round", REPORTED_ON), **changes)


def table(said: str = "Tiltak", rows: int = 3, **changes: Any) -> FigureTable:
    """A table with a column of each kind."""
    columns = (
        TableColumn(f"Navn {said}", width=3),
        TableColumn("Brukt", Kind.NUMBER, unit="mill. kr", decimals=1),
        TableColumn("Effekt", Kind.SHARE, source="study", as_of=MEASURED_ON),
        TableColumn("Neste milepæl", Kind.DAY),
        TableColumn("Status", Kind.TAG),
    )
    tones = tuple(Tone)
    cells = tuple(
        (
            f"{said} {at + 1}",
            None if at % 5 == 4 else 1234.5 + at,
            Between(0.12, 0.05, 0.19) if at % 2 else 0.1,
            date(2027, 1 + at % 12, 1),
            Tag(f"{said}", tones[at % len(tones)]),
        )
        for at in range(rows)
    )
    made = FigureTable(f"Hva er gjort? {said}", columns, cells, "round", REPORTED_ON)
    return replace(made, **changes)


def charts(said: str = "Øvelser") -> Iterator[Chart]:
    """A chart of each kind."""
    stated: dict[str, Any] = {
        "alt": f"Bildet viser {said}.",
        "source": "study",
        "as_of": MEASURED_ON,
    }
    yield Chart(
        f"Hvem har øvd? {said}",
        Bars(
            (Bar(said, 0.42), Bar(f"Lengre navn på {said}", 0.87), Bar("Ukjent", None)), 0.6, "Mål"
        ),
        x_title="Andel som har øvd",
        kind=Kind.SHARE,
        **stated,
    )
    yield Chart(
        f"Hvor mye har det hjulpet? {said}",
        Bars((Bar(said, 1.5, -0.4, 3.1), Bar("Andre", -2.0, -3.0, -1.0))),
        x_title="Endring",
        unit="dager",
        level=0.95,
        **stated,
    )
    yield Chart(
        f"Går det fort nok? {said}",
        Lines(
            ("2024", "2025", "2026", "2027", "2028"),
            (
                Line(
                    said,
                    (10, 14, 22, None, None),
                    (8, 12, 19, None, None),
                    (12, 16, 25, None, None),
                ),
                Line("Andre", (9, None, 12, None, None)),
            ),
            (10, 20, 30, 40, 50),
            "Målbane",
        ),
        x_title="År",
        y_title="Virksomheter",
        level=0.95,
        **stated,
    )
    yield Chart(
        f"Hva svarer de? {said}",
        Shares(
            ("Oppfylt", "Delvis", "Ikke", "Vet ikke"),
            (ShareRow(said, (0.4, 0.3, 0.2, 0.1), 120), ShareRow("Andre", (0.9, 0.05, 0.0, 0.05))),
        ),
        kind=Kind.SHARE,
        **stated,
    )
    yield Chart(
        f"Når skjer hva? {said}",
        Gantt(
            ("2027-1", "2027-2", "2028-1", "2028-2"),
            (
                GanttRow(said, "Område A", (Span(0, 1),), (Milestone("Beslutning", 1, True),)),
                GanttRow("Etterpå", "Område A", (Span(2, 3, is_conditional=True),)),
                GanttRow(
                    "For seg", "Område B", (Span(0, 0), Span(2, 2)), (Milestone("Ferdig", 2),)
                ),
            ),
        ),
        **stated,
    )


def blocks(said: str = "øvelser") -> Iterator[Block]:
    """One of every block, with the same words in each."""
    yield Heading(f"Kort sagt {said}")
    yield Paragraph(
        words("Av %(all)s er %(share)s ferdig: %(said)s.", all=count(), share=share(), said=said),
        is_lead=True,
    )
    yield KeyFigures(((f"ferdig {said}", share()), ("tiltak", count()), ("ukjent", share(None))))
    yield Notice(said, (words(said), words("Se %(n)s.", n=count(3))), NoticeTone.WARNING)
    yield Heading(f"Hvordan går det? {said}", 2)
    yield table(said)
    yield from charts(said)
    yield PageBreak()
    yield Heading("Videre")
    yield Heading(said, 2)
    yield Heading("Detaljer", 3)
    yield Items(((said,), words("Brukt %(n)s.", n=count(1234567.5, unit="kr"))))
    yield Facts(((f"Eier {said}", (said,)), ("Start", (count(3, unit="dager"),))))
    yield DecisionBox(f"Vi ber om {said}", ((said,), words("Ta %(n)s.", n=count(2))), ((said,),))
    yield Heading("Kilder")
    yield SourceList()


def paper(
    kind: PaperKind = PaperKind.YEARLY_REPORT, said: str = "øvelser", **changes: Any
) -> Paper:
    """A paper with one of everything."""
    made = Paper(
        kind=kind,
        language="nb",
        title=f"Status {said}",
        as_of=AS_OF,
        snapshot="ab" * 32,
        publisher="Helsedirektoratet",
        sources=SOURCES,
        blocks=tuple(blocks(said)),
        subtitle=f"Tall {said}",
        mark="Utkast",
        reference="IE-1125",
    )
    return replace(made, **changes)


#: A sentence as long as they are in such papers.
SENTENCE: Final = (
    "Tiltaket er i gang hos de fleste virksomhetene, og eierne melder om færre avvik enn i fjor. "
)


def board_status(rows: int = 6, sentences: int = 2, **changes: Any) -> Paper:
    """A status for a board as it could be laid before one."""
    lights = table(
        "Øvelse med ledelsen", rows, may_be_cut=True, caption="Hva trenger styret å se på?"
    )
    said = (
        Paragraph(words("%(n)s av tiltakene er i rute.", n=share()), is_lead=True),
        KeyFigures((("i rute", share()), ("tiltak", count(42)), ("mill. kr brukt", count(81.5)))),
        Paragraph((SENTENCE * sentences,)),
        lights,
        next(charts("Store sykehus")),
        DecisionBox("Styret bes om å", (("ta statusen til orientering",), ("be om en plan",))),
        SourceList(),
    )
    title = "Hvordan går det med programmet?"
    return paper(PaperKind.BOARD_STATUS, **{"title": title, "blocks": said, **changes})


def yearly_report(areas: int = 8, measures: int = 5, **changes: Any) -> Paper:
    """A long report: for each focus area its figures, charts and measures."""
    said: list[Block] = [Heading("Kort sagt"), *blocks("hele sektoren")][:-2]
    for area in range(1, areas + 1):
        name = f"Innsatsområde {area}"
        said += [Heading(name), Paragraph(words("%(n)s er i rute.", n=share()), is_lead=True)]
        said += [Paragraph((SENTENCE * 6,)), *charts(name), table(name, 12)]
        for number in range(1, measures + 1):
            said += [
                Heading(f"Tiltak {area}.{number}", 2),
                Paragraph((SENTENCE * 8,)),
                Facts(
                    (("Eier", ("Helsedirektoratet",)), ("Brukt", (count(3.5, unit="mill. kr"),)))
                ),
                KeyFigures((("ferdig", share()), ("virksomheter", count(17)))),
                Paragraph(words(SENTENCE * 6 + "%(n)s har øvd.", n=share())),
                table(f"Milepæler {area}.{number}", 10),
            ]
    said += [Heading("Kilder"), SourceList()]
    return paper(**{"blocks": tuple(said), "title": "Årsrapport 2026", **changes})
