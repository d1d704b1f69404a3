"""Bodies that are JSON or forms, and hostile ones. Personal numbers are masked here and signs that turn words around left
out, before anything reads the body.
"""

from __future__ import annotations

from collections.abc import Mapping
from json import JSONDecodeError
from typing import IO, Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework.exceptions import ParseError
from rest_framework.parsers import DataAndFiles, JSONParser, MultiPartParser
from rest_framework.validators import ProhibitSurrogateCharactersValidator

from participation.personal_numbers import is_prose, masked, masked_all, masked_fields
from participation.unseen import straight, straight_all

# The framework's own message has no translation into most of our languages; its fields make the validator themselves.
ProhibitSurrogateCharactersValidator.message = gettext_lazy("Half a character (U+{code_point:X}) is no text.")
Context = Mapping[str, Any] | None


class Json(JSONParser):
    """JSON; nesting deeper than Python reads is the sender's mistake, not the server's."""

    def parse(self, stream: IO[Any], media_type: str | None = None, parser_context: Context = None) -> Any:
        """What the body says, with personal numbers masked. Raises ParseError (400)."""
        try:
            sent = straight_all(super().parse(stream, media_type, parser_context))
            clean = masked_fields(sent) if isinstance(sent, dict) else masked_all(sent)
        except RecursionError as error:
            raise ParseError(_("This is nested too deeply.")) from error
        except ParseError as error:  # the framework's own words are Python's, in English
            raise ParseError(_no_json(error.__cause__ or error.__context__)) from error
        _note(parser_context, sent != clean)
        return clean


class Form(MultiPartParser):
    """A form with files; what is written in the files stays as it is, their names do not."""

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Context = None
    ) -> DataAndFiles[Any, Any]:
        """Fields and files, with personal numbers masked. Raises ParseError (400)."""
        sent = super().parse(stream, media_type, parser_context)
        data, changed = masked_form(sent.data, sent.files)
        _note(parser_context, changed)
        return DataAndFiles(data, sent.files)


def masked_form(data: QueryDict, files: Any) -> tuple[QueryDict, bool]:
    """The fields straight, with personal numbers masked, and whether there were any; the files have masked names."""
    clean, changed = data.copy(), False
    for name, values in data.lists():
        plain = [straight(value) for value in values] if is_prose(name) else values
        shown = [masked(value) for value in plain] if is_prose(name) else values
        if shown != values:
            clean.setlist(name, shown)
        changed = changed or shown != plain
    for file in (file for _name, several in files.lists() for file in several):
        shown_name = masked(file.name or "")
        changed, file.name = changed or shown_name != file.name, shown_name
    return clean, changed


def _no_json(why: BaseException | None) -> str:
    """What is wrong with a body that is no JSON, and where."""
    if isinstance(why, JSONDecodeError):
        return _("This is no JSON: look at line %(line)d, column %(column)d.") % {
            "line": why.lineno,
            "column": why.colno,
        }
    return _("This is no JSON.")


def _note(context: Context, changed: bool) -> None:
    """So that the answer can say it: see ``frontend.masking``."""
    if changed and context and "request" in context:
        context["request"]._request.was_masked = True
