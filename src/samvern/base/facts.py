"""Facts: how something low in the module stack is noticed high up.

A low operation publishes a fact; after the commit, the handlers that higher modules listed
in their ``reactions.py`` receive it. The fact is saved with the change itself, so that it
is delivered even when the process dies in between.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone

from samvern.base.models import FactDelivery

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Fact:
    """Something that happened. Fields are plain values: identifiers, texts, ISO dates."""


SomeFact = TypeVar("SomeFact", bound=Fact)
_kinds: dict[str, type[Fact]] = {}
_handlers: dict[str, list[Callable[[Any], None]]] = defaultdict(list)


def on(kind: type[SomeFact], handler: Callable[[SomeFact], None]) -> None:
    """Have a handler receive every fact of a kind. A handler may run twice for one fact."""
    _kinds[kind.__name__] = kind
    if handler not in _handlers[kind.__name__]:
        _handlers[kind.__name__].append(handler)


def publish(fact: Fact) -> None:
    """Save the fact with the running change and deliver it after the commit."""
    name = type(fact).__name__
    delivery = FactDelivery.objects.create(kind=name, content=asdict(fact))
    transaction.on_commit(lambda: _deliver(delivery), robust=True)


def deliver_remaining() -> int:
    """Deliver what an earlier process left behind; the number delivered now."""
    waiting = FactDelivery.objects.filter(delivered_at__isnull=True).order_by("pk")
    return sum(_deliver(delivery) for delivery in waiting)


def _deliver(delivery: FactDelivery) -> bool:
    """Run the handlers in one transaction; keep the failure if one of them fails."""
    try:
        with transaction.atomic():
            for handler in _handlers[delivery.kind]:
                handler(_kinds[delivery.kind](**delivery.content))
            FactDelivery.objects.filter(pk=delivery.pk).update(
                delivered_at=timezone.now(), failure=""
            )
    except Exception as error:
        log.exception("fact %s was not delivered", delivery.kind)
        FactDelivery.objects.filter(pk=delivery.pk).update(failure=repr(error))
        return False
    return True
