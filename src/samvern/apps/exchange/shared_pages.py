"""What this module hands in to pages that it shares with others: the trail."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

ACTION_NAMES: Mapping[str, Promise] = MappingProxyType(
    {
        "exchange.table_imported": gettext_lazy("Table of measures taken in"),
        "exchange.import_undone": gettext_lazy("Import of a table undone"),
        "exchange.columns_remembered": gettext_lazy("Columns of a table remembered"),
        "exchange.columns_renamed": gettext_lazy("Remembered columns renamed"),
        "exchange.columns_forgotten": gettext_lazy("Remembered columns forgotten"),
    }
)
