"""The shapes of single values in the API; what does not fit is refused before it is used."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator, Field


def _as_written(value: Any) -> Any:
    """Take dates as ISO text only, as the schema says; the library would take numbers too."""
    if value is None or isinstance(value, date):
        return value
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        return value
    raise ValueError("date.form")


LINE = r"^[^\x00-\x1f\x7f]*$"
#: In an address; numbers in a body must be numbers, not texts of digits.
Id = Annotated[int, Field(ge=1, le=2**63 - 1)]
BodyId = Annotated[int, Field(strict=True, ge=1, le=2**63 - 1)]
Version = Annotated[
    int, Field(strict=True, ge=1, le=2**31 - 1, description="The version that is changed.")
]
Name = Annotated[str, Field(min_length=1, max_length=200, pattern=LINE)]
Line = Annotated[str, Field(max_length=500, pattern=LINE)]
Email = Annotated[
    str, Field(min_length=3, max_length=254, pattern=r"^[^\x00-\x20\x7f@]+@[^\x00-\x20\x7f@]+$")
]
OrgNumber = Annotated[
    str, Field(pattern=r"^[0-9]{9}$", description="Nine digits, the last a check digit.")
]
MunicipalityNumber = Annotated[
    str, Field(pattern=r"^([0-9]{4})?$", description="Four digits, or empty.")
]
OtherNames = Annotated[list[Name], Field(max_length=20)]
Day = Annotated[date, BeforeValidator(_as_written)]


def left_out() -> Any:
    """A field of a change that stays as it is unless it is sent; it cannot be null."""
    return Field(default_factory=lambda: None)
