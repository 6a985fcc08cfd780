"""What of a requirement a column of a table can stand for, guessed from its heading or confirmed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import Any, Final

from samvern.engine import tables
from samvern.engine.alphabet import search_key
from samvern.engine.errors import InvalidInput, Problem
from samvern.engine.frameworks.document import WORDED_FIELDS, Framework, WordingStatus
from samvern.engine.programme.document import LANGUAGES
from samvern.engine.tables import NO_GUESS, SEPARATORS, ColumnUse, Guess, Heading, Line

#: What a target of references begins with; the code of the other set comes after it.
REFERENCES: Final = "references:"

_TARGETS: Final = frozenset(
    {
        *("id", "parent", "priority", "guidance"),
        *(f"{name}.{language}" for name in WORDED_FIELDS for language in LANGUAGES),
    }
)
_CODE_OF_SET: Final = re.compile(r"[0-9A-Za-zÆØÅæøå][0-9A-Za-zÆØÅæøå._-]{0,59}")
#: "ISO/IEC 27002:2022" and "ISO 27001" in a heading, by the number of the standard.
_ISO: Final = re.compile(r"\biso\b.*?(\d{5})")

_NAMES: Final[Mapping[str, str]] = {
    "id": "id | nr | nr. | nummer | tiltak nr | tiltak-id | tiltaksnr | tiltaksnummer | krav nr | "
    "kravnummer | krav-id | kode | identifikator | code | number | no. | requirement id | "
    "control id | control | measure id | ref | #",
    "title": "tittel | tiltak | krav | navn | namn | tiltakstittel | kravtittel | overskrift | "
    "title | name | measure | requirement | control title",
    "title.nb": "tittel (bokmål) | tittel bokmål | tittel nb | title nb | title (nb)",
    "title.nn": "tittel (nynorsk) | tittel nynorsk | tittel nn | title nn | title (nn)",
    "title.en": "tittel (engelsk) | tittel engelsk | tittel en | title en | title (en) | "
    "english title | title (english)",
    "text": "tekst | beskrivelse | skildring | tiltakstekst | tiltaksbeskrivelse | kravtekst | "
    "beskrivelse av tiltaket | innhold | ordlyd | text | description | wording | "
    "requirement text",
    "text.nb": "tekst (bokmål) | tekst bokmål | tekst nb | beskrivelse (bokmål) | text nb",
    "text.nn": "tekst (nynorsk) | tekst nynorsk | tekst nn | skildring (nynorsk) | text nn",
    "text.en": "tekst (engelsk) | tekst engelsk | tekst en | text en | english text | "
    "description en | english description",
    "parent": "overordnet | overordna | prinsipp | prinsipp nr | del av | parent | part of",
    "priority": "prioritet | prioritering | prioritetsgruppe | prioritert gruppe | gruppe | "
    "priority | priority group",
    "guidance": "veiledning | rettleiing | veiledere | rettleiarar | guidance",
}
_SYNONYMS: Final[Mapping[str, str]] = MappingProxyType(
    {search_key(name): target for target, names in _NAMES.items() for name in names.split(" | ")}
)

#: Headings that stand for nothing that can be taken in, and must not be taken for what is alike.
_IGNORED: Final = frozenset(
    map(
        search_key,
        (
            *("status", "kommentar", "kommentarer", "merknad", "comment", "comments", "ansvarlig"),
            *("eier", "frist", "kategori", "category", "sist endret", "dato", "date"),
        ),
    )
)

#: What is said with yes or no, beside the columns.
_SWITCHES: Final = ("removes_missing", "adds_new")
_OPTIONS: Final = {"status", *_SWITCHES}


@dataclass(frozen=True)
class SheetMapping:
    """What somebody confirmed that the columns of a table stand for.

    ``status`` is how far the wordings of the table can be taken for the publisher's own: it is
    for whoever has the file to say. ``removes_missing`` takes away requirements that the table
    does not have; they are kept otherwise. ``adds_new`` adds those that the set does not have;
    they are errors otherwise, since which requirements a set has is for its publisher to say.
    """

    columns: tuple[ColumnUse, ...]
    status: WordingStatus = WordingStatus.UNSTATED
    removes_missing: bool = False
    adds_new: bool = False

    def used(self) -> Iterator[tuple[int, ColumnUse]]:
        """The columns that are used, each with its position from 0."""
        return ((place, use) for place, use in enumerate(self.columns) if use.target)


def is_target(target: str) -> bool:
    """Whether a column can stand for this.

    Examples
    --------
    >>> is_target("title.nb"), is_target("references:iso-27002"), is_target("colour")
    (True, True, False)
    """
    code = target.removeprefix(REFERENCES)
    return target in _TARGETS or (code != target and bool(_CODE_OF_SET.fullmatch(code)))


def find_heading(rows: Sequence[Line], *, row: int | None = None) -> Heading:
    """Find the heading below titles and notes, or read it where somebody says that it stands.

    Raises
    ------
    InvalidInput
        ``table.heading_row_unknown`` when nothing stands at ``row`` or below it.
    """
    return tables.find_heading(rows, lambda heading: len(_known(heading)), row=row)


def guess_columns(
    heading: Heading, rows: Iterable[Line], framework: Framework
) -> tuple[Guess, ...]:
    """Guess what each column stands for; no two columns stand for the same.

    A title or text without a language in its heading is in the one whose wordings it repeats, or
    else in the first language.
    """
    known = _known(heading)
    guesses = [known.get(place, NO_GUESS) for place in range(len(heading.titles))]
    taken = {guess.target for guess in guesses if guess.target}
    for place, title in enumerate(heading.titles):
        if title and place not in known and search_key(title) not in _IGNORED:
            guess = tables.alike(title, _SYNONYMS, _IGNORED)
            if guess.target and guess.target not in taken:
                guesses[place] = guess
                taken.add(guess.target)
    stored = {each.id: each for each in framework.requirements}

    def text(language: str, identifier: str, name: str) -> str:
        found = getattr(stored[identifier], name) if identifier in stored else {}
        return str(found.get(language, "")).strip()

    texts = {language: partial(text, language) for language in LANGUAGES}
    tables.settle_languages(guesses, list(rows), "id", WORDED_FIELDS, texts)
    return tuple(guesses)


def _known(heading: Heading) -> Mapping[int, Guess]:
    """The columns whose headings are the very words, by position."""
    found: dict[int, Guess] = {}
    taken: set[str] = set()
    for place, title in enumerate(heading.titles):
        key = search_key(title)
        standard = _ISO.search(key)
        target = f"{REFERENCES}iso-{standard[1]}" if standard else _SYNONYMS.get(key, "")
        if target and target not in taken:
            found[place] = Guess(target, 100)
            taken.add(target)
    return found


def check_mapping(mapping: SheetMapping) -> None:
    """Refuse a mapping that cannot be used.

    Raises
    ------
    InvalidInput
        ``mapping.invalid`` with all problems.
    """
    problems: list[Problem] = []
    first: dict[str, str] = {}
    for place, use in mapping.used():
        where = f"columns[{place}]"
        if not is_target(use.target):
            known = ", ".join((*sorted(_TARGETS), f"{REFERENCES}…"))
            problems.append(
                Problem.of(
                    "mapping.requirement_target", where=where, found=use.target[:60], known=known
                )
            )
        elif use.target in first:
            problems.append(
                Problem.of(
                    "mapping.target_twice",
                    where=where,
                    header=use.header[:60],
                    first=first[use.target][:60],
                )
            )
        elif use.separator not in SEPARATORS:
            known = " ".join(SEPARATORS)
            problems.append(
                Problem.of(
                    "mapping.separator_unknown", where=where, found=use.separator, known=known
                )
            )
        first.setdefault(use.target, use.header)
    if "id" not in first:
        problems.append(Problem.of("mapping.id_missing", where="columns"))
    elif len(first) == 1:
        problems.append(Problem.of("mapping.only_id", where="columns"))
    if mapping.status is WordingStatus.MISSING:
        problems.append(Problem.of("mapping.status_missing", where="status"))
    if problems:
        raise InvalidInput("mapping.invalid", problems=problems)


def mapping_to_plain(mapping: SheetMapping) -> dict[str, Any]:
    """The mapping as JSON can hold it.

    Examples
    --------
    >>> mapping_to_plain(SheetMapping((ColumnUse("Nr", "id"),)))["status"]
    'unstated'
    """
    return {
        "columns": tables.columns_to_plain(mapping.columns),
        "status": mapping.status.value,
        "removes_missing": mapping.removes_missing,
        "adds_new": mapping.adds_new,
    }


def mapping_from_plain(raw: object) -> SheetMapping:
    """The mapping from plain values that somebody sent; columns are told by their headings.

    Raises
    ------
    InvalidInput
        ``mapping.invalid`` with all problems.
    """
    values, problems = tables.options_of(raw, _OPTIONS)
    status = values.get("status", "unstated")
    if status not in list(WordingStatus):
        known = ", ".join(WordingStatus)
        problems.append(
            Problem.of("value.unknown", where="status", found=str(status)[:60], known=known)
        )
    switches = {name: values.get(name, False) for name in _SWITCHES}
    problems += [
        Problem.of("value.wrong_type", where=name, expected="boolean")
        for name, value in switches.items()
        if not isinstance(value, bool)
    ]
    columns, wrong = tables.columns_from_plain(values["columns"])
    if problems or wrong:
        raise InvalidInput("mapping.invalid", problems=[*problems, *wrong])
    return SheetMapping(columns, WordingStatus(status), **switches)
