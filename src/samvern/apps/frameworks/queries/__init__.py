"""What a viewer reads of requirement sets."""

from samvern.apps.frameworks.queries.comparing import (
    ComparisonPage,
    EditionPage,
    comparison,
    edition_page,
    editions_of,
)
from samvern.apps.frameworks.queries.documents import document_of, documents_of, follow_everywhere
from samvern.apps.frameworks.queries.reading import (
    MISSING,
    UNVERIFIED,
    ListedSet,
    RequirementPage,
    SetFilters,
    SetOutline,
    SetPage,
    listed_sets,
    outline_of,
    requirement_page,
    set_page,
)
from samvern.apps.frameworks.queries.search import (
    Found,
    place_of_requirement,
    place_of_set,
    search,
)
from samvern.apps.frameworks.queries.sets import (
    SetRow,
    latest_sets,
    requirement_for,
    set_for,
    version_among,
    versions_of,
    visible_sets,
)

__all__ = [
    "MISSING",
    "UNVERIFIED",
    "ComparisonPage",
    "EditionPage",
    "Found",
    "ListedSet",
    "RequirementPage",
    "SetFilters",
    "SetOutline",
    "SetPage",
    "SetRow",
    "comparison",
    "document_of",
    "documents_of",
    "edition_page",
    "editions_of",
    "follow_everywhere",
    "latest_sets",
    "listed_sets",
    "outline_of",
    "place_of_requirement",
    "place_of_set",
    "requirement_for",
    "requirement_page",
    "search",
    "set_for",
    "set_page",
    "version_among",
    "versions_of",
    "visible_sets",
]
