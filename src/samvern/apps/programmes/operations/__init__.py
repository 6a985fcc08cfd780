"""What can be done with programmes; every verb checks, saves, and tells the audit trail."""

from samvern.apps.programmes.operations.editing import (
    OwnerEntry,
    edit_measure,
    record_judgement,
    set_owners,
)
from samvern.apps.programmes.operations.governing import (
    load_catalogue,
    share_programme,
    transfer_ownership,
)
from samvern.apps.programmes.operations.importing import import_programme, revise_programme
from samvern.apps.programmes.operations.tying import tie_measure, untie_measure

__all__ = [
    "OwnerEntry",
    "edit_measure",
    "import_programme",
    "load_catalogue",
    "record_judgement",
    "revise_programme",
    "set_owners",
    "share_programme",
    "tie_measure",
    "transfer_ownership",
    "untie_measure",
]
