"""What a page carries to the next step of a form: signed, so that nobody changes it on the way."""

from __future__ import annotations

from typing import Any, Final

from django.core import signing

from samvern.engine.errors import InvalidInput

#: What was looked over and left lying for longer is chosen again.
_MAX_AGE_SECONDS: Final = 24 * 3600


def seal(content: object, *, salt: str) -> str:
    """Plain values (as JSON holds them) as a text for a hidden field, signed and compressed.

    ``salt`` names the form: what was sealed for another one does not open.
    """
    return signing.dumps(content, salt=salt, compress=True)


def unseal(carried: str, *, salt: str) -> Any:
    """What was sealed.

    Raises
    ------
    InvalidInput
        ``import.preview_expired``: it was changed on the way, or left lying for too long.
    """
    try:
        return signing.loads(carried, salt=salt, max_age=_MAX_AGE_SECONDS)
    except signing.BadSignature:
        raise InvalidInput("import.preview_expired") from None
