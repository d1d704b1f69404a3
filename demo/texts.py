"""Lays the demo's consultations down as officials would have: details, clause tree, published text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from demo.clock import Clock
from demo.corpus import Draft, Piece
from participation.accounts.models import User
from participation.places.models import Municipality
from participation.voting.actions import open_window
from proposals.actions.publishing import lay_down_text
from proposals.models import Clause, Consultation, DraftStep, DraftTree, Passage
from proposals.nodes import Tree, from_nodes

FIELDS = (
    "title", "summary", "policy_area", "act_type", "law", "short_term_reason", "contact_name", "contact_email",
    "contact_phone", "way_counter", "way_post", "motives_reasons", "motives_aims", "motives_resources",
    "motives_results", "motives_eu_check", "document_introduction", "document_aims", "document_process",
    "document_related", "document_questions", "decision_number", "withdrawn_reason",
)  # fmt: skip
RANKS = {"numbered": 20, "article": 20, "transitional": 20, "paragraph": 30, "point": 40, "letter": 50}


@dataclass
class Laid:
    """A stored consultation with its moments and, in reading order, its clauses."""

    draft: Draft
    consultation: Consultation
    official: User
    published: datetime | None = None
    opens: datetime | None = None
    closes: datetime | None = None
    answered: datetime | None = None
    clauses: list[tuple[Piece, Clause, Passage]] | None = None

    @property
    def ends(self) -> datetime:
        """When it stopped taking contributions, or will."""
        assert self.closes is not None
        return self.consultation.withdrawn_at or self.closes


def tree_of(pieces: list[Piece]) -> Tree:
    """The clause tree: each piece under the nearest one before it that ranks higher; nothing stands under a table."""
    top: list[dict[str, Any]] = []
    above: list[tuple[int, dict[str, Any]]] = []
    for piece in pieces:
        node = {"kind": piece.kind, "label": piece.label, "heading": piece.heading, "body": piece.body, "children": []}
        rank = _rank(piece, above)
        while above and above[-1][0] >= rank:
            above.pop()
        (above[-1][1]["children"] if above else top).append(node)
        if piece.kind != "table":
            above.append((rank, node))
    return from_nodes(top)


def _rank(piece: Piece, above: list[tuple[int, dict[str, Any]]]) -> int:
    if piece.kind == "table":
        last, node = above[-1]
        return last if node["kind"] == "numbered" else last + 5
    if piece.is_heading:
        return 10 if piece.kind == "section" else 0
    quoted = piece.label.startswith("„")  # „Чл. 8а.“ stands inside the § that creates it, „(3)“ inside the point
    return RANKS[piece.kind] + quoted * (5 if piece.kind == "article" else 25)


def lay_down(draft: Draft, place: Municipality, official: User, clock: Clock) -> Laid:
    """The consultation is stored; where it is published, with version 1 of its text."""
    head = draft.head
    consultation = Consultation(
        municipality=place,
        kind={"ordinance": "normative"}.get(head["kind"], head["kind"]),
        institution=f"Община {place.name_bg}",
        created_by=official,
        way_email=head.get("contact_email", ""),
        window=open_window(municipality_id=place.pk),
        **{name: head[name] for name in FIELDS if name in head},
    )
    laid = Laid(draft, consultation, official)
    _date(laid, clock)
    consultation.save()
    window = consultation.window
    window.scope, window.opens_at, window.closes_at = consultation.scope, laid.opens, laid.closes
    window.stopped_at = consultation.withdrawn_at
    window.save()
    _text(laid, clock)
    return laid


def _date(laid: Laid, clock: Clock) -> None:
    head, consultation = laid.draft.head, laid.consultation
    if head["state"] == "preparing":
        consultation.created_at = clock.at("-4d", 10, 20)
        return
    laid.opens, laid.closes = clock.at(head["opens"]), clock.at(head["closes"], 17)
    laid.published = min(laid.opens - timedelta(days=2, hours=-2), clock.at("-1d", 11, 40))
    consultation.created_at = laid.published - timedelta(days=9)
    consultation.published_at = laid.published
    consultation.planned_opens_at, consultation.planned_closes_at = laid.opens, laid.closes
    consultation.stage = Consultation.Stage.PUBLISHED
    consultation.reg_num = f"{laid.consultation.municipality.code}-{laid.published.year}-{laid.published:%m%d}"
    consultation.answers_due_on = (laid.closes + timedelta(days=30)).date()
    if "withdrawn" in head:
        consultation.stage, consultation.withdrawn_at = (
            Consultation.Stage.WITHDRAWN,
            clock.at(head["withdrawn"], 11, 30),
        )
    if "answered" in head:
        laid.answered = clock.at(head["answered"], 15, 10)
        consultation.stage, consultation.answered_at = Consultation.Stage.ANSWERED, laid.answered
        consultation.report_note = head.get("report_intro", "")
    if "adopted" in head:
        consultation.stage, consultation.adopted_on = Consultation.Stage.ADOPTED, clock.at(head["adopted"]).date()


def _text(laid: Laid, clock: Clock) -> None:
    consultation, pieces = laid.consultation, laid.draft.pieces
    tree = tree_of(pieces)
    made = DraftTree.objects.create(consultation=consultation, tree=tree, step=1, revision=1)
    DraftStep.objects.create(draft=made, number=0, operation="", tree=[], made_at=consultation.created_at)
    DraftStep.objects.create(
        draft=made, number=1, operation="import", tree=tree, made_by=laid.official, made_at=consultation.created_at
    )
    if laid.published is None:
        return
    version = lay_down_text(consultation, [dict(node) for node in tree], at=laid.published)
    passages = version.passages.select_related("clause__thread", "clause__question").order_by("position")
    laid.clauses = [(piece, passage.clause, passage) for piece, passage in zip(pieces, passages, strict=True)]
