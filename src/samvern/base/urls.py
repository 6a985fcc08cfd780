"""Addresses of the pages that belong to no module."""

from django.urls import path

from samvern.base import account_views, views
from samvern.base.jobs import views as job_views
from samvern.base.tasks import views as task_views

urlpatterns = [
    path("", views.start, name="start"),
    path("tasks/", task_views.list_tasks, name="tasks"),
    path("tasks/calendar/", task_views.calendar, name="calendar"),
    path("tasks/calendar/make/", task_views.make_calendar, name="calendar_make"),
    path("tasks/calendar/revoke/", task_views.revoke_calendar, name="calendar_revoke"),
    path("calendar/<str:key>.ics", task_views.calendar_file, name="calendar_file"),
    path("search/", views.search, name="search"),
    path("audit/", views.audit_trail, name="audit"),
    path("audit/export.csv", views.audit_export, name="audit_export"),
    path("operations/jobs/", job_views.list_jobs, name="jobs"),
    path("operations/jobs/<int:job_id>/retry/", job_views.retry_job, name="job_retry"),
    path("operations/jobs/<int:job_id>/cancel/", job_views.cancel_job, name="job_cancel"),
    path("language/", views.set_language, name="set_language"),
    path("about/", views.about, name="about"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
    path("account/", account_views.account, name="account"),
    path("account/tokens/", account_views.list_tokens, name="tokens"),
    path("account/tokens/new/", account_views.make_token, name="token_make"),
    path("account/tokens/<int:token_id>/revoke/", account_views.revoke_token, name="token_revoke"),
    # These stand before, and so in place of, pages of the log-in library.
    path("account/email/", account_views.email, name="account_email"),
    path("account/confirm-email/", account_views.email, name="account_email_verification_sent"),
    path("account/confirm-email/<str:key>/", account_views.email, name="account_confirm_email"),
    path(
        "account/oidc/<slug:provider_id>/login/",
        account_views.outside_log_in,
        name="openid_connect_login",
    ),
]
