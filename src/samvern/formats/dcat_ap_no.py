"""A catalogue of guidance as open data: DCAT-AP-NO 3 in JSON-LD, for data.norge.no to harvest.

The catalogue is described as one dataset, with a distribution for each file that it can be fetched
as: what it lists are guides, not data. Who publishes it and where the files lie is for the
publisher to say; nothing of that is made up.

Rules, from github.com/Informasjonsforvaltning/dcat-ap-no: mandatory properties of each class as in
:data:`MANDATORY`; a contact point has an e-mail address or a page; languages, themes, access rights
and licences are those of the EU's authority tables; a publisher goes by its number in the register.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, BinaryIO, Final, Literal

from samvern.engine.errors import InvalidInput, Problem
from samvern.engine.guidance import GuidanceCatalogue
from samvern.engine.org_number import is_org_number
from samvern.engine.programme.document import Text
from samvern.formats import trees

#: What DCAT-AP-NO 3 demands of each class that is used here.
MANDATORY: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "dcat:Catalog": (
            "dct:title",
            "dct:description",
            "dct:identifier",
            "dct:publisher",
            "dcat:contactPoint",
        ),
        "dcat:Dataset": (
            "dct:title",
            "dct:description",
            "dct:identifier",
            "dct:publisher",
            "dcat:contactPoint",
            "dcat:theme",
        ),
        "dcat:Distribution": ("dcat:accessURL",),
        "foaf:Agent": ("foaf:name",),
        "vcard:Organization": ("vcard:fn",),
    }
)

CONTEXT: Final[Mapping[str, str]] = MappingProxyType(
    {
        "dcat": "http://www.w3.org/ns/dcat#",
        "dct": "http://purl.org/dc/terms/",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "vcard": "http://www.w3.org/2006/vcard/ns#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }
)

_EU: Final = "http://publications.europa.eu/resource/authority"
_ORGANISATIONS: Final = "https://organization-catalog.fellesdatakatalog.digdir.no/organizations"
_MEDIA_TYPES: Final = "https://www.iana.org/assignments/media-types"
_LANGUAGES: Final = MappingProxyType({"nb": "NOB", "nn": "NNO", "en": "ENG"})

#: How each kind of file is told: its media type.
_MEDIA: Final[Mapping[str, str]] = MappingProxyType(
    {"yaml": "application/yaml", "json": "application/json"}
)

_ADDRESS: Final = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
_EMAIL: Final = re.compile(r"[^@\s<>\"]+@[^@\s<>\"]+\.[^@\s<>\".]+")


@dataclass(frozen=True)
class PublishedFile:
    """A file in which the catalogue can be fetched, and where."""

    address: str
    kind: Literal["yaml", "json"]


@dataclass(frozen=True)
class Publication:
    """What only the publisher can say.

    Parameters
    ----------
    org_number
        The publisher's number in the register of entities.
    name
        The publisher's name.
    base
        The address under which the catalogue and its dataset get their own.
    email, contact_page
        At least one way to ask and to complain.
    files
        Where the catalogue can be fetched.
    licence
        The end of the licence's address in the EU's table, such as ``CC_BY_4_0``.
    modified_on
        The day the catalogue last changed.
    """

    org_number: str
    name: str
    base: str
    email: str = ""
    contact_page: str = ""
    files: tuple[PublishedFile, ...] = ()
    licence: str = ""
    modified_on: date | None = None


def write(catalogue: GuidanceCatalogue, publication: Publication, stream: BinaryIO) -> None:
    """Write the description as JSON-LD.

    Raises
    ------
    InvalidInput
        ``dcat.invalid`` with everything that is missing or cannot be used.
    """
    stream.write(trees.as_json(checked_description(catalogue, publication)).encode())


def checked_description(
    catalogue: GuidanceCatalogue, publication: Publication
) -> dict[str, object]:
    """The description as plain values. Raises as :func:`write` does."""
    _check(catalogue, publication)
    return description(catalogue, publication)


def description(catalogue: GuidanceCatalogue, publication: Publication) -> dict[str, object]:
    """The description as plain values, unchecked."""
    base = publication.base.rstrip("/")
    return {
        "@context": dict(CONTEXT),
        "@graph": [
            *_catalogue(catalogue, publication, base),
            _said(
                {
                    "@id": _organisation(publication),
                    "@type": "foaf:Agent",
                    "dct:identifier": publication.org_number,
                    "foaf:name": publication.name,
                }
            ),
            _said(
                {
                    "@id": f"{base}/contact",
                    "@type": "vcard:Organization",
                    "vcard:fn": publication.name,
                    "vcard:hasEmail": _link(publication.email and f"mailto:{publication.email}"),
                    "vcard:hasURL": _link(publication.contact_page),
                }
            ),
        ],
    }


def _catalogue(
    catalogue: GuidanceCatalogue, publication: Publication, base: str
) -> Iterator[dict[str, object]]:
    """The catalogue, its one dataset, and the files of that."""
    dataset = f"{base}/{catalogue.id}"
    licence = _link(publication.licence and f"{_EU}/licence/{publication.licence}")
    common = {
        "dct:title": _texts(catalogue.title),
        "dct:description": _texts(catalogue.description),
        "dct:publisher": _link(_organisation(publication)),
        "dcat:contactPoint": _link(f"{base}/contact"),
        "dct:language": [_link(f"{_EU}/language/{code}") for code in _codes(catalogue)],
        "dct:modified": _day(publication.modified_on),
    }
    yield _said(
        {"@id": base, "@type": "dcat:Catalog", "dct:identifier": base}
        | common
        | {
            "dct:license": licence,
            "dcat:themeTaxonomy": _link(f"{_EU}/data-theme"),
            "dcat:dataset": _link(dataset),
        }
    )
    files = [f"{dataset}/{number}" for number, _file in enumerate(publication.files, start=1)]
    yield _said(
        {"@id": dataset, "@type": "dcat:Dataset", "dct:identifier": dataset}
        | common
        | {
            "dcat:theme": _link(f"{_EU}/data-theme/HEAL"),
            "dct:accessRights": _link(f"{_EU}/access-right/PUBLIC"),
            "dcat:version": catalogue.version,
            "dcat:keyword": [
                each for subject in catalogue.subjects for each in _texts(subject.title)
            ],
            "dcat:distribution": [_link(each) for each in files],
        }
    )
    for identifier, file in zip(files, publication.files, strict=True):
        yield _said(
            {
                "@id": identifier,
                "@type": "dcat:Distribution",
                "dct:title": _texts(catalogue.title),
                "dcat:accessURL": _link(file.address),
                "dcat:downloadURL": _link(file.address),
                "dcat:mediaType": _link(f"{_MEDIA_TYPES}/{_MEDIA[file.kind]}"),
                "dct:license": licence,
            }
        )


def missing(graph: Sequence[Mapping[str, object]]) -> list[tuple[str, str]]:
    """The mandatory properties that nodes of a graph lack: class and property.

    Examples
    --------
    >>> missing([{"@type": "foaf:Agent"}, {"@type": "dcat:Distribution", "dcat:accessURL": "a"}])
    [('foaf:Agent', 'foaf:name')]
    """
    return [
        (str(node["@type"]), name)
        for node in graph
        for name in MANDATORY[str(node["@type"])]
        if not node.get(name)
    ]


def _check(catalogue: GuidanceCatalogue, publication: Publication) -> None:
    problems = list(_problems(publication))
    graph: Any = description(catalogue, publication)["@graph"]
    for kind, name in missing(graph):
        problems.append(Problem.of("dcat.missing", where=kind, name=name))
    if problems:
        raise InvalidInput("dcat.invalid", problems=problems, name=catalogue.id)


def _problems(publication: Publication) -> Iterator[Problem]:
    if not is_org_number(publication.org_number):
        found = publication.org_number
        yield Problem.of("dcat.publisher_number", where="publisher", found=found)
    if not publication.email and not publication.contact_page:
        yield Problem.of("dcat.contact_missing", where="contact")
    if publication.email and not _EMAIL.fullmatch(publication.email):
        yield Problem.of("dcat.email_malformed", where="contact", found=publication.email)
    addresses = {
        "base": publication.base,
        "contact page": publication.contact_page,
        **{f"file {number}": each.address for number, each in enumerate(publication.files, 1)},
    }
    for where, address in addresses.items():
        if (address or where == "base") and not _ADDRESS.fullmatch(address):
            yield Problem.of("dcat.address_malformed", where=where, found=address)
    if publication.licence and not re.fullmatch(r"[0-9A-Z_]+", publication.licence):
        yield Problem.of("dcat.licence_malformed", where="licence", found=publication.licence)


def _organisation(publication: Publication) -> str:
    return f"{_ORGANISATIONS}/{publication.org_number}"


def _codes(catalogue: GuidanceCatalogue) -> list[str]:
    """The languages that entries have titles in."""
    spoken = set().union(*(entry.title for entry in catalogue.entries), catalogue.title)
    return [code for language, code in _LANGUAGES.items() if language in spoken]


def _texts(text: Text) -> list[dict[str, str]]:
    return [{"@value": text[each], "@language": each} for each in _LANGUAGES if each in text]


def _link(address: str) -> dict[str, str]:
    return {"@id": address} if address else {}


def _day(day: date | None) -> dict[str, str]:
    return {"@value": day.isoformat(), "@type": "xsd:date"} if day else {}


def _said(values: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in values.items() if value not in ("", [], {}, None)}
