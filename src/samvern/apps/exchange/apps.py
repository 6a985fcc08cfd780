"""The exchange module: what it declares to the rest."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Tables of measures that come in."""

    name = "samvern.apps.exchange"
    label = "exchange"

    def ready(self) -> None:
        """Declare permissions, and what stands on shared pages."""
        from samvern.apps.exchange import shared_pages
        from samvern.apps.exchange.permissions import HELD_BY
        from samvern.base import permissions, registry

        permissions.declare(HELD_BY)
        registry.add_buttons("programmes:register", shared_pages.register_buttons)
        registry.add_buttons("programmes:import", shared_pages.import_buttons)
        registry.add_action_names(shared_pages.ACTION_NAMES)
        registry.add_link("exchange.tableimport", shared_pages.import_link)
        registry.add_link("exchange.columnmapping", shared_pages.remembered_link)
