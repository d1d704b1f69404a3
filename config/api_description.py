"""What the API says about itself; read by the settings, so it imports nothing."""

from __future__ import annotations

from typing import Any

API_DESCRIPTION = """
Local policy made together: consultations, their clauses, comments, suggested wordings, ballots and answers.

**Reading** needs no account. **Writing** needs a token: `POST /api/v1/tokens/` with `email` and `password`, then send
`Authorization: Bearer …`. A signed-in browser session works too, with its CSRF token.

**Lists** answer `count`, `next`, `previous`, `results`; `?page=` and `?page_size=` (to 200). A filter that is not
declared is answered with 400 and its name.

**Errors** carry `detail` (in the language of `Accept-Language`: bg, en, it, es, fr) and a stable `code`; bad input
also `fields`. **Limits** are answered with 429 and `Retry-After`.

**Live.** The socket at `/ws/live/` tells the same as it happens. Send
`{"subscribe": {"consultation.12": null}}`, or the number of the last event you saw in place of `null`; receive
`{"stream", "epoch", "seq", "kind", "data"}`. Numbers of a stream have no gaps; after a break ask from the last one
you saw. `?as=html&lang=bg` adds a fragment of the page as `html`. Where sockets are blocked, `/api/v1/live/` answers
the same by polling. `docs/api.md` has a program to start from.
"""

# In the order of the documentation page.
API_TAGS = [
    {"name": "consultations", "description": "Policy drafts put to the public, from preparing to adoption."},
    {"name": "clauses", "description": "The text, clause by clause, with tallies."},
    {"name": "comments", "description": "What is said about clauses and suggestions."},
    {"name": "suggestions", "description": "Other wordings."},
    {
        "name": "questions",
        "description": "What can be voted on: stances on clauses, support for comments and suggestions.",
    },
    {"name": "ballots", "description": "Your own votes."},
    {"name": "proposals", "description": "What the municipality answers, and its answers."},
    {"name": "municipalities", "description": "The 265 municipalities of Bulgaria."},
    {"name": "organisations", "description": "NGOs, businesses, libraries, schools that take part."},
    {"name": "live", "description": "What happens, as it happens."},
    {"name": "notifications", "description": "Your bell."},
    {"name": "follows", "description": "What you are told about."},
    {"name": "reports", "description": "Telling moderators what breaks the rules."},
    {"name": "cases", "description": "What waits for a moderator."},
    {"name": "decisions", "description": "What moderators decided and why."},
    {"name": "imports", "description": "Documents on their way to a clause tree."},
    {"name": "tokens", "description": "Keys to this API."},
    {"name": "me", "description": "Yourself."},
    {"name": "start", "description": "What there is."},
]

SPECTACULAR_SETTINGS: dict[str, Any] = {
    "TITLE": "Megdan",
    "DESCRIPTION": API_DESCRIPTION,
    "VERSION": "1",
    "TAGS": API_TAGS,
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_SETTINGS": {"deepLinking": True, "docExpansion": "none", "validatorUrl": None},
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "SCHEMA_PATH_PREFIX": r"/api/v1",
    "OAS_VERSION": "3.1.0",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_NAME_OVERRIDES": {
        "ConsultationKind": "proposals.models.Consultation.Kind",
        "ConsultationState": "proposals.models.Consultation.State",
        "ClauseKind": "proposals.models.Passage.Kind",
        "SuggestionState": "proposals.models.Suggestion.State",
        "QuestionKind": "participation.voting.models.Question.Kind",
        "ParticipantGroup": "participation.voting.models.Group",
        "AnswerOutcome": "proposals.models.Proposal.Outcome",
        "DecisionOutcome": "participation.moderation.models.Decision.Outcome",
        "ReportReason": "participation.moderation.models.Report.Reason",
        "AttachmentKind": "participation.documents.models.Attachment.Kind",
        "ImportState": "participation.documents.models.ImportJob.State",
        "OrganisationKind": "participation.organisations.models.Organisation.Kind",
        "OrganisationState": "participation.organisations.models.Organisation.State",
    },
}
