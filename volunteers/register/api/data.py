"""Dictionaries as they go out; a test holds them to their descriptions."""

from __future__ import annotations

from datetime import datetime

from participation.rest.fields import moment, place_short
from participation.rest.views import Row

from ..lists import times_of
from ..models import Application, Guardian, Volunteer
from ..selectors.guardians import TERM, Asked, state_of
from ..selectors.matching import Candidate


def shown_entry(row: Volunteer) -> Row:
    """See ShownEntry."""
    return {
        "age": row.age,
        "about": row.about,
        "skills": row.skills,
        "other_skills": row.other_skills,
        "digital": row.digital,
        "languages": row.languages,
        "is_remote": row.is_remote,
        "municipalities": [place_short(place) for place in row.municipalities.all()],
        "week": times_of(row.week),
        "away": row.away,
        "has_contract": row.has_contract,
        "insurance": row.insurance,
    }


def entry_data(row: Volunteer, now: datetime) -> Row:
    """See EntryOut."""
    guardian = getattr(row, "guardian", None)
    return {
        **shown_entry(row),
        "is_listed": row.is_listed,
        "consented_at": moment(row.consented_at),
        "changed_at": moment(row.changed_at),
        "guardian": guardian_data(guardian, now) if guardian is not None else None,
    }


def guardian_data(row: Guardian, now: datetime) -> Row:
    """See GuardianOut."""
    return {
        "name": row.name,
        "email": row.email,
        "state": state_of(row, now),
        "asked_at": moment(row.asked_at),
        "until": moment(row.asked_at + TERM),
    }


def asked_data(asked: Asked) -> Row:
    """See AskedOut."""
    return {
        "name": asked.name, "guardian": asked.guardian, "until": moment(asked.until), "state": asked.state,
    }  # fmt: skip


def application_data(row: Application) -> Row:
    """See ApplicationOut."""
    project = row.project
    title = project.title if project.hidden_at is None else ""
    return {
        "id": row.pk,
        "project": {"id": project.pk, "title": title, "url": project.get_absolute_url()},
        **_words(row),
    }


def received_data(row: Application) -> Row:
    """See ReceivedOut."""
    return {
        "id": row.pk,
        "person": {"id": row.user_id, "name": row.user.display_name},
        "entry": shown_entry(row.user.volunteer),
        **_words(row),
    }


def candidate_data(one: Candidate) -> Row:
    """See CandidateOut. Who it is does not go out."""
    return {"id": one.id, "reasons": [str(reason) for reason in one.reasons], "skills": list(one.skills)}


def _words(row: Application) -> Row:
    return {
        "state": row.state,
        "words": row.words,
        "answer": row.answer,
        "at": moment(row.at),
        "answered_at": moment(row.answered_at),
    }
