"""What must hold of a requirement set before it is stored."""

from __future__ import annotations

import json
from hashlib import sha256
from io import BytesIO
from typing import Any

from samvern.engine import frameworks as engine
from samvern.formats import framework_file


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
    framework_file.read(BytesIO(written), name=f"{framework.id} {framework.version}")
    document: dict[str, Any] = json.loads(written)
    canonical = json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return document, sha256(canonical.encode()).hexdigest()
