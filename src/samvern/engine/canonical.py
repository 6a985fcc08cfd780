"""One way to write a value as JSON, so that the same value always has the same hash."""

from __future__ import annotations

import hashlib
import json
from typing import Any


def canonical_json(value: Any) -> str:
    """Keys in order, no space between, no number that JSON does not know.

    >>> canonical_json({"b": [1.5, None], "a": "æ"})
    '{"a":"æ","b":[1.5,null]}'
    """
    return json.dumps(
        value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    )


def sha256_of(text: str) -> str:
    """The SHA-256 of a text in UTF-8, in hexadecimal.

    >>> sha256_of("")[:12]
    'e3b0c44298fc'
    """
    return hashlib.sha256(text.encode()).hexdigest()
