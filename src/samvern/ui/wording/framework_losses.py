"""What would be lost of a requirement set, in words."""

from __future__ import annotations

from samvern.engine.frameworks import Loss, LossKind, WordingStatus
from samvern.ui.wording import frameworks
from samvern.ui.wording.sentences import Gettext


def loss_words(loss: Loss, _: Gettext) -> tuple[str, str, str]:
    """What would be lost, what stands there now, and what would stand there.

    Examples
    --------
    >>> loss_words(Loss("1", LossKind.TRUST, "title", "nb", "verified", "unverified"), str)
    ('title (bokmål): can be trusted less', 'Checked against the publisher', 'Working title')
    """
    if loss.kind is LossKind.REQUIREMENT:
        return _("the requirement is withdrawn"), "", ""
    name = frameworks.wording_name(loss.field, loss.language, _)
    if loss.kind is not LossKind.TRUST:
        return _("%(field)s: is gone") % {"field": name}, loss.before, loss.after
    before, after = (
        frameworks.status_name(WordingStatus(each), _) for each in (loss.before, loss.after)
    )
    return _("%(field)s: can be trusted less") % {"field": name}, before, after
