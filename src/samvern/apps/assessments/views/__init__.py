"""The pages of assessments and campaigns: request to query or form and operation, and back."""

from samvern.apps.assessments.views.answering import answer, history, restore
from samvern.apps.assessments.views.campaigns import (
    campaign,
    campaigns,
    close_campaign,
    delete_campaign,
    figures,
    move_due_date,
    open_campaign,
    remind,
    shared_figures,
)
from samvern.apps.assessments.views.carrying import earlier, still_true
from samvern.apps.assessments.views.delegating import (
    delegate,
    delegate_anew,
    delegation,
    delegations,
    revoke_delegation,
)
from samvern.apps.assessments.views.dropping import drop
from samvern.apps.assessments.views.evidence import detach_evidence, evidence, newer_evidence
from samvern.apps.assessments.views.findings import findings
from samvern.apps.assessments.views.handing_in import recall, submit
from samvern.apps.assessments.views.on_behalf import hand_back, take_on
from samvern.apps.assessments.views.own import assessment, assessments, start, who_sees
from samvern.apps.assessments.views.papers import (
    paper,
    papers,
    submission_paper,
    submission_papers,
)
from samvern.apps.assessments.views.planning import change_campaign, plan_campaign
from samvern.apps.assessments.views.review import judge, reviews, save_remark, submission
from samvern.apps.assessments.views.suggesting import suggestions
from samvern.apps.assessments.views.suppliers import (
    ask_supplier,
    asked_of_us,
    reply,
    take_reply,
    withdraw_question,
)
from samvern.apps.assessments.views.workbooks import (
    discard_workbook,
    take_in_workbook,
    workbook,
    workbook_file,
)

__all__ = [
    "answer",
    "ask_supplier",
    "asked_of_us",
    "assessment",
    "assessments",
    "campaign",
    "campaigns",
    "change_campaign",
    "close_campaign",
    "delegate",
    "delegate_anew",
    "delegation",
    "delegations",
    "delete_campaign",
    "detach_evidence",
    "discard_workbook",
    "drop",
    "earlier",
    "evidence",
    "figures",
    "findings",
    "hand_back",
    "history",
    "judge",
    "move_due_date",
    "newer_evidence",
    "open_campaign",
    "paper",
    "papers",
    "plan_campaign",
    "recall",
    "remind",
    "reply",
    "restore",
    "reviews",
    "revoke_delegation",
    "save_remark",
    "shared_figures",
    "start",
    "still_true",
    "submission",
    "submission_paper",
    "submission_papers",
    "submit",
    "suggestions",
    "take_in_workbook",
    "take_on",
    "take_reply",
    "who_sees",
    "withdraw_question",
    "workbook",
    "workbook_file",
]
