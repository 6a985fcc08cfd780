"""Factories of test data: each makes the smallest valid thing, with traits for its states."""
