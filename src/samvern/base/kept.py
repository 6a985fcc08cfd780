"""What was computed from stored rows, kept in this process until they change."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Kept(Generic[Value]):
    """Keeps the values that were asked for last, as many as weigh ``limit`` together.

    A key holds something that is new with every change, such as a ``revision``: a value can
    become useless, but never wrong. Two threads that ask at once may both compute.
    """

    def __init__(self, limit: int, weigh: Callable[[Value], int] = lambda _value: 1) -> None:
        self._limit = limit
        self._weigh = weigh
        self._weight = 0
        self._values: OrderedDict[Hashable, Value] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """Give the value of a key, made now if it is not kept."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key]
        value = make()
        with self._lock:
            if key not in self._values:
                self._values[key] = value
                self._weight += self._weigh(value)
            while self._weight > self._limit:
                _key, oldest = self._values.popitem(last=False)
                self._weight -= self._weigh(oldest)
        return value

    def clear(self) -> None:
        """Keep nothing, as when the process has just started."""
        with self._lock:
            self._values.clear()
            self._weight = 0
