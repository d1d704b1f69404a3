"""What the API says about itself; read by the settings, so it imports nothing that needs them."""

from __future__ import annotations

from typing import Any

from config.api_events import LIVE_DESCRIPTION

API_DESCRIPTION = """
Local policy made together: consultations, their clauses, comments, suggested wordings, ballots and answers; and forums.

**Reading** needs no account. **Writing** needs a token: `POST /api/v1/tokens/` with `email` and `password`, then send
`Authorization: Bearer …`. A signed-in browser session works too, with its CSRF token.

**Lists** answer `count`, `next`, `previous`, `results`; `?page=` and `?page_size=` (to 200). A filter that is not
declared is answered with 400 and its name.

**Errors** carry `detail` (in the language of `Accept-Language`: bg, en, it, es, fr) and a stable `code`; bad input
also `fields`, and a rule of the platform or a single mistake its `field`; fields that are not declared are refused by name.
Every operation can also answer 405, 406 and 415 (`method_not_allowed`, `not_acceptable`, `unsupported_media_type`), in the
same shape. **Limits** are answered with 429 and `Retry-After`.

**Personal numbers** (ЕГН) in a body are replaced by ten dots before anything is kept; the answer then carries
`Megdan-Masked: personal-number`. **Without an account** a report may carry a proof of work: see `GET /api/v1/challenge/`.

**Live.** The socket at `/ws/live/` tells the same as it happens. Send
`{"subscribe": {"consultation.12": null}}`, or the number of the last event you saw in place of `null`; receive
`{"stream", "epoch", "seq", "kind", "data"}`. Numbers of a stream have no gaps; after a break ask from the last one
you saw. `?as=html&lang=bg` adds a fragment of the page as `html`. Where sockets are blocked, `/api/v1/live/` answers
the same by polling. The tag `live` has every kind of event and every code of closing; `docs/api.md` a program to start
from.
"""

# In the order of the documentation page.
API_TAGS = [
    {"name": "consultations", "description": "Policy drafts put to the public, from preparing to adoption."},
    {"name": "sessions", "description": "Public forums: programme, floor, questions, minutes."},
    {"name": "carried", "description": "What was said at sessions and is answered in consultations."},
    {"name": "clauses", "description": "The text, clause by clause, with tallies."},
    {"name": "comments", "description": "What is said about clauses and suggestions."},
    {"name": "pictures", "description": "Pictures to put beside one's words."},
    {"name": "suggestions", "description": "Other wordings."},
    {
        "name": "questions",
        "description": "What can be voted on: stances on clauses, support for comments and suggestions.",
    },
    {"name": "ballots", "description": "Your own votes."},
    {"name": "proposals", "description": "What the municipality answers, and its answers."},
    {"name": "forums", "description": "Where people talk: of municipalities, consultations, organisations."},
    {"name": "categories", "description": "The parts of a forum."},
    {"name": "topics", "description": "Conversations in forums, and the order in them."},
    {"name": "posts", "description": "What is said in topics, by number."},
    {"name": "polls", "description": "Short questions to many: voting, turnout, results."},
    {"name": "tasks", "description": "What is to be done in projects."},
    {"name": "shifts", "description": "When people are needed for a task, and who comes."},
    {"name": "hours", "description": "Who worked how long; your own record."},
    {"name": "certificates", "description": "Papers on confirmed hours, which anybody can check."},
    {"name": "projects", "description": "What people do together for their place, from an idea to a report."},
    {"name": "campaigns", "description": "Money for projects: pledged until a moment, taken only where it is enough."},
    {"name": "pledges", "description": "What you yourself pledged."},
    {"name": "statements", "description": "What arrived on a municipality's account, for its officials."},
    {"name": "expenses", "description": "What projects spent, line by line of their budgets."},
    {"name": "papers", "description": "Receipts and invoices, for those who may see them."},
    {"name": "pledges", "description": "What you yourself pledged; officials give back what was taken."},
    {
        "name": "payouts",
        "description": "Money that leaves for projects: asked by those who lead them, decided by officials.",
    },
    {"name": "pools", "description": "Money of municipalities and businesses that is added to pledges."},
    {"name": "treasuries", "description": "The accounts of municipalities, for their officials."},
    {"name": "arrivals", "description": "Transfers that are expected and that arrived, for officials."},
    {"name": "reconciliations", "description": "Every cent compared, for officials."},
    {"name": "project-criteria", "description": "What municipalities look at when they check projects."},
    {
        "name": "volunteers",
        "description": "The register of volunteers: your own entry, figures, and what guardians answer.",
    },
    {"name": "applications", "description": "Wanting to help in projects, invitations, and what coordinators answer."},
    {"name": "municipalities", "description": "The 265 municipalities of Bulgaria."},
    {"name": "organisations", "description": "NGOs, businesses, libraries, schools that take part."},
    {"name": "live", "description": LIVE_DESCRIPTION},
    {"name": "notifications", "description": "Your bell."},
    {"name": "follows", "description": "What you are told about."},
    {"name": "reports", "description": "Telling moderators what breaks the rules."},
    {"name": "cases", "description": "What waits for a moderator."},
    {"name": "decisions", "description": "What moderators decided and why, about your words or in your municipality."},
    {"name": "appeals", "description": "Asking another human to look again."},
    {"name": "moderation-log", "description": "What moderators decided, for everybody: anonymous."},
    {"name": "rules", "description": "The rules that hold in a municipality."},
    {"name": "suspensions", "description": "Where you may not speak for a time."},
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
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "config.api_schema.add_refusals",
    ],
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_NAME_OVERRIDES": {
        "ConsultationKind": "proposals.models.Consultation.Kind",
        "ConsultationState": "proposals.models.Consultation.State",
        "SessionWhere": "gatherings.models.Attendance.Where",
        "SessionState": "gatherings.models.Session.State",
        "ProjectState": "volunteers.projects.models.Project.State",
        "ApplicationState": "volunteers.register.models.Application.State",
        "ReceivedState": "volunteers.register.api.fields.RECEIVED",
        "ConsentState": "volunteers.register.api.fields.CONSENT",
        "VolunteerAge": "volunteers.register.models.Volunteer.Age",
        "OfferState": "volunteers.projects.models.Offer.State",
        "CheckOutcome": "volunteers.projects.models.Check.Outcome",
        "CampaignState": "volunteers.money.models.Campaign.State",
        "CampaignKind": "volunteers.money.models.Campaign.Kind",
        "PayoutState": "volunteers.money.models.Payout.State",
        "PledgeState": "volunteers.money.models.Pledge.State",
        "StatementState": "volunteers.money.models.Statement.State",
        "StatementFormat": "volunteers.money.models.Statement.Format",
        "StatementLineState": "volunteers.money.models.StatementLine.State",
        "StatementLineVerdict": "volunteers.money.models.StatementLine.Verdict",
        "PaymentProvider": "volunteers.money.api.fields.PROVIDERS",
        "ClauseKind": "proposals.models.Passage.Kind",
        "SuggestionState": "proposals.models.Suggestion.State",
        "ForumStarting": "forums.models.Forum.Starting",
        "TopicLevel": [("follow", "follow"), ("normal", "normal"), ("ignore", "ignore")],
        "QuestionKind": "participation.voting.models.Question.Kind",
        "PollKind": "participation.polls.models.Poll.Kind",
        "PollVoters": "participation.polls.models.Poll.By",
        "PollState": "participation.polls.selectors.reading.STATES",
        "ParticipantGroup": "participation.voting.models.Group",
        "AnswerOutcome": "proposals.models.Proposal.Outcome",
        "DecisionOutcome": "participation.moderation.models.Decision.Outcome",
        "DecisionDetection": "participation.moderation.models.Decision.Detection",
        "AppealOutcome": "participation.moderation.models.Appeal.Outcome",
        "ReportSource": "participation.moderation.models.Report.Source",
        "ReportReason": "participation.moderation.models.Report.Reason",
        "AttachmentKind": "participation.documents.models.Attachment.Kind",
        "ImportState": "participation.documents.models.ImportJob.State",
        "SignUpState": "volunteers.tasks.models.SignUp.State",
        "HoursState": "volunteers.tasks.models.Hours.State",
        "CertificateState": "volunteers.tasks.models.Certificate.State",
        "OrganisationKind": "participation.organisations.models.Organisation.Kind",
        "OrganisationState": "participation.organisations.models.Organisation.State",
    },
}
