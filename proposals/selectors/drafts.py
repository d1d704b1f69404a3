"""What officials see of their own work: drafts with their trees, and what to do next."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from participation.accounts.models import User
from participation.places.models import Municipality, Role
from participation.places.selectors import can_act

from .. import readiness
from ..models import Consultation, DraftTree, Passage, Proposal
from ..nodes import Tree, TreeNode, walk
from ..tables import rows_apart
from ..tree import split_places
from .numbers import numbers_of
from .standing import STANDING
from .states import with_state


@dataclass(frozen=True)
class Row:
    """One clause of a draft as the workbench lists it."""

    key: str
    depth: int
    kind: str
    label: str
    heading: str
    body: str
    inside: int  # clauses inside it, at any depth

    @property
    def kind_label(self) -> str:
        """The kind in words."""
        return str(Passage.Kind(self.kind).label)

    @property
    def is_empty(self) -> bool:
        """Nothing is said in it, nor in a clause inside it: an article of numbered paragraphs needs no words of its own."""
        return not (self.inside or self.body.strip() or self.heading.strip())

    @property
    def is_table(self) -> bool:
        """Whether it is one table of several rows."""
        return bool(rows_apart(self.body))

    @property
    def pieces(self) -> list[tuple[int, str]]:
        """Where its text can be cut: (character, words of the piece that begins there)."""
        return split_places(self.body)


@dataclass(frozen=True)
class DraftView:
    """The draft's text as it stands, and what can be undone and redone ("" for nothing)."""

    rows: list[Row]
    revision: int
    undoes: str
    redoes: str
    import_job: int | None

    def row(self, key: str) -> Row | None:
        """The row of this key."""
        return next((row for row in self.rows if row.key == key), None)


def rows_of(tree: Tree) -> list[Row]:
    """The tree as rows in reading order."""
    return [_row(depth, node) for depth, node in walk(tree)]


def _row(depth: int, node: TreeNode) -> Row:
    inside = sum(1 for _below in walk(node["children"]))
    return Row(node["key"], depth, node["kind"], node["label"], node["heading"], node["body"], inside)


def get_draft(consultation: Consultation) -> DraftView:
    """The draft's text; an empty one where nothing was written yet. Two queries."""
    draft = DraftTree.objects.filter(consultation=consultation).first()
    if draft is None:
        return DraftView([], 0, "", "", None)
    return view_of(draft)


def view_of(draft: DraftTree) -> DraftView:
    """A draft at hand as a page shows it. One query."""
    steps = dict(
        draft.steps.filter(number__in=[draft.step - 1, draft.step, draft.step + 1]).values_list("number", "operation")
    )
    undoes = steps.get(draft.step, "") if draft.step - 1 in steps else ""
    return DraftView(rows_of(draft.tree), draft.revision, undoes, steps.get(draft.step + 1, ""), draft.import_job)


def remembered_from(consultation: Consultation, names: tuple[str, ...]) -> Consultation | None:
    """The municipality's consultation before this one, where these fields still say what they said there."""
    before = (
        Consultation.objects.filter(municipality=consultation.municipality_id, pk__lt=consultation.pk)
        .exclude(contact_name="")
        .order_by("-pk")
        .first()
    )
    if before is None or not any(getattr(before, name) for name in names):
        return None
    return before if all(getattr(before, name) == getattr(consultation, name) for name in names) else None


def list_official_places(user: object) -> list[Municipality]:
    """The municipalities the person is an official of, by name."""
    if not isinstance(user, User) or not can_act(user):
        return []
    return list(Municipality.objects.filter(roles__user=user, roles__kind=Role.Kind.OFFICIAL).order_by("name_bg", "id"))


def get_for_official(user: object, pk: int) -> Consultation | None:
    """A consultation of one of the person's municipalities, with ``state``; None for all others, as if there were none."""
    return _theirs(user).filter(pk=pk).first()


def _theirs(user: object) -> QuerySet[Consultation]:
    everything = with_state(Consultation.objects.select_related("municipality__region", "window", "created_by"))
    if not isinstance(user, User) or not can_act(user):
        return everything.none()
    places = Role.objects.filter(user=user, kind=Role.Kind.OFFICIAL).values("municipality")
    return everything.filter(municipality__in=places)


@dataclass(frozen=True)
class Work:
    """A consultation of one's own, with what there is to do on it."""

    consultation: Consultation
    missing: int  # lines of the checklist, while it is being prepared
    proposals: int  # to be answered: suggested wordings, and comments that were marked as proposals
    unanswered: int
    comments: int
    ballots: int
    suggestions: int = 0  # suggested wordings alone, as everybody sees them counted


def list_work(user: object, *, place: str = "", state: str = "") -> list[Work]:
    """All consultations of the person's municipalities, what needs them first; six queries whatever their number."""
    found = _theirs(user)
    if place:
        found = found.filter(municipality__code=place.upper())
    if state:
        found = found.filter(Q(state=state))
    work = work_on(list(found.order_by("-id")))
    return sorted(
        work, key=lambda one: (URGENCY.get(one.consultation.state, 9), _moment(one.consultation), -one.consultation.pk)
    )


def get_work(consultation: Consultation) -> Work:
    """One consultation, with ``state``, and what there is to do on it."""
    return work_on([consultation])[0]


def work_on(consultations: list[Consultation]) -> list[Work]:
    """What there is to do on each of them, in their order; as many queries for one as for fifty."""
    facts = readiness.facts_of([one for one in consultations if one.state == "preparing"])
    ids = [consultation.pk for consultation in consultations]
    proposals = {
        pk: (total, waiting)
        for pk, total, waiting in Proposal.objects.filter(STANDING, consultation__in=ids)
        .values_list("consultation")
        .annotate(total=Count("id"), waiting=Count("id", filter=Q(outcome="")))
        .order_by()
    }
    numbers = numbers_of(ids)
    return [
        Work(
            one,
            len(readiness.missing(one, facts=facts[one.pk])) if one.pk in facts else 0,
            *proposals.get(one.pk, (0, 0)),
            numbers[one.pk].comments,
            numbers[one.pk].ballots,
            numbers[one.pk].suggestions,
        )
        for one in consultations
    ]


URGENCY = {"closed": 0, "preparing": 1, "open": 2, "announced": 3, "answered": 4, "adopted": 5, "withdrawn": 6}


def _moment(consultation: Consultation) -> float:
    closes = consultation.window.closes_at
    return closes.timestamp() if closes and consultation.state in ("closed", "open", "announced") else 0.0
