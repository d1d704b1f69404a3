"""Which passes ``manage.py test`` makes, and what it says when a program is missing."""

from __future__ import annotations

import pytest

from tests.support import programs, runner


@pytest.fixture
def passes(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The argument lists pytest would have been started with."""
    made: list[list[str]] = []

    def note(title: str, arguments: list[str], *, may_be_empty: bool = False) -> int:
        made.append(list(arguments))
        return 1 if "fail" in arguments else 0

    monkeypatch.setattr(runner, "_pytest", note)
    monkeypatch.setattr(programs, "find", lambda name: f"/usr/bin/{name}")
    return made


def test_sqlite_first_then_what_needs_postgresql(passes: list[list[str]]) -> None:
    assert runner.main([]) == 0
    assert passes[0][:2] == ["-m", "not deploy and not postgres"]
    assert passes[1][:3] == ["--postgres", "-m", "postgres and not deploy"]
    assert "-n" in passes[0]


def test_one_pass_on_postgresql(passes: list[list[str]]) -> None:
    runner.main(["--postgres", "tests/voting"])
    assert len(passes) == 1
    assert passes[0][:3] == ["--postgres", "-m", "not deploy"]
    assert passes[0][-1] == "tests/voting"


def test_full_is_both_whole(passes: list[list[str]]) -> None:
    runner.main(["--full"])
    assert ["--postgres" in arguments for arguments in passes] == [False, True]


@pytest.mark.parametrize("own", [["-m", "deploy", "-n", "0"], ["-mdeploy", "-n0"]])
def test_a_selection_of_ones_own_is_one_pass(passes: list[list[str]], own: list[str]) -> None:
    runner.main(own)
    assert passes == [own]


def test_the_first_failure_is_the_exit_code_and_later_passes_still_run(passes: list[list[str]]) -> None:
    assert runner.main(["fail"]) == 1
    assert len(passes) == 2


def test_a_missing_program_is_named_with_its_package(
    passes: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(programs, "find", lambda name: None)
    assert runner.main([]) == 0
    assert len(passes) == 1
    assert "Debian package redis-server" in capsys.readouterr().out
