"""Makes ``.venv`` the first time and runs the program inside it. Standard library only: Django may not be there yet.

``MEGDAN_NO_VENV=1`` uses the interpreter that was called, with whatever it has installed.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RUNTIME, DEVELOPMENT = "requirements.txt", "requirements-dev.txt"
DEVELOPMENT_COMMANDS = {"test", "bench"}
STAMP = "megdan-requirements"

NO_NETWORK = re.compile(
    r"name resolution|dns error|NewConnectionError|ConnectTimeout|Connection refused|Network is unreachable"
    r"|tcp connect error|Failed to fetch|Could not connect|No matching distribution|timed out",
    re.IGNORECASE,
)


class Trouble(Exception):
    """Something a person has to put right; the message says what and how."""


def enter(argv: Sequence[str]) -> None:
    """Return inside a ``.venv`` that has what the command needs; re-executes the program where it has to."""
    if os.environ.get("MEGDAN_NO_VENV") == "1":
        return
    wanted = DEVELOPMENT if argv[1:2] and argv[1] in DEVELOPMENT_COMMANDS else RUNTIME
    venv = ROOT / ".venv"
    try:
        prepare(ROOT, venv, wanted)
    except Trouble as trouble:
        sys.exit(f"megdan: {trouble}")
    if Path(sys.prefix).resolve() == venv.resolve():
        return
    sys.stdout.flush()
    sys.stderr.flush()
    python = str(interpreter(venv))
    environment = {**os.environ, "VIRTUAL_ENV": str(venv)}
    environment.pop("PYTHONHOME", None)
    os.execve(python, [python, *argv], environment)


def prepare(root: Path, venv: Path, wanted: str) -> None:
    """Make or complete ``venv`` so that it holds ``wanted``. One process does it while others wait. Raises Trouble."""
    if is_current(root, venv, wanted):
        return
    with _alone(root):
        if not is_current(root, venv, wanted):
            _install(root, venv, wanted)


def is_current(root: Path, venv: Path, wanted: str) -> bool:
    """Whether the stamp in ``venv`` matches the requirements file as it is now."""
    return interpreter(venv).exists() and _stamps(venv).get(wanted) == _digest(root / wanted)


def interpreter(venv: Path) -> Path:
    """The Python inside ``venv``."""
    return venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise Trouble(f"{path.name} cannot be read: {error.strerror}.") from error


def _stamps(venv: Path) -> dict[str, str]:
    try:
        lines = (venv / STAMP).read_text().splitlines()
    except OSError:
        return {}
    return dict(line.split(" ", 1) for line in lines if " " in line)


@contextlib.contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Hold the lock of the project's folder, so that two commands started at once do not install over each other."""
    try:
        import fcntl
    except ImportError:  # not on Windows: there the second one has to wait by hand
        yield
        return
    handle = os.open(root, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _install(root: Path, venv: Path, wanted: str) -> None:
    uv = _working_uv()
    print(f"megdan: installing the packages of {wanted} into .venv (once; a minute or less) …", file=sys.stderr)
    _make_venv(venv, with_pip=uv is None)
    # pip resolves nothing here: every package is pinned, and a file whose hash differs is refused.
    command = (
        [uv, "pip", "install", "--python", str(interpreter(venv))]
        if uv
        else [str(interpreter(venv)), "-m", "pip", "install", "--no-input"]
    )
    _run([*command, "--quiet", "--require-hashes", "-r", str(root / wanted)], "The packages could not be installed")
    stamps = {wanted: _digest(root / wanted)}
    if wanted == DEVELOPMENT:  # it holds the runtime's pins as well; a test compares the two files
        stamps[RUNTIME] = _digest(root / RUNTIME)
    part = venv / f"{STAMP}.{os.getpid()}"
    part.write_text("".join(f"{name} {digest}\n" for name, digest in stamps.items()))
    part.replace(venv / STAMP)


def _working_uv() -> str | None:
    """The path of uv where it is there and runs; a version manager's empty shim does not count."""
    uv = shutil.which("uv")
    if uv is None:
        return None
    try:
        answer = subprocess.run([uv, "--version"], capture_output=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return uv if answer.returncode == 0 else None


def _make_venv(venv: Path, *, with_pip: bool) -> None:
    usable = interpreter(venv).exists()
    if with_pip and importlib.util.find_spec("ensurepip") is None and not (usable and _has_pip(venv)):
        raise Trouble(
            "this Python cannot make a virtual environment, because its module ensurepip is missing.\n"
            "On Debian and Ubuntu: sudo apt-get install python3-venv\n"
            "(or put `uv` on the PATH, which needs no ensurepip)."
        )
    if not usable:
        make = [sys.executable, "-m", "venv", "--clear"] + ([] if with_pip else ["--without-pip"])
        _run([*make, str(venv)], "The virtual environment .venv could not be made")
    elif with_pip and not _has_pip(venv):
        _run([str(interpreter(venv)), "-m", "ensurepip", "--upgrade"], "pip could not be put into .venv")


def _has_pip(venv: Path) -> bool:
    return subprocess.run([str(interpreter(venv)), "-m", "pip", "--version"], capture_output=True).returncode == 0


def _run(command: Sequence[str], failure: str) -> None:
    """Run quietly; on failure raise Trouble with the last lines, without any package index's address."""
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace")
    except OSError as error:
        raise Trouble(f"{failure}: {error.strerror}.") from error
    if done.returncode == 0:
        return
    output = without_addresses(done.stdout + done.stderr)
    tail = "\n".join("    " + line for line in output.strip().splitlines()[-12:])
    if NO_NETWORK.search(output):
        hint = "The package index was not reached. Check the network (or the settings of pip) and run this again."
    elif "hash" in output.lower():
        hint = "A downloaded file differs from the one that was pinned, so nothing was installed from it."
    else:
        hint = "Put right what is said above and run this again; deleting .venv starts afresh."
    raise Trouble(f"{failure}.\n{tail}\n{hint}")


def without_addresses(text: str) -> str:
    """``text`` with every URL replaced: an index's address can hold a name, a password or a private host."""
    return re.sub(r"\b[a-z][a-z0-9+.-]*://[^\s'\"<>)]+", "(address)", text, flags=re.IGNORECASE)
