"""What must hold of a requirement set before it is stored."""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import sha256
from io import BytesIO
from typing import Any

from samvern.apps.frameworks.models import Sharing
from samvern.base.kept import Kept
from samvern.engine import frameworks as engine
from samvern.engine.errors import InvalidInput, Problem
from samvern.formats import framework_file

#: The longest reason.
MAX_REASON = 2000
#: The longest thing that an owner says of the licence of a table.
MAX_LICENCE = 1000


def storable(framework: engine.Framework) -> tuple[dict[str, Any], str]:
    """The set as a framework file would hold it, and the digest of that.

    Raises
    ------
    InvalidInput
        ``framework.invalid`` or ``framework_file.invalid``: sets that were read from elsewhere
        are held to the same limits as files of our own.
    """
    engine.check_framework(framework)
    stream = BytesIO()
    framework_file.write(framework, stream, kind="json")
    written = stream.getvalue()
    document: dict[str, Any] = json.loads(written)
    canonical = json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    digest = sha256(canonical.encode()).hexdigest()

    def read_back() -> bool:
        framework_file.read(BytesIO(written), name=f"{framework.id} {framework.version}")
        return True

    _readable.get(digest, read_back)
    return document, digest


#: Digests of sets that were read back, which takes a second for a large one: whoever takes a set
#: in has just looked at it.
_readable: Kept[bool] = Kept(limit=1_000, weigh=lambda _kept: 1)


def check_followed(framework: engine.Framework, beside: Iterable[engine.Framework]) -> None:
    """Hold a version against the ones before and after it, where these are here.

    Raises
    ------
    InvalidInput
        ``framework_chain.invalid`` with all problems.
    """
    problems: list[Problem] = []
    for other in beside:
        pairs = []
        if other.version == framework.follows_version:
            pairs.append((other, framework))
        if other.follows_version == framework.version:
            pairs.append((framework, other))
        for before, after in pairs:
            try:
                engine.successors(before, after)
            except InvalidInput as wrong:
                problems += wrong.problems
    if problems:
        raise InvalidInput("framework_chain.invalid", problems=problems)


def check_said(*, reason: str = "", sharing: str | None = None, licence: str = "") -> None:
    """Refuse what somebody says of a set that is not kept as it is said.

    Raises
    ------
    InvalidInput
        ``sharing.unknown``, ``framework.reason_too_long`` or ``framework.licence_too_long``.
    """
    if sharing is not None and sharing not in Sharing.values:
        raise InvalidInput("sharing.unknown", found=sharing, known=", ".join(Sharing.values))
    if len(reason) > MAX_REASON:
        raise InvalidInput("framework.reason_too_long", most=MAX_REASON)
    if len(licence) > MAX_LICENCE:
        raise InvalidInput("framework.licence_too_long", most=MAX_LICENCE)
