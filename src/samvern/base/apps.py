"""The base as a Django app."""

from django.apps import AppConfig


class BaseConfig(AppConfig):
    """Users, audit trail, facts, jobs and tokens."""

    name = "samvern.base"
    label = "base"

    def ready(self) -> None:
        """Declare the base's own permissions and pages."""
        from django.urls import reverse
        from django.utils.translation import gettext_lazy as _

        from samvern.base import permissions, registry, sign_in

        sign_in.listen()
        permissions.declare(permissions.BASE_PERMISSIONS)
        registry.add_action_names(
            {
                "token.made": _("Made an API token"),
                "token.revoked": _("Revoked an API token"),
                "calendar.made": _("Made a calendar address"),
                "calendar.revoked": _("Took a calendar address back"),
                "job.retried": _("Had a job tried again"),
                "job.cancelled": _("Cancelled a job"),
                "user.signed_in": _("Logged in"),
                "user.signed_out": _("Logged out"),
                "user.sign_in_failed": _("Failed to log in"),
                "user.sessions_ended": _("Logged out elsewhere"),
                "user.password_changed": _("Changed the password"),
                "user.password_reset": _("Changed the password by e-mail"),
                "user.second_factor_added": _("Added a second factor"),
                "user.second_factor_removed": _("Removed a second factor"),
                "user.recovery_codes_renewed": _("Made new recovery codes"),
                "user.outside_log_in_added": _("Connected a log-in from outside"),
                "user.outside_log_in_removed": _("Disconnected a log-in from outside"),
            }
        )
        registry.add_link("base.job", lambda _job_id: reverse("jobs"))
        registry.add_navigation(
            registry.NavigationItem(
                label=_("Background work"),
                url_name="jobs",
                icon="Hourglass",
                order=95,
                permission=permissions.BasePermission.READ_JOBS,
            )
        )
        registry.add_navigation(
            registry.NavigationItem(
                label=_("Audit trail"),
                url_name="audit",
                icon="ClockDashed",
                order=90,
                permission=permissions.BasePermission.READ_AUDIT,
            )
        )
