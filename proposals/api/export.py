"""One JSON document of a whole consultation, written piece by piece: what is public, nothing else."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable, Iterator
from itertools import islice
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIRequest
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import QuerySet
from django.http import HttpRequest, StreamingHttpResponse
from rest_framework import serializers

from participation.database import db_now
from participation.documents.selectors import list_attachments
from participation.record.selectors import list_public_acts, votes_per_day
from participation.rest.fields import moment
from participation.rest.views import Row, Rows
from participation.voting.api import TallyOut
from participation.voting.selectors import list_questions, published_tallies

from ..models import Consultation
from ..selectors.comments import comment_views, visible_comments
from ..selectors.numbers import numbers_of
from ..selectors.proposals import proposal_views, visible_proposals
from ..selectors.reading import read_draft
from ..selectors.suggestions import views_of, visible_suggestions
from ..selectors.versions import list_versions, passages_of
from .answers import ProposalOut, proposal_data
from .data import clause_data, comment_data, consultation_detail, suggestion_row
from .fields import ClauseOut, CommentOut, ConsultationDetail, SuggestionOut
from .outcome import ActOut, VotesOut, act_data
from .papers import AttachmentOut, attachment_data

FORMAT = "megdan.consultation/1"
BATCH = 500  # rows at a time
IN_MEMORY = 1_000_000  # bytes; what is longer goes through a temporary file
PIECE = 65_536  # bytes sent at a time


class PassageOut(serializers.Serializer[Any]):
    """What a clause says in one version."""

    clause = serializers.IntegerField()
    position = serializers.IntegerField()
    depth = serializers.IntegerField()
    kind = serializers.CharField()
    label = serializers.CharField(allow_blank=True)  # type: ignore[assignment]  # a field's name
    heading = serializers.CharField(allow_blank=True)
    text = serializers.CharField(allow_blank=True)


class VersionOut(serializers.Serializer[Any]):
    """A published state of the whole text."""

    number = serializers.IntegerField()
    published_at = serializers.DateTimeField()
    passages = PassageOut(many=True)


class QuestionTally(TallyOut):
    """A tally with what it is about."""

    ref = serializers.CharField(help_text="`clause.5`, `post.17`, `suggestion.3`")


class ExportOut(serializers.Serializer[Any]):
    """A whole consultation. What depends on who looks (`own`, `supported`) is null."""

    format = serializers.ChoiceField(choices=[FORMAT])
    exported_at = serializers.DateTimeField()
    consultation = ConsultationDetail()
    versions = VersionOut(many=True)
    clauses = ClauseOut(many=True)
    comments = CommentOut(many=True)
    suggestions = SuggestionOut(many=True)
    proposals = ProposalOut(many=True, help_text="empty until the report is published")
    attachments = AttachmentOut(many=True, help_text="with their addresses and SHA-256, not their contents")
    history = ActOut(many=True)
    votes = VotesOut(many=True)
    tallies = QuestionTally(many=True, help_text="of everything voted on, by id; sealed, `digest` is taken of them")


def export_answer(request: HttpRequest, consultation: Consultation) -> StreamingHttpResponse:
    """The document as a download; its size costs neither memory nor, while it is sent, the database."""
    file: IO[bytes] = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  # closed when the last piece is sent
    for piece in _document(consultation):
        file.write(piece.encode())
    size = file.tell()
    file.seek(0)
    pieces = _pieces_async(file) if isinstance(request, ASGIRequest) else _pieces(file)
    answer = StreamingHttpResponse(pieces, content_type="application/json; charset=utf-8")
    answer["Content-Length"] = str(size)
    answer["Content-Disposition"] = f'attachment; filename="consultation-{consultation.pk}.json"'
    return answer


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while piece := file.read(PIECE):
            yield piece


async def _pieces_async(file: IO[bytes]) -> AsyncIterator[bytes]:
    with file:
        while piece := await sync_to_async(file.read)(PIECE):
            yield piece


def _document(consultation: Consultation) -> Iterator[str]:
    head = {
        "format": FORMAT,
        "exported_at": moment(db_now()),
        "consultation": consultation_detail(consultation, numbers_of([consultation.pk])[consultation.pk]),
    }
    yield _json(head)[:-1]
    for name, rows in _parts(consultation):
        yield f',"{name}":['
        separator = ""
        for row in rows:
            yield separator + _json(row)
            separator = ","
        yield "]"
    yield "}"


def _json(value: Any) -> str:
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False, separators=(",", ":"))


def _parts(consultation: Consultation) -> Iterator[tuple[str, Iterator[Row]]]:
    pk = consultation.pk
    yield "versions", (_version(version) for version in list_versions(consultation))
    yield "clauses", (clause_data(view) for view in read_draft(consultation).clauses)
    comments = visible_comments(None).filter(thread__window__consultation=pk)
    yield "comments", _many(comments, lambda rows: [comment_data(view) for view in comment_views(rows, None)])
    suggestions = visible_suggestions(None).filter(clause__consultation=pk)
    yield "suggestions", _many(suggestions, lambda rows: [suggestion_row(view) for view in views_of(rows)])
    proposals = visible_proposals(None).filter(consultation=pk)
    yield "proposals", _many(proposals, lambda rows: [proposal_data(view) for view in proposal_views(rows)])
    yield "attachments", (attachment_data(consultation, row) for row in list_attachments(consultation.scope))
    acts = list_public_acts(scope=consultation.scope).order_by("id")
    yield "history", _many(acts, lambda rows: [act_data(act) for act in rows])
    yield "votes", votes_per_day(consultation.scope, consultation.municipality.timezone).iterator(chunk_size=BATCH)
    yield "tallies", _many(list_questions(consultation.window_id), published_tallies)


def _many(rows: QuerySet[Any], present: Callable[[list[Any]], Rows]) -> Iterator[Row]:
    left = rows.iterator(chunk_size=BATCH)
    while batch := list(islice(left, BATCH)):
        yield from present(batch)


def _version(version: Any) -> Row:
    passages = [
        {
            "clause": passage.clause_id,
            "position": passage.position,
            "depth": passage.depth,
            "kind": passage.kind,
            "label": passage.label,
            "heading": passage.heading,
            "text": passage.body,
        }
        for passage in passages_of(version)
    ]
    return {"number": version.number, "published_at": moment(version.published_at), "passages": passages}
