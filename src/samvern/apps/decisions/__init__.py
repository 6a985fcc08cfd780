"""Scenarios: what if we weighed and judged otherwise. Decisions: who decided what, on which figures."""
