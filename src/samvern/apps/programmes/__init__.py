"""Programmes of measures: what is to be done, for which goals, against which risks."""
