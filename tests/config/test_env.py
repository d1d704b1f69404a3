"""What an operator writes, as Django and libpq's programs are told it."""

from __future__ import annotations

import os
import subprocess

import pytest

from config.addresses import LIBPQ, BadSetting, database_from_url, libpq_variables, mail_from_url
from config.env import Env
from tests.support.tree import ROOT

ADDRESS = "postgresql://megdan:a%2Fb@db.example:5433/square"
TLS = "?sslmode=verify-full&sslrootcert=%2Fetc%2Fmegdan%2Fca.pem&connect_timeout=5"


def test_statements_are_prepared_unless_a_pooler_stands_between() -> None:
    told = database_from_url(ADDRESS)
    assert (told["NAME"], told["PASSWORD"], told["PORT"]) == ("square", "a/b", "5433")
    assert told["OPTIONS"] == {"server_side_binding": True, "prepare_threshold": 5}
    behind_a_pooler = database_from_url(ADDRESS + "?prepared=no")
    assert behind_a_pooler == {**told, "OPTIONS": {}}


def test_another_kind_of_database_is_named() -> None:
    with pytest.raises(BadSetting, match="DATABASE_URL"):
        database_from_url("mysql://a/b")


def test_what_stands_behind_the_question_mark_reaches_the_connection() -> None:
    options = database_from_url(ADDRESS + TLS + "&prepared=no")["OPTIONS"]
    assert options == {"sslmode": "verify-full", "sslrootcert": "/etc/megdan/ca.pem", "connect_timeout": "5"}
    import psycopg.conninfo

    assert isinstance(options, dict)
    assert psycopg.conninfo.conninfo_to_dict(**options) == options, "libpq knows them"
    assert psycopg.conninfo.make_conninfo(**dict.fromkeys(LIBPQ, "1")), "and every other one"


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("?sslmod=verify-full", "unknown option 'sslmod'"),
        ("?prepared=maybe", "prepared is yes or no"),
        ("?connect_timeout=soon", "connect_timeout"),
        ("?sslmode=", "sslmode has no value"),
    ],
)
def test_a_word_that_would_be_dropped_is_refused(query: str, said: str) -> None:
    with pytest.raises(BadSetting, match=f"DATABASE_URL: .*{said}|DATABASE_URL: {said}"):
        database_from_url(ADDRESS + query)


def test_sqlite_takes_no_options() -> None:
    with pytest.raises(BadSetting, match="DATABASE_URL"):
        database_from_url("sqlite:///x.sqlite3?mode=ro")


@pytest.mark.parametrize("address", ["postgresql://megdan:se/cret@db:5432/x", "postgresql://db:port/x"])
def test_a_bad_port_is_told_without_the_password(address: str) -> None:
    with pytest.raises(BadSetting, match="DATABASE_URL") as caught:
        database_from_url(address)
    assert "se" not in str(caught.value).split("(")[0]
    assert "cret" not in str(caught.value)


def test_the_scripts_of_backup_and_restore_are_told_the_same() -> None:
    assert libpq_variables(ADDRESS + TLS + "&prepared=no") == {
        "PGHOST": "db.example", "PGPORT": "5433", "PGUSER": "megdan", "PGPASSWORD": "a/b", "PGDATABASE": "square",
        "PGSSLMODE": "verify-full", "PGSSLROOTCERT": "/etc/megdan/ca.pem", "PGCONNECT_TIMEOUT": "5",
    }  # fmt: skip


def sourced(address: str) -> subprocess.CompletedProcess[str]:
    """What a script sees after ``. deploy/database.sh``."""
    script = 'set -eu; . deploy/database.sh; echo "$PGDATABASE|$PGPASSWORD|${PGSSLMODE:-}"'
    return subprocess.run(
        ["bash", "-c", script],
        cwd=ROOT, env={"PATH": os.environ["PATH"], "DATABASE_URL": address}, capture_output=True, text=True,
    )  # fmt: skip


def test_a_script_takes_them_over_and_stops_at_an_address_it_cannot_read() -> None:
    done = sourced("postgresql://megdan:it%27s%20%24HOME@db/square?sslmode=require")
    assert (done.stdout, done.stderr) == ("square|it's $HOME|require\n", "")
    for bad in (ADDRESS + "?sslmod=x", "sqlite:///x.sqlite3"):
        done = sourced(bad)
        assert done.returncode != 0
        assert "DATABASE_URL" in done.stderr
        assert done.stdout == ""


@pytest.mark.parametrize(
    ("address", "port", "starttls", "tls"),
    [
        ("smtp://mail.example", 25, False, False),
        ("smtp+tls://u:p%40ss@mail.example", 587, True, False),
        ("smtps://u:p@mail.example:4650", 4650, False, True),
    ],
)
def test_a_mail_server(address: str, port: int, starttls: bool, tls: bool) -> None:
    server = mail_from_url(address)
    assert (server.host, server.port, server.starttls, server.tls) == ("mail.example", port, starttls, tls)
    assert server.password in ("", "p@ss", "p")


@pytest.mark.parametrize(
    "address",
    [
        "smtp+starttls://u:secret@mail.example:587",
        "smtps+x://mail.example",
        "mail.example:25",
        "smtp://",
        "smtp://u:secret@mail.example:none",
        "smtp://mail.example/?tls=yes",
    ],
)
def test_a_mail_address_that_is_not_understood_is_refused(address: str) -> None:
    with pytest.raises(BadSetting, match="MEGDAN_MAIL_URL") as caught:
        mail_from_url(address)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("name", ["MEGDAN_API_RATE", "MEGDAN_WORDS_RATE"])
@pytest.mark.parametrize("value", ["nan", "inf", "-inf", "-1", "0", "1e30", "fast", ""])
def test_a_rate_is_a_number_above_nothing(name: str, value: str) -> None:
    with pytest.raises(BadSetting, match=name):
        Env.load({name: value, "MEGDAN_SECRET_KEY": "x"})


def test_the_api_and_what_is_said_have_a_rate_each() -> None:
    chosen = Env.load({"MEGDAN_API_RATE": "2.5", "MEGDAN_WORDS_RATE": "4", "MEGDAN_SECRET_KEY": "x"})
    assert (chosen.api_rate, chosen.words_rate) == (2.5, 4)


def test_a_number_of_proxies_is_not_negative() -> None:
    with pytest.raises(BadSetting, match="MEGDAN_TRUSTED_PROXIES"):
        Env.load({"MEGDAN_TRUSTED_PROXIES": "-1", "MEGDAN_SECRET_KEY": "x"})


@pytest.mark.parametrize(
    ("said", "looks"),
    [
        ({"MEGDAN_ENV": "production"}, True),
        ({"MEGDAN_ENV": "production", "MEGDAN_LINK_CARDS": "off"}, False),
        ({"MEGDAN_ENV": "demo"}, False),
        ({}, False),
        ({"MEGDAN_LINK_CARDS": "on"}, True),
    ],
)
def test_pages_that_are_linked_to_are_looked_at_in_production_or_where_that_is_said(
    said: dict[str, str], looks: bool
) -> None:
    assert Env.load({"MEGDAN_SECRET_KEY": "x", **said}).link_cards is looks
