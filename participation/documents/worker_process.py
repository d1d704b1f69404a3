"""The child: `python -m participation.documents.worker_process FILE NAME` reads one file and writes JSON lines.

It limits itself before it looks at the file, knows no settings and no database, and says only what it found.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

from participation.documents import limits
from participation.documents.nodes import document_to_json
from participation.documents.refusal import ImportRefused


def confine() -> None:
    """From here on: little memory, little processor time, no files to write, no core dump."""
    try:
        import resource
    except ImportError:  # not on Windows; the parent's clock still holds
        return
    resource.setrlimit(resource.RLIMIT_AS, (limits.CHILD_MEMORY, limits.CHILD_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.CHILD_CPU, limits.CHILD_CPU + 5))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))


class Speaker:
    """Words to the parent: progress at most a few times a second, the answer once."""

    def __init__(self) -> None:
        self.out = os.dup(1)
        os.dup2(2, 1)  # whatever a library prints is not an answer
        self.last = 0.0

    def progress(self, stage: str, done: int, total: int) -> None:
        now = time.monotonic()
        if now - self.last > 0.2 or done == total:
            self.last = now
            self.say({"stage": stage, "done": done, "total": total})

    def say(self, word: dict[str, Any]) -> None:
        data = json.dumps(word, ensure_ascii=False).encode("utf-8", "replace") + b"\n"
        while data:
            data = data[os.write(self.out, data) :]


def read(path: Path, name: str, speaker: Speaker) -> dict[str, Any]:
    """The answer for one file. Raises ImportRefused."""
    from participation.documents.readers import read_blocks
    from participation.documents.sniff import readable_kind
    from participation.documents.structure import build

    speaker.progress("checking", 1, 1)
    kind = readable_kind(path, name)
    blocks = read_blocks(path, kind, lambda done, total: speaker.progress("reading", done, total))
    if len(blocks) > limits.MAX_BLOCKS:
        raise ImportRefused("too_complex")
    speaker.progress("understanding", 1, 1)
    pages = max((block.page for block in blocks), default=0)
    return {"kind": kind, "document": document_to_json(build(blocks, pages=pages))}


def main(arguments: list[str]) -> int:
    """Reads the file named first; the second word is what its sender called it."""
    confine()
    speaker = Speaker()
    try:
        answer = read(Path(arguments[0]), arguments[1] if len(arguments) > 1 else "", speaker)
    except ImportRefused as refused:
        answer = {"refused": refused.code}
    except (MemoryError, RecursionError):
        answer = {"refused": "too_complex"}
    except Exception:  # a parser stumbled over the file: whatever it was, the file is what is wrong
        answer = {"refused": "broken"}
    speaker.say(answer)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
