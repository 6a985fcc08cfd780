"""``python -m tests.strangers`` writes ``docs/confidentiality.md`` from the map."""

from __future__ import annotations

from pathlib import Path

import tests.conftest  # noqa: F401  (says which settings hold)

DOCUMENT = Path(__file__).parents[2] / "docs" / "confidentiality.md"


def main() -> None:
    """Write the document."""
    import django

    django.setup()
    from tests.strangers.document import confidentiality

    DOCUMENT.write_text(confidentiality(), encoding="utf-8")


if __name__ == "__main__":
    main()
