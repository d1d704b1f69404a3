"""Why a file was not read: a stable code for programs, a plain sentence for people."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from participation.refusals import Refused

REASONS: dict[str, Promise] = {
    "empty": _("The file is empty."),
    "too_large": _("The file is larger than 20 MB. Remove pictures from it or split it."),
    "unknown_type": _("This kind of file cannot be read. Use DOCX, ODT, PDF with text, Markdown or plain text."),
    "legacy_doc": _("This is an old Word file (.doc). Save it as .docx and upload it again."),
    "rtf": _("This is an RTF file. Save it as .docx or .odt and upload it again."),
    "spreadsheet": _("This is a spreadsheet or a presentation. Upload the text as DOCX, ODT or PDF."),
    "image": _("This is a picture. Upload a file with text in it."),
    "unknown_attachment": _(
        "This kind of file cannot be attached. Use a document, a table, a presentation (DOCX, XLSX, PPTX, ODT, ODS, "
        "ODP, PDF), plain text, or a picture (PNG, JPEG, WebP)."
    ),
    "macros": _("The file contains macros, which are not accepted. Save it as .docx without macros."),
    "active": _("The PDF contains a script or other files. Print it into a new PDF and choose that one."),
    "encrypted": _("The file is protected by a password. Remove the password and upload it again."),
    "scanned": _(
        "The pages of this PDF are pictures without text. "
        "Upload the document it was printed from, or run text recognition first."
    ),
    "unreadable_text": _(
        "The text of this PDF cannot be copied out: its fonts do not say which letters they draw. "
        "Upload the document it was made from."
    ),
    "no_text": _("There is no text in this file."),
    "broken": _("The file is damaged or incomplete. Open it, save it again and upload the new file."),
    "archive_bomb": _("The file unpacks to far more than its size, so it was not opened."),
    "archive_path": _("The file contains parts with forbidden names, so it was not opened."),
    "archive_nested": _("The file contains other archives, so it was not opened."),
    "xml_entities": _("The file contains XML declarations that are not allowed in a document."),
    "too_complex": _("The file needs too much memory to be read. Split it into smaller files."),
    "too_slow": _("Reading the file took too long. Split it into smaller files."),
    "too_many_pages": _("The document has too many pages. Split it into smaller files."),
    "text_encoding": _("The letters in this text file cannot be read. Save it as UTF-8."),
    "crashed": _("The file could not be read. The original is kept; try another format."),
}


class ImportRefused(Refused):
    """A file that will not be read. `code` is one of REASONS and stays stable."""

    def __init__(self, code: str) -> None:
        code = code if code in REASONS else "crashed"
        # Not through the parent's way, which asks whether the sentence is empty: that translates it, and the child
        # process that reads files knows no settings.
        Exception.__init__(self, REASONS[code])
        self.code, self.message, self.field, self.extra = code, REASONS[code], "file", {"field": "file"}


def reason_text(code: str) -> str:
    """The sentence for a code in the active language; empty for no code."""
    return str(REASONS.get(code, REASONS["crashed"])) if code else ""
