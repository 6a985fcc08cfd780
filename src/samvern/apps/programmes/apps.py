"""The programmes module: what it declares to the rest."""

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    """Goals, risks, focus areas, measures, judgements, findings and ranking."""

    name = "samvern.apps.programmes"
    label = "programmes"
