"""History, results and report as they go out."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from typing import Any

from rest_framework import serializers

from participation.record.models import Act
from participation.rest.fields import OrganisationShort, moment
from participation.rest.views import Row
from participation.voting.api import TallyOut

from ..models import Consultation, Proposal
from ..selectors.answers import ReportRow
from ..selectors.reading import Reading


class ActOut(serializers.Serializer[Any]):
    """An act of the public record."""

    id = serializers.IntegerField()
    at = serializers.DateTimeField()
    kind = serializers.CharField(help_text="`comment.created`, `consultation.closed` …")
    role = serializers.CharField(allow_blank=True, help_text="citizen, ngo, business, institution, official, system …")
    actor = serializers.CharField(allow_null=True, help_text="the chosen name")
    organisation = OrganisationShort(allow_null=True)
    ref = serializers.CharField(allow_blank=True, help_text="what it was done to: `clause.5`, `post.17`")
    data = serializers.DictField()  # type: ignore[assignment]  # a field's name, as the live stream has it


class VotesOut(serializers.Serializer[Any]):
    """How often was voted on one thing on one day. More is not told of acts of voting."""

    day = serializers.DateField(help_text="of the municipality's time zone")
    ref = serializers.CharField(help_text="what was voted on: `clause.5`, `post.17`, `suggestion.3`")
    cast = serializers.IntegerField(help_text="ballots cast or changed")
    withdrawn = serializers.IntegerField(help_text="ballots taken back")


class ClauseResult(serializers.Serializer[Any]):
    """How one clause stands."""

    id = serializers.IntegerField()
    label = serializers.CharField(allow_blank=True)  # type: ignore[assignment]  # a field's name
    heading = serializers.CharField(allow_blank=True)
    comment_count = serializers.IntegerField()
    suggestion_count = serializers.IntegerField()
    tally = TallyOut()


class ResultsOut(serializers.Serializer[Any]):
    """How all clauses stand."""

    consultation = serializers.IntegerField()
    state = serializers.CharField()
    sealed_at = serializers.DateTimeField(allow_null=True, help_text="null: not final yet")
    digest = serializers.CharField(allow_blank=True, help_text="SHA-256 over `tallies` of the export as canonical JSON")
    total = serializers.IntegerField(help_text="ballots on all clauses")
    counts = serializers.DictField(child=serializers.IntegerField())
    clauses = ClauseResult(many=True)


class ReportRowOut(serializers.Serializer[Any]):
    """A proposal with its answer."""

    number = serializers.IntegerField()
    proposal_id = serializers.IntegerField()
    clause_id = serializers.IntegerField()
    clause = serializers.CharField(allow_blank=True, help_text="its name as printed")
    proposer = serializers.CharField(help_text="a person's chosen name, or the organisation")
    group = serializers.CharField()
    group_label = serializers.CharField(help_text="in the language asked for")
    received_at = serializers.DateTimeField()
    is_wording = serializers.BooleanField(help_text="false: a comment")
    original = serializers.CharField(allow_blank=True)
    proposal = serializers.CharField(allow_blank=True)
    why = serializers.CharField(allow_blank=True)
    support = serializers.IntegerField()
    outcome = serializers.ChoiceField(choices=Proposal.Outcome.choices)
    outcome_label = serializers.CharField(help_text="in the language asked for")
    reason = serializers.CharField(allow_blank=True)
    resulting_text = serializers.CharField(allow_blank=True)


class ReportOut(serializers.Serializer[Any]):
    """The report on the proposals received."""

    consultation = serializers.IntegerField()
    published_at = serializers.DateTimeField()
    note = serializers.CharField(allow_blank=True)
    counts = serializers.DictField(child=serializers.IntegerField(), help_text="{outcome: proposals}")
    proposals = ReportRowOut(many=True)


def act_data(act: Act) -> Row:
    """See ActOut."""
    organisation = act.organisation
    return {
        "id": act.pk,
        "at": moment(act.at),
        "kind": act.kind,
        "role": act.role,
        "actor": act.actor.display_name if act.actor else None,
        "organisation": {"id": organisation.pk, "name": organisation.name} if organisation else None,
        "ref": act.ref,
        "data": act.data,
    }


def results_data(consultation: Consultation, reading: Reading) -> Row:
    """See ResultsOut."""
    counts: Counter[str] = Counter()
    rows = []
    for view in reading.clauses:
        if view.tally is None:
            continue
        counts.update(view.tally.counts)
        rows.append(
            {
                "id": view.clause.pk,
                "label": view.passage.label,
                "heading": view.passage.heading,
                "comment_count": view.comment_count,
                "suggestion_count": view.clause.suggestion_count,
                "tally": view.tally.as_data(),
            }
        )
    return {
        "consultation": consultation.pk,
        "state": consultation.state,
        "sealed_at": moment(consultation.window.sealed_at),
        "digest": consultation.window.digest,
        "total": sum(counts.values()),
        "counts": dict(counts),
        "clauses": rows,
    }


def report_data(consultation: Consultation, rows: list[ReportRow]) -> Row:
    """See ReportOut."""
    return {
        "consultation": consultation.pk,
        "published_at": moment(consultation.answered_at),
        "note": consultation.report_note,
        "counts": dict(Counter(row.outcome for row in rows)),
        "proposals": [{**asdict(row), "received_at": moment(row.received_at)} for row in rows],
    }
