"""OSCAL, the open language of requirements, by NIST: catalogues, profiles and mappings as JSON.

A requirement set becomes a catalogue: headings are groups, requirements are controls, texts are
statements. A part of a set becomes a profile, which names what it takes of a catalogue. Mappings
between sets become a mapping collection. What OSCAL has no word for (other languages, where a
wording is from, who has reviewed a mapping) stands in properties of our namespace, so that writing
and reading are inverse. What others made is read as far as ours goes; what is left out of it is
counted and told.

Source
------
NIST, Open Security Controls Assessment Language: catalog and profile models 1.0 to 1.2, control
mapping model 1.2.
"""

from samvern.formats.oscal.catalog_reading import CatalogReading, read_catalog
from samvern.formats.oscal.catalog_writing import write_catalog
from samvern.formats.oscal.mapping_reading import MappingsReading, read_mappings
from samvern.formats.oscal.mapping_writing import write_mappings
from samvern.formats.oscal.profile import (
    Import,
    Pick,
    Profile,
    ProfileReading,
    Resolution,
    profile_of,
    read_profile,
    resolve,
    write_profile,
)
from samvern.formats.oscal.vocabulary import MAX_BYTES, OSCAL_VERSION, Model, model_of

__all__ = [
    "MAX_BYTES",
    "OSCAL_VERSION",
    "CatalogReading",
    "Import",
    "MappingsReading",
    "Model",
    "Pick",
    "Profile",
    "ProfileReading",
    "Resolution",
    "model_of",
    "profile_of",
    "read_catalog",
    "read_mappings",
    "read_profile",
    "resolve",
    "write_catalog",
    "write_mappings",
    "write_profile",
]
