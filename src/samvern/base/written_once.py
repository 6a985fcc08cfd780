"""Rows that are written once and never changed: decisions, published plans."""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn

from django.db import models

from samvern.engine.errors import NotReady


class WrittenOnceQuerySet(models.QuerySet[Any]):
    """Rows that are added and read, and nothing else."""

    def update(self, **kwargs: Any) -> NoReturn:
        """Refuse: what is written stays."""
        raise NotReady(self.model.cannot_change)

    def delete(self) -> NoReturn:
        """Refuse: what is written stays."""
        raise NotReady(self.model.cannot_change)


class WrittenOnce(models.Model):
    """A row that can be added and read; anything else is refused with its code."""

    cannot_change: ClassVar[str]

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the row. Raises ``NotReady`` (``cannot_change``) when it is there."""
        if not self._state.adding:
            raise NotReady(self.cannot_change)
        super().save(*args, force_insert=True, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse: what is written stays."""
        raise NotReady(self.cannot_change)
