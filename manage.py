#!/usr/bin/env python3
"""Run anything of Megdan's. Makes its own virtual environment the first time; needs nothing but Python.

Kept readable for old interpreters as well, so that they can say what is wrong.
"""

import sys

if sys.version_info < (3, 11):
    sys.exit(
        "Megdan needs Python 3.11 or newer; this is Python %d.%d.\n"
        "On Debian 12 and Ubuntu 24.04 `python3` is new enough." % sys.version_info[:2]
    )


def main() -> None:
    """Enter the virtual environment, bring the translations up to date, then run the command."""
    from config import bootstrap

    bootstrap.enter(sys.argv)

    from config.translations import compile_stale

    compile_stale()
    if sys.argv[1:2] == ["test"]:
        from tests.support.runner import main as run_tests

        sys.exit(run_tests(sys.argv[2:]))
    if sys.argv[1:2] == ["bench"]:
        from bench.runner import main as run_bench

        sys.exit(run_bench(sys.argv[2:]))

    import os

    if sys.argv[1:2] == ["demo"]:
        from demo.environment import prepare

        prepare(sys.argv)

    from django.core.management import execute_from_command_line

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
