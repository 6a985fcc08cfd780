"""The names that reading and writing share."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final
from urllib.parse import quote, unquote
from uuid import NAMESPACE_URL, uuid5

from samvern.engine.frameworks import Reference

#: What is written; read is every version of the catalog model that looks the same.
OSCAL_VERSION: Final = "1.2.1"
READABLE: Final = re.compile(r"1\.[0-2]\.[0-9]+(-[0-9A-Za-z.-]+)?")

#: Properties that are ours.
NAMESPACE: Final = "https://samvern.no/ns/oscal"

#: NIST SP 800-53 revision 5 with all its parameters and guidance takes about 10 MB.
MAX_BYTES: Final = 32 * 2**20

#: Fields of a set that hold a text by language, as properties of the metadata.
TEXTS: Final = ("title", "description", "source", "licence")

_BEGINNING: Final = re.compile(
    rb'(?:\xef\xbb\xbf)?\s{0,999}\{\s{0,999}(?:"\$schema"\s*:\s*"[^"]{0,999}"\s*,\s*)?"([a-z-]{1,40})"\s*:'
)
_NOT_OF_A_CODE: Final = re.compile(r"[^0-9A-Za-zÆØÅæøå._-]+")
_CODED: Final = re.compile(r"_([0-9a-f]{1,6})_")
_SAFE: Final = re.compile(r"[0-9A-Za-z.-]")


class Model(StrEnum):
    """The models that are read and written, as their files begin."""

    CATALOG = "catalog"
    PROFILE = "profile"
    MAPPINGS = "mapping-collection"


def model_of(content: bytes) -> Model | None:
    """Which model a file begins as; None for any other file.

    Examples
    --------
    >>> model_of(b' { "catalog": {'), model_of(b"framework: {id: f}")
    (<Model.CATALOG: 'catalog'>, None)
    """
    found = _BEGINNING.match(content)
    name = found[1].decode() if found else ""
    return next((model for model in Model if model.value == name), None)


def code_of(text: str) -> str:
    """A code of a set or version from whatever a document calls it.

    Examples
    --------
    >>> code_of("nist sp 800-53, revision 5"), code_of("…")
    ('nist-sp-800-53-revision-5', 'catalog')
    """
    return _NOT_OF_A_CODE.sub("-", text).strip("._-")[:60].rstrip("._-") or "catalog"


def token(identifier: str) -> str:
    """An identifier as a name that OSCAL allows, unlike that of any other identifier.

    Examples
    --------
    >>> token("A.5.1"), token("2.1.1"), token("21(2)(a)")
    ('A.5.1', '_-2.1.1', '_-21_28_2_29__28_a_29_')
    """
    letters = (each if _SAFE.fullmatch(each) else f"_{ord(each):x}_" for each in identifier)
    name = "".join(letters)
    return name if name[:1].isalpha() else f"_-{name}"


def identifier_of(name: str) -> str:
    """The identifier that was written so by :func:`token`; any other name as it is.

    Examples
    --------
    >>> identifier_of(token("21(2)(a)")), identifier_of("ac-1_smt.a")
    ('21(2)(a)', 'ac-1_smt.a')
    """
    found = _CODED.sub(_character, name.removeprefix("_-"))
    return found if token(found) == name else name


def _character(code: re.Match[str]) -> str:
    """The character of a code; the code itself where that is half a character or none."""
    number = int(code[1], 16)
    is_whole = number < 0xD800 or 0xE000 <= number < 0x110000
    return chr(number) if is_whole else code[0]


def uuid_of(*names: str) -> str:
    """The same identifier for the same thing, every time it is written."""
    return str(uuid5(NAMESPACE_URL, "/".join((NAMESPACE, *map(quote, names)))))


def catalog_href(framework: str, version: str) -> str:
    """Where the catalogue of a set is, seen from a document that stands beside it.

    Examples
    --------
    >>> catalog_href("nsm-gp-ikt", "2.1"), catalog_href("normen", "")
    ('nsm-gp-ikt-2.1.oscal.json', 'normen.oscal.json')
    """
    return quote(f"{'-'.join(filter(None, (framework, version)))}.oscal.json", safe="")


def href_of(reference: Reference) -> str:
    """Where a reference to a requirement of another set points."""
    return f"{NAMESPACE}/{quote(reference.framework, safe='')}/{quote(reference.id, safe='')}"


def reference_of(href: str) -> Reference | None:
    """The reference that was written so; None for any other address.

    Examples
    --------
    >>> reference_of(href_of(Reference("iso-27002", "5.1")))
    Reference(framework='iso-27002', id='5.1')
    """
    parts = href.removeprefix(f"{NAMESPACE}/").split("/")
    if not href.startswith(f"{NAMESPACE}/") or len(parts) != 2 or not all(parts):
        return None
    return Reference(unquote(parts[0]), unquote(parts[1]))
