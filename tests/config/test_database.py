"""What rooms ask of the database itself."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from participation.database import execute, insert, rows
from participation.record.models import Act
from participation.voting.models import Question, Window

pytestmark = pytest.mark.django_db


def test_inserted_rows_are_those_of_the_database_each_with_its_key() -> None:
    made = [
        Act(scope="consultation.1", kind="a.made", data={"о": [1, None]}),
        Act(scope="consultation.2", kind="b.made"),
    ]
    with CaptureQueriesContext(connection) as asked:
        insert(*made)
    assert len(asked) == 1
    for act in made:
        found = Act.objects.get(pk=act.pk)
        assert (found.scope, found.kind, found.data, found.at) == (act.scope, act.kind, act.data, act.at)
        act.role = "system"
        act.save()  # known as a row that is there
    assert Act.objects.count() == 2


def test_a_statement_says_how_many_rows_it_touched() -> None:
    window = Window.objects.create()
    question = Question.objects.create(window=window, kind="stance", choices=["support"])
    sql = f"UPDATE {Question._meta.db_table} SET ref = %s WHERE id = %s"  # names only
    assert execute(sql, ["clause.1", question.pk]) == 1
    assert execute(sql, ["clause.1", question.pk + 1]) == 0
    assert rows(f"SELECT ref FROM {Question._meta.db_table}", []) == [("clause.1",)]  # names only


def test_nothing_to_insert_asks_nothing() -> None:
    with CaptureQueriesContext(connection) as asked:
        insert()
    assert len(asked) == 0
