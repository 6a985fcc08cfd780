"""A part of a requirement set: what applies to some kinds of actors, or what somebody has chosen."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from samvern.engine.frameworks.document import Framework


def applying_to(framework: Framework, kinds: Collection[str]) -> tuple[str, ...]:
    """The requirements that apply to any of some kinds of actors.

    Parameters
    ----------
    kinds
        Kinds of actors, such as ``gp_office``. A set or a requirement that names none is for all.

    Returns
    -------
    tuple of str
        Identifiers in the order of the set; headings are not among them.

    Examples
    --------
    >>> from samvern.engine.frameworks import FrameworkKind, Requirement
    >>> all_of_us, suppliers = Requirement("1"), Requirement("2", applies_to=("supplier",))
    >>> some = Framework(
    ...     "F", "1", {}, "P", FrameworkKind.LAW, requirements=(all_of_us, suppliers)
    ... )
    >>> applying_to(some, ["gp_office"]), applying_to(some, ["supplier"])
    (('1',), ('1', '2'))
    """
    if framework.applies_to and not set(kinds).intersection(framework.applies_to):
        return ()
    return tuple(
        each.id
        for each in framework.requirements
        if each.is_assessable and (not each.applies_to or set(kinds).intersection(each.applies_to))
    )


def narrowed(framework: Framework, chosen: Collection[str]) -> Framework:
    """The set with what was chosen of it, and the headings over that.

    What stood under a requirement that was not chosen stands under the nearest one above it that
    was. Code and version are those of the whole set, so that references and mappings still hold.
    """
    parent_of = {each.id: each.parent for each in framework.requirements}
    kept = set(chosen)
    headings = {each.id for each in framework.requirements if not each.is_assessable}
    for identifier in tuple(kept):
        above = parent_of.get(identifier, "")
        while above and above not in kept:
            if above in headings:
                kept.add(above)
            above = parent_of.get(above, "")

    def nearest(above: str) -> str:
        while above and above not in kept:
            above = parent_of.get(above, "")
        return above

    return replace(
        framework,
        requirements=tuple(
            replace(each, parent=nearest(each.parent))
            for each in framework.requirements
            if each.id in kept
        ),
    )
