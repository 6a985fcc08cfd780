"""The base as a Django app."""

from django.apps import AppConfig


class BaseConfig(AppConfig):
    """Users, audit trail, facts and tokens."""

    name = "samvern.base"
    label = "base"

    def ready(self) -> None:
        """Declare the base's own permissions and pages."""
        from django.utils.translation import gettext_lazy as _

        from samvern.base import permissions, registry, sign_in

        sign_in.listen()
        permissions.declare(permissions.BASE_PERMISSIONS)
        registry.add_navigation(
            registry.NavigationItem(
                label=_("Audit trail"),
                url_name="audit",
                icon="ClockDashed",
                order=90,
                permission=permissions.BasePermission.READ_AUDIT,
            )
        )
