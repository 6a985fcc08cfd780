"""What people do with requirement sets."""

from samvern.apps.frameworks.operations.taking_in import TakenIn, load_catalogue, take_in

__all__ = ["TakenIn", "load_catalogue", "take_in"]
