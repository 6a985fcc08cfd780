"""Addresses of the pages of campaigns, assessments and reviews."""

from __future__ import annotations

from django.urls import path

from samvern.apps.assessments import views
from samvern.apps.assessments.views import clinic, clinic_end

app_name = "assessments"
_ASSESSMENT = "assessments/<int:assessment_id>/"
_ANSWER = f"{_ASSESSMENT}answers/<str:code>/"
_DELEGATION = "assessments/delegations/<int:delegation_id>/"
_QUESTION = "assessments/supplier-questions/<int:question_id>/"
_WORKBOOK = "assessments/workbooks/<int:draft_id>/"
_CAMPAIGN = "campaigns/<int:campaign_id>/"
_SUBMISSION = "submissions/<int:submission_id>/"
_CHECK = "check/<int:assessment_id>/"

urlpatterns = [
    path("assessments/", views.assessments, name="assessments"),
    path("assessments/new/", views.start, name="start"),
    path(_ASSESSMENT, views.assessment, name="assessment"),
    path(f"{_ASSESSMENT}who-sees/", views.who_sees, name="who-sees"),
    path(f"{_ASSESSMENT}figures/", views.shared_figures, name="shared-figures"),
    path(f"{_ASSESSMENT}submit/", views.submit, name="submit"),
    path(f"{_ASSESSMENT}hand-back/", views.hand_back, name="hand-back"),
    path(f"{_ASSESSMENT}drop/", views.drop, name="drop"),
    path(f"{_ASSESSMENT}recall/", views.recall, name="recall"),
    path(_ANSWER, views.answer, name="answer"),
    path(f"{_ANSWER}history/", views.history, name="history"),
    path(f"{_ANSWER}restore/<int:number>/", views.restore, name="restore"),
    path(f"{_ANSWER}supplier/", views.ask_supplier, name="ask-supplier"),
    path(f"{_ANSWER}evidence/", views.evidence, name="evidence"),
    path(f"{_ANSWER}evidence/newer/", views.newer_evidence, name="newer-evidence"),
    path(f"{_ANSWER}evidence/detach/", views.detach_evidence, name="detach-evidence"),
    path(f"{_ASSESSMENT}delegations/", views.delegations, name="delegations"),
    path(f"{_ASSESSMENT}delegations/new/", views.delegate, name="delegate"),
    path(f"{_DELEGATION}anew/", views.delegate_anew, name="delegate-anew"),
    path(f"{_DELEGATION}revoke/", views.revoke_delegation, name="revoke-delegation"),
    path("assessments/asked/<str:key>/", views.delegation, name="delegation"),
    path(f"{_ASSESSMENT}earlier/", views.earlier, name="earlier"),
    path(f"{_ASSESSMENT}findings/", views.findings, name="findings"),
    path(f"{_ASSESSMENT}papers/", views.papers, name="papers"),
    path(f"{_ASSESSMENT}papers/<str:name>", views.paper, name="paper"),
    path(f"{_ASSESSMENT}workbook/", views.workbook, name="workbook"),
    path(f"{_ASSESSMENT}workbook/file", views.workbook_file, name="workbook-file"),
    path(_WORKBOOK, views.take_in_workbook, name="take-in-workbook"),
    path(f"{_WORKBOOK}discard/", views.discard_workbook, name="discard-workbook"),
    path(f"{_ASSESSMENT}still-true/", views.still_true, name="still-true"),
    path(f"{_ASSESSMENT}suggestions/", views.suggestions, name="suggestions"),
    path(f"{_QUESTION}take/", views.take_reply, name="take-reply"),
    path(f"{_QUESTION}withdraw/", views.withdraw_question, name="withdraw-question"),
    path("asked-of-us/", views.asked_of_us, name="asked-of-us"),
    path("asked-of-us/<int:question_id>/", views.reply, name="reply"),
    path("campaigns/", views.campaigns, name="campaigns"),
    path("campaigns/new/", views.plan_campaign, name="plan-campaign"),
    path(_CAMPAIGN, views.campaign, name="campaign"),
    path(f"{_CAMPAIGN}edit/", views.change_campaign, name="change-campaign"),
    path(f"{_CAMPAIGN}open/", views.open_campaign, name="open-campaign"),
    path(f"{_CAMPAIGN}close/", views.close_campaign, name="close-campaign"),
    path(f"{_CAMPAIGN}delete/", views.delete_campaign, name="delete-campaign"),
    path(f"{_CAMPAIGN}due-date/", views.move_due_date, name="move-due-date"),
    path(f"{_CAMPAIGN}remind/", views.remind, name="remind"),
    path(f"{_CAMPAIGN}figures/", views.figures, name="figures"),
    path(f"{_CAMPAIGN}on-behalf/<int:assessment_id>/", views.take_on, name="take-on"),
    path("reviews/", views.reviews, name="reviews"),
    path(_SUBMISSION, views.submission, name="submission"),
    path(f"{_SUBMISSION}papers/", views.submission_papers, name="submission-papers"),
    path(f"{_SUBMISSION}papers/<str:name>", views.submission_paper, name="submission-paper"),
    path(f"{_SUBMISSION}verdict/", views.judge, name="judge"),
    path(f"{_SUBMISSION}remarks/<str:code>/", views.save_remark, name="remark"),
    path("check/new/<int:actor_id>/", clinic.start, name="clinic-start"),
    path(_CHECK, clinic.check, name="clinic"),
    path(f"{_CHECK}who-sees/", clinic.told, name="clinic-told"),
    path(f"{_CHECK}facts/", clinic.facts, name="clinic-facts"),
    path(f"{_CHECK}questions/<str:code>/", clinic.question, name="clinic-question"),
    path(f"{_CHECK}supplier/", clinic.supplier, name="clinic-supplier"),
    path(f"{_CHECK}link/", clinic.link, name="clinic-link"),
    path(f"{_CHECK}answers/", clinic.answers, name="clinic-answers"),
    path(f"{_CHECK}end/", clinic_end.end, name="clinic-end"),
    path(f"{_CHECK}end/<str:code>/plan/", clinic_end.plan_step, name="clinic-plan"),
    path(f"{_CHECK}ask/", clinic_end.ask_supplier, name="clinic-ask"),
    path(f"{_CHECK}letter/", clinic_end.letter, name="clinic-letter"),
    path(f"{_CHECK}replies/<int:question_id>/", clinic_end.take_reply, name="clinic-take"),
    path(f"{_CHECK}wall/", clinic_end.wall, name="clinic-wall"),
    path(f"{_CHECK}wall.pdf", clinic_end.wall_file, name="clinic-wall-file"),
    path(f"{_CHECK}submit/", clinic_end.submit, name="clinic-submit"),
    path(f"{_CHECK}recall/", clinic_end.recall, name="clinic-recall"),
    path("check/<slug:key>/", clinic.go_on, name="clinic-go-on"),
]
