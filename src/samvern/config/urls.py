"""Every address of Samvern, module by module."""

from django.urls import include, path

handler400 = "samvern.base.errors.bad_request"
handler403 = "samvern.base.errors.forbidden"
handler404 = "samvern.base.errors.not_found"
handler429 = "samvern.base.errors.too_many_requests"
handler500 = "samvern.base.errors.server_error"

urlpatterns = [
    path("", include("samvern.base.urls")),
    path("", include("samvern.ui.urls")),
    path("", include("samvern.api.urls")),
    path("", include("samvern.apps.actors.urls")),
    path("", include("samvern.apps.evidence.urls")),
    path("", include("samvern.apps.actions.urls")),
    path("", include("samvern.apps.frameworks.urls")),
    path("", include("samvern.apps.guidance.urls")),
    path("", include("samvern.apps.mappings.urls")),
    path("", include("samvern.apps.programmes.urls")),
    path("", include("samvern.apps.decisions.urls")),
    path("", include("samvern.apps.roadmaps.urls")),
    path("", include("samvern.apps.effects.urls")),
    path("", include("samvern.apps.indicators.urls")),
    path("", include("samvern.apps.comparisons.urls")),
    path("", include("samvern.apps.exchange.urls")),
    path("", include("samvern.apps.panels.urls")),
    path("", include("samvern.apps.reporting.urls")),
    path("", include("samvern.apps.assessments.urls")),
    path("", include("samvern.apps.papers.urls")),
    path("account/", include("allauth.urls")),
]
