"""Which release is running: the commit of the code that a process loaded. ``python -m config.release`` prints what is here."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
UNKNOWN = "unknown"
LENGTH = 12


def release_of(root: Path = ROOT) -> str:
    """The first letters of the commit that is checked out; UNKNOWN where this is no clone.

    Read from the files: git itself refuses in a folder that belongs to another user, as it does on a server.
    """
    try:
        folder = root / ".git"
        if folder.is_file():  # a worktree: the file says where
            folder = (root / folder.read_text().removeprefix("gitdir:").strip()).resolve()
        head = (folder / "HEAD").read_text().strip()
        commit = _commit(folder, head.removeprefix("ref:").strip()) if head.startswith("ref:") else head
    except OSError:
        return UNKNOWN
    return commit[:LENGTH] or UNKNOWN


def _commit(folder: Path, ref: str) -> str:
    """The commit of a branch: in a file of its own, or in the file of packed ones."""
    common = folder / "commondir"
    places = [folder, (folder / common.read_text().strip()).resolve()] if common.exists() else [folder]
    for place in places:
        if (place / ref).is_file():
            return (place / ref).read_text().strip()
    packed = places[-1] / "packed-refs"
    lines = packed.read_text().splitlines() if packed.exists() else []
    return next((line.split()[0] for line in lines if line.endswith(f" {ref}")), "")


if __name__ == "__main__":
    print(release_of())
