"""The shapes of values in the API of scenarios and decisions."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

#: Text without control characters; lines may be broken.
LINE = r"^[^\x00-\x1f\x7f]*$"
LINES = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$"

Code = Annotated[str, Field(min_length=1, max_length=60)]
Key = Annotated[int, Field(ge=1, le=2**63 - 1)]
Level = Literal["focus-area", "measure"]
Title = Annotated[str, Field(max_length=200, pattern=LINE)]
Lines = Annotated[str, Field(max_length=20_000, pattern=LINES)]
Version = Annotated[
    int, Field(strict=True, ge=1, le=2**31 - 1, description="The version that is changed.")
]
Terms = Annotated[
    dict[str, Any],
    Field(
        description="What is changed of the programme's own basis: `weights` as in a weights "
        "file, `excluded_criteria`, `excluded_groups`, `judgements` (alternative to criterion to "
        "level to probability) and `scale`. All may be left out."
    ),
]
Language = Literal["nb", "nn", "en"]
