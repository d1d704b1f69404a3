"""Which passes ``manage.py test`` makes, and what it says when a program is missing."""

from __future__ import annotations

import pytest

from tests.support import programs, runner


@pytest.fixture
def passes(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The argument lists pytest would have been started with."""
    made: list[list[str]] = []

    def note(title: str, arguments: list[str]) -> int:
        made.append(list(arguments))
        if "nothing" in arguments or ("some" in arguments and "--postgres" in arguments):
            return runner.NOTHING_COLLECTED
        if "stop" in arguments:
            return runner.INTERRUPTED
        return 1 if "fail" in arguments else 0

    monkeypatch.setattr(runner, "_pytest", note)
    monkeypatch.setattr(programs, "find", lambda name: f"/usr/bin/{name}")
    return made


def marks(arguments: list[str]) -> str:
    return arguments[arguments.index("-m") + 1]


def test_sqlite_first_then_what_needs_postgresql(passes: list[list[str]]) -> None:
    assert runner.main([]) == 0
    assert [marks(arguments) for arguments in passes] == [
        "not deploy and not postgres and not alone",
        "not deploy and not postgres and alone",
        "postgres and not deploy",
    ]
    assert ["--postgres" in arguments for arguments in passes] == [False, False, True]
    assert [arguments[arguments.index("-n") + 1] == "0" for arguments in passes] == [False, True, True]


def test_everything_on_postgresql(passes: list[list[str]]) -> None:
    runner.main(["--postgres", "tests/voting"])
    assert [marks(arguments) for arguments in passes] == ["not deploy and not alone", "not deploy and alone"]
    assert all("--postgres" in arguments and arguments[-1] == "tests/voting" for arguments in passes)


def test_full_is_both_whole(passes: list[list[str]]) -> None:
    runner.main(["--full"])
    assert ["--postgres" in arguments for arguments in passes] == [False, False, True, True]


@pytest.mark.parametrize("own", [["-m", "deploy", "-n", "0"], ["-mdeploy", "-n0"]])
def test_a_selection_of_ones_own_is_one_pass(passes: list[list[str]], own: list[str]) -> None:
    runner.main(own)
    assert passes == [own]


def test_the_first_failure_is_the_exit_code_and_later_passes_still_run(passes: list[list[str]]) -> None:
    assert runner.main(["fail"]) == 1
    assert len(passes) == 3


def test_ctrl_c_ends_the_passes(passes: list[list[str]]) -> None:
    assert runner.main(["stop"]) == runner.INTERRUPTED
    assert len(passes) == 1


def test_an_empty_pass_is_no_failure_but_running_nothing_at_all_is(passes: list[list[str]]) -> None:
    assert runner.main(["some"]) == 0
    assert runner.main(["nothing"]) == runner.NOTHING_COLLECTED


def test_a_missing_program_is_named_with_its_package(
    passes: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(programs, "find", lambda name: None)
    assert runner.main([]) == 0
    assert len(passes) == 2
    assert "Debian package redis-server" in capsys.readouterr().out
