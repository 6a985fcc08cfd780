"""What must hold before the server answers anybody."""

from __future__ import annotations

import sys

from django.conf import settings
from django.db import connection

from samvern.base.models import User


def refuse_unsafe_start() -> None:
    """End the program when production settings meet demo accounts, whose passwords are known."""
    if settings.IS_DEMO or User._meta.db_table not in connection.introspection.table_names():
        return
    count = User.objects.filter(is_demo=True).count()
    if count:
        print(
            f"samvern: this database holds {count} demo accounts with known passwords; "
            "start with SAMVERN_MODE=demo, or use another database",
            file=sys.stderr,
        )
        raise SystemExit(2)
