"""Words that give away the other written form of Norwegian."""

from __future__ import annotations

import re
from collections.abc import Mapping

BOKMAAL_ONLY = {"ikke", "hva", "hvem", "hvordan", "fra", "også", "bare", "mye", "noen", "hvor"}
NYNORSK_ONLY = {"ikkje", "kva", "kven", "korleis", "frå", "òg", "berre", "mykje", "nokon", "ei"}


def written_as_itself(text: Mapping[str, str]) -> bool:
    """Whether neither form of Norwegian in a text holds words of the other."""
    bokmaal, nynorsk = (
        set(re.findall(r"\w+", text.get(form, "").lower())) for form in ("nb", "nn")
    )
    return not nynorsk & BOKMAAL_ONLY and not bokmaal & NYNORSK_ONLY
