"""What the live streams say: each kind of event with the fields of its ``data``. Read by the settings, so it imports
nothing; tests hold it to the code and to real events, and docs/api.md to it.
"""

from __future__ import annotations

POST = (
    "id thread about number parent author argument quote body body_html pictures card question is_proposal is_masked"
    " created_at edited_at count quotes?"
)
TOLD_POST = POST.replace(" count", " answers count").replace(" body ", " quote_gone body ")
GONE_POST = "id number thread about parent count quotes?"
MEDIA = "id pictures card"
SUGGESTION = "id clause author original text reason reason_html state is_masked question thread created_at count"
CONSULTATION = "id stage opens_at closes_at timezone"
TOPIC = "id forum category title posts last_number last_post_at is_pinned is_locked"
BOARD = "session state item items speaking queue waiting attendance"
POLL = (
    "id about title kind by limit is_secret state closes_at reason turnout quorum is_shown is_withheld options groups"
)
TALLY = {"tally": "question counts total groups ref"}
PROJECT = "id state title summary description_html where is_remote starts_on ends_on hours_goal reason goals needs"
CAMPAIGN = (
    "campaign state pledged_cents donors matched_cents collected_cents minimum_cents optimum_cents goal_cents closes_at"
)
SPENDING = "project language lines other_cents planned_cents spent_cents"
UPDATE = "id project title html pictures at edited_at"
PAST = {"gone": "ref id", "superseded": "ref id"}
AUTHORS = {"author.renamed": "author name", "author.gone": "author"}
POLLS = {
    **dict.fromkeys(("poll.opened", "poll.edited", "poll.tally", "poll.closed", "poll.restored", "poll.moved"), POLL),
    "poll.hidden": "id about",
}
COMMENTS = {
    **dict.fromkeys(("comment.created", "comment.edited", "comment.restored"), POST),
    "comment.media": MEDIA,
    **dict.fromkeys(("comment.deleted", "comment.hidden"), GONE_POST),
}
LOCKS = dict.fromkeys(("thread.locked", "thread.unlocked"), "thread about")

# Stream → kind → fields of its data; a question mark: only where there is something to say.
EVENTS: dict[str, dict[str, str]] = {
    "consultation": {
        **TALLY,
        **COMMENTS,
        **dict.fromkeys(
            ("suggestion.created", "suggestion.withdrawn", "suggestion.restored", "suggestion.reworded"), SUGGESTION
        ),
        "suggestion.hidden": "id clause count thread?",
        **dict.fromkeys(("proposal.marked", "proposal.unmarked"), "post is_proposal"),
        "session.claimed": "id author",
        **dict.fromkeys(
            (
                "consultation.published", "consultation.opened", "consultation.closing_soon", "consultation.closed",
                "consultation.withdrawn", "consultation.taken_back", "consultation.extended", "report.published",
                "consultation.adopted", "consultation.decision_corrected",
            ),
            CONSULTATION,
        ),
        **LOCKS,
        **AUTHORS,
        **PAST,
    },
    "topic": {
        **TALLY,
        **dict.fromkeys(("post.created", "post.edited", "post.restored"), TOLD_POST),
        "post.media": MEDIA,
        **dict.fromkeys(("post.deleted", "post.hidden"), GONE_POST),
        **dict.fromkeys(("topic.changed", "topic.pinned", "topic.unpinned", "topic.locked", "topic.unlocked"), TOPIC),
        "topic.moved": f"{TOPIC} to",
        "topic.split": f"{TOPIC} moved to into",
        "topic.opened": f"{TOPIC} from",
        "topic.merged": f"{TOPIC} from of?",
        **POLLS,
        **AUTHORS,
        **PAST,
    },
    "forum": {"topic.moved": TOPIC, "topic.gone": "id", **PAST},
    "session": {
        **dict.fromkeys(
            (
                "session.announced", "session.changed", "session.cancelled", "session.began", "session.item_begun",
                "session.ended", "session.board", "turn.raised", "turn.withdrawn", "turn.called", "turn.ended",
                "minutes.published", "minutes.corrected",
            ),
            BOARD,
        ),
        "session.attendance": "session attendance",
        "session.question_answered": "session post text at is_corrected",
        "session.answer_withdrawn": "session post",
        **COMMENTS,
        **TALLY,
        **POLLS,
        **LOCKS,
        **AUTHORS,
        **PAST,
    },
    "project": {
        **dict.fromkeys(
            (
                "project.opened", "project.changed", "project.begun", "project.needs", "project.reported",
                "project.report_corrected", "project.ended", "project.restored",
            ),
            PROJECT,
        ),
        **dict.fromkeys(
            ("campaign.opened", "campaign.changed", "campaign.funded", "campaign.not_funded"), CAMPAIGN
        ),
        "expense.changed": SPENDING,
        **dict.fromkeys(("update.posted", "update.edited", "update.restored"), UPDATE),
        **dict.fromkeys(("update.removed", "update.hidden"), "id project"),
        "task.changed": "id is_done is_hidden",
        "hours.counted": "hours goal",
        "shift.changed": "id task begins ends places going waiting is_cancelled timezone",
        **COMMENTS,
        **TALLY,
        **POLLS,
        **LOCKS,
        **AUTHORS,
        **PAST,
    },
    "poll": {**POLLS, **PAST},
    "user": {"notification.created": "key kind url", **dict.fromkeys(("import.done", "import.refused"), "import scope")},
}  # fmt: skip

CLOSINGS = {
    1009: "a frame was longer than 8 kB",
    1011: "something broke on our side: come back",
    1012: "the server is restarting: come back",
    4400: "a frame could not be read; the reason says why",
    4401: "the token is not valid, or the person has signed out",
    4403: "a page of another site",
    4404: "no socket at this address",
    4408: "you read too slowly: come back and ask from your last number",
    4429: "too many frames: ten a second, forty at once",
}


def events_table() -> str:
    """Streams, kinds and fields as Markdown, kinds with the same fields in one row."""
    lines = ["| stream | `kind` | fields of `data` |", "|---|---|---|"]
    for stream, kinds in EVENTS.items():
        rows: dict[str, list[str]] = {}
        for kind, fields in kinds.items():
            rows.setdefault(fields, []).append(kind)
        for fields, several in rows.items():
            named = ", ".join(f"`{kind}`" for kind in several)
            lines.append(f"| `{stream}.<id>` | {named} | {', '.join(f'`{name}`' for name in fields.split())} |")
    return "\n".join(lines)


def closings_table() -> str:
    """Why a socket is closed, as Markdown."""
    lines = ["| code | why |", "|---|---|"]
    return "\n".join([*lines, *(f"| {code} | {why} |" for code, why in CLOSINGS.items())])


LIVE_DESCRIPTION = f"""
What happens, as it happens: on the socket at `/ws/live/`, or by polling. `data` of an event depends on its `kind`; a field
with a question mark is there only where there is something to say. Questions from the floor of a session are told as
comments. Things are those of the API (`author`, `pictures`, `card`, `options`), moments ISO 8601. Ignore kinds and fields
you do not know.

{events_table()}

`gone` and `superseded` stand in a replay where an event was that tells what nobody may read any more, or not in these
words. The socket is closed with:

{closings_table()}
"""
