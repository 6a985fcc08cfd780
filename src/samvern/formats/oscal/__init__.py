"""OSCAL, the open language of requirements, by NIST: catalogues in and out, as JSON.

A requirement set becomes a catalogue: headings are groups, requirements are controls, texts are
statements. What OSCAL has no word for (other languages, where a wording is from, what a requirement
follows) stands in properties of our namespace, so that :func:`write_catalog` and
:func:`read_catalog` are inverse. A catalogue that others made is read as far as a requirement set
goes; what is left out of it is counted and told.

Source
------
NIST, Open Security Controls Assessment Language, catalog model 1.0 to 1.2.
"""

from samvern.formats.oscal.reading import CatalogReading, is_catalog, read_catalog
from samvern.formats.oscal.vocabulary import MAX_BYTES, OSCAL_VERSION
from samvern.formats.oscal.writing import write_catalog

__all__ = [
    "MAX_BYTES",
    "OSCAL_VERSION",
    "CatalogReading",
    "is_catalog",
    "read_catalog",
    "write_catalog",
]
