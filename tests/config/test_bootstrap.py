"""The first start: a virtual environment made once, and messages a person can act on."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from config import bootstrap
from config.bootstrap import DEVELOPMENT, ROOT, RUNTIME, Trouble


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """A project with two empty requirements files, and no uv on the PATH."""
    for name in (RUNTIME, DEVELOPMENT):
        (tmp_path / name).write_text(f"# {name}\n")
    monkeypatch.setattr(bootstrap, "_working_uv", lambda: None)
    return tmp_path, tmp_path / ".venv"


def test_makes_the_environment_once_and_again_when_the_requirements_change(place: tuple[Path, Path]) -> None:
    root, venv = place
    assert not bootstrap.is_current(root, venv, RUNTIME)
    bootstrap.prepare(root, venv, RUNTIME)
    assert bootstrap.is_current(root, venv, RUNTIME)
    assert not bootstrap.is_current(root, venv, DEVELOPMENT)
    (root / RUNTIME).write_text("# changed\n")
    assert not bootstrap.is_current(root, venv, RUNTIME)


def test_development_covers_the_runtime(place: tuple[Path, Path]) -> None:
    root, venv = place
    bootstrap.prepare(root, venv, DEVELOPMENT)
    assert bootstrap.is_current(root, venv, RUNTIME)


def test_development_pins_are_the_runtime_pins_and_more() -> None:
    def pins(name: str) -> set[str]:
        return set(re.findall(r"^[A-Za-z0-9._-]+==\S+", (ROOT / name).read_text(), re.MULTILINE))

    assert pins(RUNTIME)
    assert pins(RUNTIME) < pins(DEVELOPMENT)


def test_every_requirement_is_hashed_and_no_index_is_named() -> None:
    for name in (RUNTIME, DEVELOPMENT):
        text = (ROOT / name).read_text()
        pins = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)[1:]
        assert pins
        assert all("--hash=sha256:" in pin for pin in pins)
        assert "://" not in text


def test_lacking_ensurepip_names_the_debian_package(place: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    root, venv = place
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(Trouble, match="apt-get install python3-venv"):
        bootstrap.prepare(root, venv, RUNTIME)


@pytest.mark.parametrize(
    ("says", "hint"),
    [
        ("error: dns error: failed to lookup https://name:secret@index.internal/simple", "was not reached"),
        ("THESE PACKAGES DO NOT MATCH THE HASHES", "differs from the one that was pinned"),
        ("something else at http://index.internal/x", "run this again"),
    ],
)
def test_failures_say_what_to_do_and_hide_the_index(says: str, hint: str) -> None:
    with pytest.raises(Trouble, match=hint) as caught:
        bootstrap._run([sys.executable, "-c", f"import sys; sys.exit({says!r})"], "It failed")
    assert "index.internal" not in str(caught.value)
    assert "secret" not in str(caught.value)


def test_an_old_python_is_told_so() -> None:
    code = (
        "import sys, runpy; sys.version_info = (3, 9, 2, 'final', 0); sys.argv = ['manage.py', 'demo'];"
        f"runpy.run_path({str(ROOT / 'manage.py')!r}, run_name='__main__')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 1
    assert "needs Python 3.11 or newer; this is Python 3.9" in done.stderr


def test_needs_nothing_but_the_standard_library() -> None:
    code = "import sys; before = set(sys.modules); import config.bootstrap; print(*sorted(set(sys.modules) - before))"
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", f"import sys; sys.path[:0] = [{str(ROOT)!r}]; {code}"],
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = {name.split(".")[0] for name in done.stdout.split()}
    assert loaded - {"config"} <= set(sys.stdlib_module_names)
    assert "config" in loaded


def test_no_venv_uses_the_interpreter_at_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEGDAN_NO_VENV", "1")
    monkeypatch.setattr(bootstrap, "prepare", lambda *_: pytest.fail("made an environment"))
    bootstrap.enter(["manage.py", "demo"])
