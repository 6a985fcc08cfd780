"""The places of a ranking: how often something stands in each band of them."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext

from samvern.ui.parts import Share
from samvern.ui.wording.places import bands


def shares_of(acceptability: Sequence[float]) -> list[Share]:
    """How often something stands in each band, as the parts of a bar."""
    return [
        Share(band.label(gettext), band.share(acceptability)) for band in bands(len(acceptability))
    ]
