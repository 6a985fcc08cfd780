"""How the job that computes a study is found."""

from __future__ import annotations

from typing import Final

from samvern.apps.effects.models import EffectStudy

#: The kind of job that computes a study.
COMPUTE: Final = "effects.compute"


def job_key(study: EffectStudy) -> str:
    """What makes the job the only one for a study."""
    return str(study.pk)
