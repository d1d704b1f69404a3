"""Pages and forms of projects, and the operations with which a program does the same."""

from __future__ import annotations

from django.forms import BaseForm

from frontend.projects import check_forms, forms, small_forms

PRO = "projects/{id}/"
OFFER = f"{PRO}offers/{{offer_id}}/"
VOTES = ["POST ballots/", "DELETE ballots/{question}/"]

PROJECT_PAGES: dict[str, list[str]] = {
    "projects": ["GET projects/", "GET projects/my_offers/"],
    "project_new": ["POST projects/"],
    "project_criteria": ["GET project-criteria/"],
    "project": [
        f"GET {PRO}",
        f"GET {PRO}updates/",
        f"GET {PRO}questions/",
        f"GET {PRO}coordinators/",
        f"GET {PRO}report/",
    ],
    "project_follow": ["POST follows/", "DELETE follows/{scope}/"],
    "project_edit": [f"PATCH {PRO}"],
    "project_submit": [f"POST {PRO}submit/"],
    "project_withdraw": [f"POST {PRO}withdraw/"],
    "project_discard": [f"DELETE {PRO}"],
    "project_lead": [f"GET {PRO}offers/"],
    "project_begin": [f"POST {PRO}begin/"],
    "project_end": [f"POST {PRO}end/"],
    "coordinator_name": [f"POST {PRO}coordinators/"],
    "coordinator_remove": [f"DELETE {PRO}coordinators/{{user_id}}/"],
    "project_news_new": [f"POST {PRO}updates/"],
    "project_news_edit": [f"PATCH {PRO}updates/{{update_id}}/"],
    "project_news_remove": [f"DELETE {PRO}updates/{{update_id}}/"],
    "project_report": [f"POST {PRO}report/", f"PATCH {PRO}report/"],
    "project_offer": [f"POST {PRO}needs/{{need_id}}/offers/"],
    "project_offers": [f"GET {PRO}offers/"],
    "offer_answer": [f"POST {OFFER}answer/"],
    "offer_brought": [f"POST {OFFER}brought/"],
    "offer_withdraw": [f"POST {OFFER}withdraw/"],
    "project_ask": [f"POST {PRO}questions/"],
    "project_question": [f"GET {PRO}questions/"],
    "project_reply": [f"POST {PRO}questions/"],
    "project_post_edit": [f"PATCH {PRO}questions/{{post_id}}/", f"DELETE {PRO}questions/{{post_id}}/"],
    "project_support": VOTES,
    "work_projects": ["GET projects/"],
    "work_criteria": ["POST project-criteria/"],
    "work_project": [f"POST {PRO}checks/", f"GET {PRO}checks/"],
}

WORDS = {"body": "text"}
MADE = {"speaks": "organisation", "seen": "title"}  # what is made was seen by nobody before
KEPT = {**MADE, "municipality": "title", "client_key": "title", "seen": "seen"}  # these stay as they were
PROJECT_FORMS: list[tuple[type[BaseForm], str, dict[str, str]]] = [
    (forms.ProjectForm, "POST projects/", MADE),
    (forms.ProjectForm, f"PATCH {PRO}", {**KEPT, "speaks": "title"}),
    (small_forms.OfferForm, f"POST {PRO}needs/{{need_id}}/offers/", {}),
    (small_forms.AnswerOfferForm, f"POST {OFFER}answer/", {}),
    (small_forms.QuestionForm, f"POST {PRO}questions/", {}),
    (small_forms.ReplyForm, f"POST {PRO}questions/", {}),
    (small_forms.ReasonForm, f"POST {PRO}end/", {}),
    (small_forms.NewsForm, f"POST {PRO}updates/", WORDS),
    (small_forms.ReportForm, f"POST {PRO}report/", WORDS),
    (small_forms.CoordinatorForm, f"POST {PRO}coordinators/", {"person": "user"}),
    (check_forms.CheckForm, f"POST {PRO}checks/", {}),
    (check_forms.CriteriaForm, "POST project-criteria/", {"criteria": "texts"}),
]
