"""What people do with campaigns and assessments: one function for each verb."""

from samvern.apps.assessments.operations.answering import (
    AnswerEntry,
    Saved,
    acknowledge,
    save_answer,
    save_answers,
    start_assessment,
)
from samvern.apps.assessments.operations.campaigns import (
    change_campaign,
    close_campaign,
    delete_campaign,
    open_campaign,
    plan_campaign,
)
from samvern.apps.assessments.operations.carrying import carry_forward, confirm_carried
from samvern.apps.assessments.operations.clinic import (
    answer_question,
    ask_supplier_of,
    plan_step,
    say_supplier,
    send_link,
    start_check,
    tell_facts,
)
from samvern.apps.assessments.operations.dates import move_due_date
from samvern.apps.assessments.operations.delegating import (
    Handed,
    Invitation,
    accept_delegation,
    delegate,
    delegate_anew,
    revoke_delegation,
)
from samvern.apps.assessments.operations.dropping import drop_assessment
from samvern.apps.assessments.operations.evidence import (
    attach_evidence,
    attach_new_evidence,
    detach_evidence,
    take_newer_evidence,
)
from samvern.apps.assessments.operations.findings import raise_findings
from samvern.apps.assessments.operations.on_behalf import hand_back, take_on
from samvern.apps.assessments.operations.reminding import remind
from samvern.apps.assessments.operations.submitting import (
    accept_submission,
    recall_submission,
    remark,
    return_submission,
    submit_assessment,
)
from samvern.apps.assessments.operations.suggesting import accept_suggestions
from samvern.apps.assessments.operations.suppliers import (
    SupplierReply,
    accept_reply,
    ask_supplier,
    reply_to_customers,
    withdraw_question,
)
from samvern.apps.assessments.operations.workbooks import (
    Chosen,
    discard_workbook,
    keep_workbook,
    take_in_workbook,
)

__all__ = [
    "AnswerEntry",
    "Chosen",
    "Handed",
    "Invitation",
    "Saved",
    "SupplierReply",
    "accept_delegation",
    "accept_reply",
    "accept_submission",
    "accept_suggestions",
    "acknowledge",
    "answer_question",
    "ask_supplier",
    "ask_supplier_of",
    "attach_evidence",
    "attach_new_evidence",
    "carry_forward",
    "change_campaign",
    "close_campaign",
    "confirm_carried",
    "delegate",
    "delegate_anew",
    "delete_campaign",
    "detach_evidence",
    "discard_workbook",
    "drop_assessment",
    "hand_back",
    "keep_workbook",
    "move_due_date",
    "open_campaign",
    "plan_campaign",
    "plan_step",
    "raise_findings",
    "recall_submission",
    "remark",
    "remind",
    "reply_to_customers",
    "return_submission",
    "revoke_delegation",
    "save_answer",
    "save_answers",
    "say_supplier",
    "send_link",
    "start_assessment",
    "start_check",
    "submit_assessment",
    "take_in_workbook",
    "take_newer_evidence",
    "take_on",
    "tell_facts",
    "withdraw_question",
]
