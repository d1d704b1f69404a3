"""Stores the payloads in every text field that people can fill. Runs inside the demo's database."""

from __future__ import annotations

import itertools
import json
from datetime import timedelta
from typing import Any

from django.core.cache import cache
from django.core.files.base import ContentFile
from django.db import models
from django.utils import timezone

from forums.actions import add_post
from participation.accounts.actions import make_token
from participation.accounts.models import User
from participation.documents.actions.attachments import add_attachment
from participation.moderation.actions import appeal_decision, decide, report_thing, write_rule
from participation.notifications.actions import follow
from participation.organisations.actions import invite_representative, register_organisation
from participation.organisations.models import Organisation, Representative
from participation.refusals import BadInput
from proposals.actions.adopting import record_adoption
from proposals.actions.answering import answer_proposals, mark_proposal, publish_report
from proposals.actions.publishing import withdraw_consultation
from proposals.actions.taking_part import suggest_wording
from proposals.models import Consultation, DraftTree, Proposal
from proposals.selectors.standing import standing_proposals
from tests.e2e.conftest import ROOT
from tests.e2e.payloads import bundles, short
from tests.support import factories as make

NOT_TEXT = {"kind", "language", "stage", "contact_email", "way_email"}


def seed() -> None:
    """Everything is stored; prints as JSON what the test has to visit."""
    official, moderator = (User.objects.get(email=f"{name}@megdan.example") for name in ("official", "moderator"))
    texts, organisation = bundles(), _organisation(place := make.place())
    people = [make.person(short(80, n)) for n in range(12)]
    Representative.objects.create(organisation=organisation, user=people[0], post=short(120, 3))
    draft = make.draft(place)
    _fill(draft)
    DraftTree.objects.filter(pk=draft.draft.pk).update(tree=_tree(texts))
    open_one, answered, withdrawn = (make.consultation(place, tree=_tree(texts)) for _ in range(3))
    for one in (open_one, answered, withdrawn):
        _fill(one)
        follow(user=people[1], scope=one.scope)
    files = [_attach(one, official, n) for n, one in enumerate((draft, open_one))]
    post = _talk(open_one, people, texts, organisation)
    _answer(answered, people, official, texts * 5)  # without the shared lists there are fewer texts than proposals
    withdraw_consultation(official=official, consultation_id=withdrawn.pk, reason=texts[0])
    reports = [
        report_thing(reporter=people[3], ref=f"post.{post - n}", reason="other", note=texts[n], place=short(400, n))
        for n in (0, 1)
    ]
    rule = write_rule(writer=moderator, municipality=place.code, title=short(120, 5), text=texts[5]).code
    written = {"rule": rule, "facts": texts[3], "reason": texts[4]}
    decided = decide(moderator=moderator, ref=reports[0].ref, outcome="hide", **written)
    appeal_decision(person=decided.affected, decision_id=decided.pk, text=texts[6])
    invite_representative(
        representative=people[0], organisation_id=organisation.pk, email=people[1].email, post=short(99)
    )
    proposal = Proposal.objects.filter(consultation=answered).latest("pk")
    cache.clear()
    User.objects.update(joined_at=timezone.now() - timedelta(days=30))  # nobody is slowed down as new accounts are
    print(json.dumps({
        "draft": draft.pk, "open": open_one.pk, "answered": answered.pk, "withdrawn": withdrawn.pk,
        "clauses": [one.pk for one in make.clauses(open_one)][:4], "organisation": organisation.pk,
        "case": reports[1].ref, "suggestion": open_one.clauses.filter(suggestions__isnull=False).first().suggestions.first().pk,
        "decided": reports[0].ref, "receipt": reports[0].receipt, "statement": decided.pk,
        "post": post - 1, "proposal": proposal.pk, "file": files[1],
        "author": people[1].email, "people": [one.pk for one in people[:2]],
        "tokens": [make_token(user=one, name=short(80, n))[1] for n, one in enumerate(people[:2])],
    }))  # fmt: skip


def _fill(one: Consultation) -> None:
    """Every text of the consultation's own."""
    numbers = itertools.count()
    for field in one._meta.get_fields():
        if isinstance(field, models.CharField | models.TextField) and field.name not in NOT_TEXT:
            longest = field.max_length or 1000
            setattr(
                one,
                field.name,
                short(longest, next(numbers)) if longest < 500 else "\n\n".join(bundles()[:20])[:longest],
            )
    one.save()


def _attach(one: Consultation, official: User, n: int) -> int:
    """A file beside it whose title and name are payloads; its number."""
    content = ContentFile((ROOT / "tests" / "documents" / "files" / "naredba.pdf").read_bytes())
    named = {"title": short(200, 3 + n), "name": f"{short(100, n)}.pdf"}
    return add_attachment(uploader=official, file=content, scope=one.scope, kind="annex", is_public=n > 0, **named).pk


def _tree(texts: list[str]) -> list[dict[str, Any]]:
    """Clauses whose labels, headings and texts are payloads."""
    return [
        {
            "key": f"k{n}",
            "kind": "numbered",
            "label": short(40, n),
            "heading": short(400, n),
            "body": text,
            "children": [],
        }
        for n, text in enumerate(texts)
    ]


def _organisation(place: Any) -> Organisation:
    about = "\n\n".join(bundles()[:20])[:2000]
    asking: dict[str, Any] = {"user": make.person(), "name": short(160, 1), "kind": "ngo", "municipality_id": place.pk}
    for website in ("javascript:alert(1)//https://x.example", "data:text/html,<script>alert(1)</script>"):
        try:
            register_organisation(**asking, website=website)
        except BadInput:
            continue
        raise AssertionError(f"{website} was taken for an address")
    made = register_organisation(**asking, website='https://x.example/"onmouseover=alert(1)', about=about)
    Organisation.objects.filter(pk=made.pk).update(
        state="vouched", registration_number=short(20), decision_reason=about
    )
    return made


def _talk(one: Consultation, people: list[User], texts: list[str], organisation: Organisation) -> int:
    """Comments, quotes, answers and suggestions; the number of the last comment."""
    first, second, third = make.clauses(one)[:3]
    last = 0
    for n, text in enumerate(texts):
        cache.clear()  # the limits on how much one person writes are another test's
        author = people[n % len(people)]
        thread = (first, second)[n % 2].thread_id
        spoken = {"organisation_id": organisation.pk} if author == people[0] else {}
        last = add_post(author=author, thread_id=thread, body=text, quote=text[:300], argument="for", **spoken).pk
        if n % 8 == 0:
            add_post(author=people[5], thread_id=thread, body=text, parent_id=last)
        if n % 4 == 0:
            suggest_wording(author=author, clause_id=third.pk, text=f"{text} {n}", reason=text)
    return last


def _answer(one: Consultation, people: list[User], official: User, texts: list[str]) -> None:
    """Suggestions and a marked comment, answered with reasons; the report; what became of it."""
    first, second = make.clauses(one)[:2]
    for n, text in enumerate(texts[:40]):
        cache.clear()
        suggest_wording(author=people[n % 12], clause_id=second.pk, text=f"{text} {n}", reason=text)
    post = add_post(author=people[1], thread_id=first.thread_id, body="\n\n".join(texts[:8]))
    mark_proposal(official=official, post_id=post.pk)
    make.close(one)
    for n, proposal in enumerate(standing_proposals(one)):
        given: dict[str, Any] = {
            "outcome": ("partly", "rejected")[n % 2],
            "reason": texts[n],
            "resulting_text": texts[n],
        }
        answer_proposals(official=official, consultation_id=one.pk, proposal_ids=[proposal.pk], **given)
    assert Proposal.objects.filter(consultation=one).exclude(outcome="").count() == 41
    publish_report(official=official, consultation_id=one.pk, note="\n\n".join(texts[:10])[:2000])
    day = timezone.localdate()
    record_adoption(official=official, consultation_id=one.pk, decision_number=short(60, 7), adopted_on=day)
