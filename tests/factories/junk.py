"""Junk put anywhere into a file, for the readers to refuse."""

from __future__ import annotations

from hypothesis import strategies as st

JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=5,
)


def spoil(part: object, data: st.DataObject) -> None:
    """Put junk somewhere below a part."""
    while isinstance(part, dict | list) and part:
        key = data.draw(
            st.sampled_from(sorted(part) if isinstance(part, dict) else range(len(part)))
        )
        if not isinstance(part[key], dict | list) or data.draw(st.booleans()):
            part[key] = data.draw(JUNK)
            return
        part = part[key]
