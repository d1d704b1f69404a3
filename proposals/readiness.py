"""What the law wants of a draft before it may be published, and what of it is still missing (see docs/law.md)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from participation.documents.models import Attachment
from proposals.desk import desk_url
from proposals.models import Consultation, DraftTree
from proposals.nodes import Tree, walk

FREE_KIND = Consultation.Kind.IDEA
NORMAL_DAYS, SHORTEST_DAYS = 30, 14
MOTIVES = ("motives_reasons", "motives_aims", "motives_resources", "motives_results", "motives_eu_check")
DOCUMENT = ("document_introduction", "document_aims", "document_process", "document_related", "document_questions")
NAMED = {
    "motives_reasons": _("Motives: the reasons"),
    "motives_aims": _("Motives: the aims"),
    "motives_resources": _("Motives: the resources needed"),
    "motives_results": _("Motives: the expected results"),
    "motives_eu_check": _("Motives: the check against EU law"),
    "document_introduction": _("Consultation document: the introduction"),
    "document_aims": _("Consultation document: the aims"),
    "document_process": _("Consultation document: how it goes"),
    "document_related": _("Consultation document: related acts"),
    "document_questions": _("Consultation document: questions to the public"),
}


@dataclass(frozen=True)
class Item:
    """One line of the checklist. ``link`` is the path and field where it is put right; advice blocks nothing."""

    code: str
    label: str | Promise
    ok: bool
    link: str
    is_advice: bool = False


@dataclass(frozen=True)
class Facts:
    """What the checklist needs besides the consultation's own fields: its tree, and which papers are attached."""

    tree: Tree
    attached: frozenset[str]


def facts_of(consultations: Iterable[Consultation]) -> dict[int, Facts]:
    """The facts of several consultations by two queries."""
    wanted = {consultation.scope: consultation.pk for consultation in consultations}
    trees = dict(DraftTree.objects.filter(consultation__in=wanted.values()).values_list("consultation", "tree"))
    attached: dict[int, set[str]] = defaultdict(set)
    for scope, kind in Attachment.objects.filter(scope__in=wanted).values_list("scope", "kind"):
        attached[wanted[scope]].add(kind)
    return {pk: Facts(trees.get(pk, []), frozenset(attached[pk])) for pk in wanted.values()}


def missing(
    consultation: Consultation,
    opens_at: datetime | None = None,
    closes_at: datetime | None = None,
    facts: Facts | None = None,
) -> list[Item]:
    """What blocks publishing with these moments; empty when it is in order. Without moments the planned ones count."""
    return [item for item in check(consultation, opens_at, closes_at, facts) if not item.ok and not item.is_advice]


def check(
    consultation: Consultation,
    opens_at: datetime | None = None,
    closes_at: datetime | None = None,
    facts: Facts | None = None,
) -> list[Item]:
    """The whole checklist in the order of the work: text, details, motives, dates. Two queries, none with ``facts``."""
    facts = facts or facts_of([consultation])[consultation.pk]
    return [
        *_text(consultation, facts.tree),
        *_details(consultation),
        *_papers(consultation, facts.attached),
        *_term(consultation, opens_at or consultation.planned_opens_at, closes_at or consultation.planned_closes_at),
    ]


def wanted_fields(consultation: Consultation) -> frozenset[str]:
    """The fields of the details without which a consultation of this kind is not published."""
    fields = {"title", "contact_name"}
    if consultation.kind == FREE_KIND:
        return frozenset(fields)
    if consultation.kind == Consultation.Kind.NORMATIVE:
        return frozenset({*fields, "institution", "law", *MOTIVES})
    return frozenset({*fields, "institution", *DOCUMENT})


def _link(consultation: Consultation, section: str, field: str = "") -> str:
    return desk_url(consultation.pk, section) + (f"#id_{field}" if field else "")


def _text(consultation: Consultation, tree: Tree) -> list[Item]:
    nodes = [node for _depth, node in walk(tree)]
    link = _link(consultation, "text")
    items = [Item("text", _("The text of the draft"), any(node["body"].strip() for node in nodes), link)]
    empty = [node for node in nodes if not (node["body"].strip() or node["heading"].strip() or node["children"])]
    if empty:
        label = ngettext("%(n)d clause without words", "%(n)d clauses without words", len(empty)) % {"n": len(empty)}
        items.append(Item("empty_clauses", label, False, f"{link}?open={empty[0]['key']}#row-{empty[0]['key']}"))
    return items


def _details(consultation: Consultation) -> list[Item]:
    def item(code: str, label: str | Promise, ok: object, section: str, field: str, advice: bool = False) -> Item:
        return Item(code, label, bool(ok), _link(consultation, section, field), advice)

    one, formal = consultation, consultation.kind != FREE_KIND
    items = [
        item("title", _("Title"), one.title.strip(), "details", "title"),
        item("summary", _("What it is about, in plain words"), one.summary.strip(), "details", "summary", advice=True),
        item(
            "institution", _("Who proposes it"), one.institution.strip(), "details", "institution", advice=not formal
        ),
        item("contact_name", _("Contact person"), one.contact_name.strip(), "contact", "contact_name"),
        item(
            "contact_reach", _("E-mail or telephone of the contact person"),
            one.contact_email or one.contact_phone.strip(), "contact", "contact_email",
        ),
        item(
            "ways", _("A way to take part besides this site: e-mail, counter or post"),
            one.way_email or one.way_counter.strip() or one.way_post.strip(), "contact", "way_email",
        ),
    ]  # fmt: skip
    if one.kind == Consultation.Kind.NORMATIVE:
        items.insert(3, item("law", _("Legal ground"), one.law.strip(), "details", "law"))
    return items


def _papers(consultation: Consultation, attached: frozenset[str]) -> list[Item]:
    """Motives or the consultation document, by kind: each part written here, or the whole attached as a file."""
    if consultation.kind == FREE_KIND:
        return []
    is_act = consultation.kind == Consultation.Kind.NORMATIVE
    kind = Attachment.Kind.MOTIVES if is_act else Attachment.Kind.CONSULTATION_DOCUMENT
    has_file = kind.value in attached
    return [
        Item(
            name,
            NAMED[name],
            has_file or bool(getattr(consultation, name).strip()),
            _link(consultation, "papers", name),
        )
        for name in (MOTIVES if is_act else DOCUMENT)
    ]


def normal_days(consultation: Consultation) -> int:
    """The term in days below which reasons must be published; 0 where the term is free."""
    if consultation.kind == FREE_KIND:
        return 0
    if consultation.kind == Consultation.Kind.NORMATIVE:
        return NORMAL_DAYS
    return max(NORMAL_DAYS, consultation.municipality.minimum_days)


def term_days(consultation: Consultation, opens_at: datetime, closes_at: datetime) -> int:
    """Whole days between the moments, by the municipality's clock on the wall."""
    zone = ZoneInfo(consultation.municipality.timezone)
    opens, closes = (moment.astimezone(zone).replace(tzinfo=None) for moment in (opens_at, closes_at))
    return (closes - opens) // timedelta(days=1)


def is_short(consultation: Consultation) -> bool:
    """Whether a published consultation runs shorter than is normal for its kind."""
    window = consultation.window
    if window.opens_at is None or window.closes_at is None:
        return False
    return term_days(consultation, window.opens_at, window.closes_at) < normal_days(consultation)


def _term(consultation: Consultation, opens_at: datetime | None, closes_at: datetime | None) -> list[Item]:
    now = timezone.now()
    opens_at = max(opens_at, now - timedelta(minutes=1)) if opens_at else now
    link = _link(consultation, "dates", "closes_day")
    if closes_at is None:
        return [Item("closes_at", _("The day on which it closes"), False, link)]
    if closes_at <= max(opens_at, now):
        return [Item("closes_at", _("It must close after it opens, and in the future"), False, link)]
    items = [Item("closes_at", _("The day on which it closes"), True, link)]
    normal, days = normal_days(consultation), term_days(consultation, opens_at, closes_at)
    if not normal:
        return items
    if days < SHORTEST_DAYS:
        label = _("The term is %(days)d days; less than %(least)d is not allowed.")
        return [*items, Item("term", label % {"days": days, "least": SHORTEST_DAYS}, False, link)]
    items.append(Item("term", _("The term: %(days)d days") % {"days": days}, True, link))
    if days < normal:
        wanted = _("Published reasons why the term is shorter than %(normal)d days") % {"normal": normal}
        reason = bool(consultation.short_term_reason.strip())
        items.append(Item("short_term_reason", wanted, reason, _link(consultation, "dates", "short_term_reason")))
    return items
