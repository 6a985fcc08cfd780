"""The catalogue as open data: what this installation says of who publishes it, and where."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from samvern.apps.guidance import queries
from samvern.base.viewer import Viewer
from samvern.engine.errors import NotFound
from samvern.formats import dcat_ap_no


def is_published() -> bool:
    """Whether somebody stands behind the catalogue of this installation."""
    return bool(settings.PUBLISHER)


def described(viewer: Viewer) -> dict[str, object]:
    """The description of the catalogue in DCAT-AP-NO 3, as plain values of JSON-LD.

    Raises
    ------
    NotFound
        ``guidance.not_published`` when the settings name no publisher.
    InvalidInput
        ``dcat.invalid`` when what they say is not enough, or cannot be used.
    """
    found = queries.whole(viewer)
    if not is_published():
        raise NotFound("guidance.not_published")
    publication = dcat_ap_no.Publication(
        org_number=settings.PUBLISHER,
        name=settings.PUBLISHER_NAME,
        base=settings.BASE_URL + reverse("guidance:catalogue"),
        email=settings.CONTACT,
        contact_page=settings.CONTACT_PAGE,
        files=(
            dcat_ap_no.PublishedFile(_address("yaml"), "yaml"),
            dcat_ap_no.PublishedFile(_address("json"), "json"),
        ),
        licence=settings.LICENCE,
        modified_on=queries.changed_on(viewer),
    )
    return dcat_ap_no.checked_description(found, publication)


def _address(kind: str) -> str:
    return settings.BASE_URL + reverse("guidance:file", args=[kind])
