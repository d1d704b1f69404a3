"""Looking into a ZIP before opening it, and its XML without entities."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path, PurePosixPath

from lxml import etree

from participation.documents import limits
from participation.documents.refusal import ImportRefused

_NESTED = (".zip", ".docx", ".odt", ".jar", ".7z", ".rar", ".gz")
_MACROS = ("vbaproject.bin", "vbadata.xml")
# Declarations come at the start of a file and are not inside text, where "<" is written "&lt;".
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def open_archive(path: Path) -> zipfile.ZipFile:
    """The archive, after its directory was found harmless. Raises ImportRefused."""
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError) as error:
        raise ImportRefused("broken") from error
    try:
        _check(archive, path.stat().st_size)
    except ImportRefused:
        archive.close()
        raise
    return archive


def _check(archive: zipfile.ZipFile, size: int) -> None:
    entries = archive.infolist()
    if len(entries) > limits.ZIP_ENTRIES:
        raise ImportRefused("archive_bomb")
    total = 0
    for entry in entries:
        _check_name(entry.filename)
        if entry.flag_bits & 0x1:
            raise ImportRefused("encrypted")
        total += entry.file_size
        squeezed = max(entry.compress_size, 1)
        if entry.file_size > limits.ZIP_RATIO_FROM and entry.file_size / squeezed > limits.ZIP_RATIO:
            raise ImportRefused("archive_bomb")
    if total > limits.ZIP_TOTAL or (total > limits.ZIP_RATIO_FROM and total / max(size, 1) > limits.ZIP_RATIO):
        raise ImportRefused("archive_bomb")


def _check_name(name: str) -> None:
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or "\x00" in name or re.match(r"[A-Za-z]:", name):
        raise ImportRefused("archive_path")
    low = name.lower()
    if low.rsplit("/", 1)[-1] in _MACROS or low.startswith("basic/"):
        raise ImportRefused("macros")
    # Charts and spreadsheets embedded in a document are packages too; they are never opened here.
    if low.endswith(_NESTED) and "embeddings/" not in low and not low.startswith("object "):
        raise ImportRefused("archive_nested")


def read_part(archive: zipfile.ZipFile, name: str, limit: int = limits.ZIP_XML) -> bytes | None:
    """The part's bytes, never more than `limit` whatever its header promises; None when it is not there."""
    try:
        with archive.open(name) as part:
            data = part.read(limit + 1)
    except KeyError:
        return None
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, RuntimeError) as error:
        raise ImportRefused("broken") from error
    except Exception as error:  # zlib.error and its relatives share no base class
        raise ImportRefused("broken") from error
    if len(data) > limit:
        raise ImportRefused("archive_bomb")
    return data


def read_xml(archive: zipfile.ZipFile, name: str) -> etree._Element | None:
    """The part as a tree; None when it is not there. Raises ImportRefused for declarations and broken XML."""
    data = read_part(archive, name)
    if data is None:
        return None
    return parse_xml(data)


def parse_xml(data: bytes) -> etree._Element:
    """The tree of an XML text that declares nothing. Raises ImportRefused."""
    probe = data
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in data[:4]:
        probe = data.decode("utf-16", "ignore").encode()
    if _DOCTYPE.search(probe):
        raise ImportRefused("xml_entities")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ImportRefused("broken") from error
