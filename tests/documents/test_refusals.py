"""Files that are not read: each has its reason, found in a child process that cannot hurt anyone."""

from __future__ import annotations

import io
import os
import struct
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest

from participation.documents import limits, sandbox
from participation.documents.refusal import REASONS, ImportRefused, reason_text
from participation.documents.sandbox import read_safely
from participation.documents.sniff import file_kind
from tests.documents.outlines import FILES
from tests.documents.test_formats import docx, paragraph


def refusal(path: Path, name: str = "", **options: Any) -> str:
    """The code with which the child refuses the file; "" when it reads it."""
    try:
        read_safely(path, name, lambda stage, done, total: None, **options)
    except ImportRefused as refused:
        return refused.code
    return ""


def stored(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def packed(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


DOCUMENT = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body/></w:document>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def pdf(objects: list[bytes], trailer: bytes = b"") -> bytes:
    """A PDF of these objects; the first one is its catalog."""
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start))
    return out.getvalue()


def one_page(contents: bytes, resources: bytes, extra: list[bytes], trailer: bytes = b"") -> bytes:
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << %s >> >>" % resources
    stream = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(contents), contents)
    tree = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page, stream]
    return pdf(tree + extra, trailer)


def picture_page() -> bytes:
    image = (
        b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 "
        b"/Length 1 >>\nstream\n\x00\nendstream"
    )
    return one_page(b"q 500 0 0 700 40 40 cm /I Do Q", b"/XObject << /I 5 0 R >>", [image])


def locked_page() -> bytes:
    lock = b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>" % (b"11" * 32, b"22" * 32)
    return one_page(b"BT ET", b"", [lock], b"/Encrypt 5 0 R /ID [<00><00>]")


@pytest.mark.parametrize(
    ("code", "data"),
    [
        ("empty", b""),
        ("empty", b" \n \n"),
        ("legacy_doc", OLE),
        ("encrypted", OLE + "EncryptedPackage".encode("utf-16-le")),
        ("rtf", rb"{\rtf1 text}"),
        ("image", b"\x89PNG\r\n\x1a\n" + bytes(60)),
        ("unknown_type", b"MZ" + bytes(60)),
        ("unknown_type", b"<!DOCTYPE html><p>a"),
        ("unknown_type", bytes(range(256)) * 4),
        ("text_encoding", "žluťoučký kůň".encode("cp1250") * 9),
        ("broken", b"%PDF-1.7\n" + b"rubbish" * 50),
        ("scanned", picture_page()),
        ("encrypted", locked_page()),
        ("no_text", one_page(b"q Q", b"", [])),
    ],
)
def test_reasons(code: str, data: bytes, tmp_path: Path) -> None:
    assert refusal(stored(tmp_path / "file", data), "Проект.docx") == code


@pytest.mark.parametrize("name", ["naredba.docx", "naredba.odt", "naredba.pdf"])
def test_half_a_file(name: str, tmp_path: Path) -> None:
    data = (FILES / name).read_bytes()

    assert refusal(stored(tmp_path / "half", data[: len(data) // 2])) in ("broken", "no_text", "unknown_type")
    assert refusal(FILES / name) == ""  # the control


def test_a_file_that_is_larger_than_allowed(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(limits.MAX_FILE + 1)
    assert refusal(path) == "too_large"


@pytest.mark.parametrize(
    ("code", "parts"),
    [
        ("archive_bomb", {"word/document.xml": bytes(30_000_000)}),
        ("archive_bomb", {f"a{number}": b"" for number in range(limits.ZIP_ENTRIES + 1)}),
        ("archive_path", {"word/document.xml": DOCUMENT, "../../etc/cron.d/x": b"x"}),
        ("archive_path", {"word/document.xml": DOCUMENT, "/etc/passwd": b"x"}),
        ("archive_path", {"word/document.xml": DOCUMENT, "..\\x": b"x"}),
        ("archive_nested", {"word/document.xml": DOCUMENT, "word/more.zip": b"x"}),
        ("macros", {"word/document.xml": DOCUMENT, "word/vbaProject.bin": b"x"}),
        ("macros", {"word/document.xml": DOCUMENT, "[Content_Types].xml": b"<a b='x.macroEnabled.main+xml'/>"}),
        ("xml_entities", {"word/document.xml": b'<!DOCTYPE a [<!ENTITY b "cc">]><a>&b;</a>'}),
        ("xml_entities", {"word/document.xml": '<!DOCTYPE a [<!ENTITY b "cc">]><a>&b;</a>'.encode("utf-16")}),
        ("xml_entities", {"word/document.xml": b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'}),
        ("broken", {"word/document.xml": b"<w:document"}),
        ("broken", {"word/document.xml": b"<a/>"}),
        ("no_text", {"word/document.xml": DOCUMENT}),
        ("spreadsheet", {"xl/workbook.xml": b"<a/>"}),
        ("unknown_type", {"hello.txt": b"hello"}),
    ],
)
def test_archives(code: str, parts: dict[str, bytes], tmp_path: Path) -> None:
    assert refusal(packed(tmp_path / "file", parts)) == code


def test_an_archive_that_lies_about_its_sizes(tmp_path: Path) -> None:
    path = packed(tmp_path / "liar", {"word/document.xml": b"<a>" + b" " * 90_000_000})
    data = bytearray(path.read_bytes())
    for mark, place in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = data.index(mark)
        data[at + place : at + place + 4] = struct.pack("<I", 100)
    path.write_bytes(data)
    assert refusal(path) in ("broken", "archive_bomb")


def test_an_encrypted_odt(tmp_path: Path) -> None:
    parts = {
        "mimetype": b"application/vnd.oasis.opendocument.text",
        "META-INF/manifest.xml": b"<m:manifest xmlns:m='m'><m:encryption-data/></m:manifest>",
        "content.xml": b"\x01\x02",
    }
    assert refusal(packed(tmp_path / "file", parts)) == "encrypted"


def test_a_child_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    path = docx(tmp_path / "long.docx", "".join(paragraph(f"Ред {number}.") for number in range(30_000)))

    begun = time.monotonic()
    assert refusal(path, wall=0.2) == "too_slow"
    assert time.monotonic() - begun < 10
    assert refusal(path, wall=60) == ""  # the control


def test_a_child_that_wants_too_much_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hungry = tmp_path / "hungry"
    (hungry / "participation").mkdir(parents=True)
    room = hungry / "participation" / "documents"
    room.symlink_to(Path(sandbox.__file__).parent)
    for name in ("__init__.py", "refusals.py"):
        (hungry / "participation" / name).symlink_to(Path(sandbox.__file__).parents[1] / name)
    (hungry / "sitecustomize.py").write_text(
        "import sys\n"
        "def hook(event, args):\n"
        "    if event == 'import' and args[0] == 'participation.documents.sniff':\n"
        "        bytearray(3 << 30)\n"
        "sys.addaudithook(hook)\n"
    )
    monkeypatch.setattr(sandbox, "ROOT", hungry)
    assert refusal(FILES / "naredba.md") == "too_complex"


def test_the_child_knows_no_secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[dict[str, str]] = []
    real = sandbox.subprocess.Popen

    def spy(*args: Any, **options: Any) -> Any:
        seen.append(options["env"])
        return real(*args, **options)

    monkeypatch.setenv("SECRET_KEY", "canary")
    monkeypatch.setattr(sandbox.subprocess, "Popen", spy)
    assert refusal(FILES / "naredba.md") == ""
    assert set(seen[0]) == {"PATH", "PYTHONPATH", "LC_ALL", "PYTHONDONTWRITEBYTECODE"}
    assert "canary" not in str(seen)


def test_progress_is_told(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    read_safely(FILES / "naredba.pdf", "", lambda *word: told.append(word))
    stages = [stage for stage, _, _ in told if stage]
    assert list(dict.fromkeys(stages)) == ["checking", "reading", "understanding"]
    assert ("reading", 2, 2) in told or ("reading", 1, 1) in told


def test_the_name_does_not_say_what_a_file_is(tmp_path: Path) -> None:
    assert file_kind(stored(tmp_path / "a", (FILES / "naredba.pdf").read_bytes()), "evil.md") == "pdf"
    assert file_kind(FILES / "naredba.docx", "picture.png") == "docx"
    assert file_kind(stored(tmp_path / "b", b"plain words"), "x.md") == "markdown"
    assert file_kind(stored(tmp_path / "c", b"plain words"), "x.pdf") == "text"


def test_every_reason_is_a_sentence() -> None:
    for code in REASONS:
        assert reason_text(code).endswith(".")
        assert len(code) <= 20
    assert reason_text("") == ""
    assert ImportRefused("nonsense").code == "crashed"


@pytest.mark.parametrize(
    "unit",
    ["Чл. 1. а\n", "1.1.1.1.1.1.1.1 ", "(1)(1)(1)", "I.I.I.I. ", "- - - - ", "\tа\tб\n", "....1 ", "**Чл. 1", "#"],
)
def test_time_grows_with_the_text(unit: str, tmp_path: Path) -> None:
    from tests.documents.outlines import read

    def cost(times: int) -> float:
        path = tmp_path / f"{times}.md"
        path.write_text(unit * times + "\nА", encoding="utf-8")
        begun = time.process_time()
        read(path)
        return time.process_time() - begun

    cost(100)
    small, large = cost(4_000), cost(16_000)
    assert large < 12 * small + 0.1, (small, large)


def test_files_left_behind(tmp_path: Path) -> None:
    before = set(os.listdir(tmp_path))
    refusal(FILES / "naredba.docx")
    assert set(os.listdir(tmp_path)) == before
