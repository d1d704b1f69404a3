"""Stores the payloads in every text field that people can fill. Runs inside the demo's database."""

from __future__ import annotations

import itertools
import json
from datetime import timedelta
from typing import Any

from django.core.cache import cache
from django.db import models

from forums.actions import add_post
from participation.accounts.models import User
from participation.database import db_now
from participation.moderation.actions import decide, report_thing
from participation.organisations.actions import register_organisation
from participation.organisations.models import Organisation, Representative
from participation.refusals import BadInput
from proposals.actions.answering import answer_proposals, mark_proposal, publish_report, record_adoption
from proposals.actions.publishing import withdraw_consultation
from proposals.actions.taking_part import suggest_wording
from proposals.models import Consultation, DraftTree, Proposal
from proposals.selectors.standing import standing_proposals
from tests.e2e.payloads import bundles, short
from tests.support import factories as make

NOT_TEXT = {"kind", "language", "stage", "contact_email", "way_email"}


def seed() -> None:
    """Everything is stored; prints as JSON what the test has to visit."""
    official, moderator = (User.objects.get(email=f"{name}@megdan.example") for name in ("official", "moderator"))
    texts, place = bundles(), make.place()
    organisation = _organisation(place)
    people = [make.person(short(80, n)) for n in range(12)]
    Representative.objects.create(organisation=organisation, user=people[0], post=short(120, 3))
    draft = make.draft(place)
    _fill(draft)
    DraftTree.objects.filter(pk=draft.draft.pk).update(tree=_tree(texts))
    open_one, answered, withdrawn = (make.consultation(place, tree=_tree(texts)) for _ in range(3))
    for one in (open_one, answered, withdrawn):
        _fill(one)
    post = _talk(open_one, people, texts, organisation)
    _answer(answered, people, official, texts)
    withdraw_consultation(official=official, consultation_id=withdrawn.pk, reason=texts[0])
    reports = [report_thing(reporter=people[3], ref=f"post.{post - n}", reason="other", note=texts[n]) for n in (0, 1)]
    decide(moderator=moderator, ref=reports[0].ref, outcome="hide", rule=short(200, 5), facts=texts[3])
    cache.clear()
    print(json.dumps({
        "draft": draft.pk, "open": open_one.pk, "answered": answered.pk, "withdrawn": withdrawn.pk,
        "clauses": [one.pk for one in make.clauses(open_one)][:4], "organisation": organisation.pk,
        "case": reports[1].ref, "suggestion": open_one.clauses.filter(suggestions__isnull=False).first().suggestions.first().pk,
        "author": people[1].email, "texts": len(texts),
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
    day = (db_now() - timedelta(days=1)).date()
    record_adoption(official=official, consultation_id=one.pk, decision_number=short(60, 7), adopted_on=day)
