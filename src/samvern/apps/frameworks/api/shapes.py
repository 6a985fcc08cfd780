"""The shapes of single values in the API; what does not fit is refused before it is used."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

_NAME = r"^[^\x00-\x1f\x7f/]*$"
Code = Annotated[
    str, Field(min_length=1, max_length=60, pattern=_NAME, description="Such as `nsm-gp-ikt`.")
]
SetVersion = Annotated[
    str, Field(min_length=1, max_length=60, pattern=_NAME, description="Such as `2.1`.")
]
Number = Annotated[
    str, Field(min_length=1, max_length=60, pattern=_NAME, description="Such as `1.1.1`.")
]
EditionNumber = Annotated[int, Field(ge=1, le=2**31 - 1)]

#: Where a version of a set is found.
SET = "/frameworks/{framework}/{set_version}"
