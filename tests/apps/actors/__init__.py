"""Tests of the actors module."""
