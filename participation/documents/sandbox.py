"""Reading an untrusted file in a process of its own, with little memory, little time and no secrets."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from participation.documents import limits
from participation.documents.nodes import Document, document_from_json
from participation.documents.refusal import ImportRefused

ROOT = Path(__file__).resolve().parents[2]
Report = Callable[[str, int, int], None]  # stage, done, total


@dataclass(frozen=True, slots=True)
class Read:
    """What was read: the kind of file, and its tree."""

    kind: str
    document: Document


def read_safely(path: Path, name: str, report: Report, *, wall: float = limits.CHILD_WALL) -> Read:
    """The file's tree, read by a child process. Raises ImportRefused; the child is gone afterwards.

    An exception of `report` ends the child too: so a worker that lost its claim stops at once.
    """
    answer = _asked("worker_process", [str(path), name], report, wall)
    try:
        return Read(str(answer["kind"]), document_from_json(answer["document"]))
    except (KeyError, ValueError, TypeError) as error:
        raise ImportRefused("crashed") from error


def check_pdf(path: Path, *, wall: float) -> int:
    """How many pages the PDF has, told by a child process. Raises ImportRefused where it does not open without a
    password, and where a script or another file is inside.
    """
    return int(_asked("pdf_process", [str(path)], lambda _stage, _done, _total: None, wall)["pages"])


def _asked(module: str, arguments: list[str], report: Report, wall: float) -> dict[str, Any]:
    """What the child says. Raises ImportRefused, also where it dies without a word; it is gone afterwards."""
    child = subprocess.Popen(
        [sys.executable, "-m", f"participation.documents.{module}", *arguments],
        cwd=ROOT,
        env={"PATH": os.defpath, "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        close_fds=True,
    )
    try:
        answer = _listen(child, report, time.monotonic() + wall)
    finally:
        _end(child)
    if answer is None:
        raise ImportRefused(_why(child.returncode))
    if "refused" in answer:
        raise ImportRefused(str(answer["refused"]))
    return answer


def _listen(child: subprocess.Popen[bytes], report: Report, deadline: float) -> dict[str, Any] | None:
    """The child's last word; None when it died without one."""
    assert child.stdout is not None
    pipe = child.stdout.fileno()
    pending = bytearray()
    heard = 0
    while True:
        left = deadline - time.monotonic()
        if left <= 0:
            raise ImportRefused("too_slow")
        ready, _, _ = select.select([pipe], [], [], min(left, 1.0))
        if not ready:
            report("", 0, 0)  # still alive
            continue
        data = os.read(pipe, 1 << 16)
        if not data:
            return None
        heard += len(data)
        if heard > limits.CHILD_OUTPUT:
            raise ImportRefused("too_complex")
        pending += data
        if b"\n" not in data:
            continue
        *lines, rest = bytes(pending).split(b"\n")
        pending = bytearray(rest)
        for line in lines:
            word = _word(line)
            if "stage" in word:
                report(str(word["stage"]), int(word.get("done", 0)), int(word.get("total", 0)))
            else:
                return word


def _word(line: bytes) -> dict[str, Any]:
    try:
        word = json.loads(line)
    except ValueError as error:
        raise ImportRefused("crashed") from error
    if not isinstance(word, dict):
        raise ImportRefused("crashed")
    return word


def _end(child: subprocess.Popen[bytes]) -> None:
    """Kills what is left of the child and of whatever it started."""
    try:
        child.wait(timeout=0.5)
    except subprocess.TimeoutExpired:
        try:
            os.killpg(child.pid, signal.SIGKILL)
        except ProcessLookupError:
            child.kill()
        child.wait()
    if child.stdout is not None:
        child.stdout.close()


def _why(code: int) -> str:
    """The reason behind the way the child ended."""
    if code == -signal.SIGXCPU:
        return "too_slow"
    if code in (-signal.SIGKILL, -signal.SIGABRT, -signal.SIGTRAP, -signal.SIGILL):
        return "too_complex"  # out of memory
    return "crashed"
