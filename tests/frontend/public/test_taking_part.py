"""Taking part without scripts and with them: every act by a plain form, and as pieces for a page that is open."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from forums.actions import add_post
from forums.models import Post
from participation.notifications.selectors import is_following
from participation.voting.models import Ballot
from participation.voting.selectors import tally_of
from proposals.models import Suggestion
from tests.support import factories as make

pytestmark = pytest.mark.django_db
SCRIPT = {"HTTP_HX_REQUEST": "true", "HTTP_ACCEPT_LANGUAGE": "en"}
ENGLISH = {"HTTP_ACCEPT_LANGUAGE": "en"}


def test_a_stance_is_taken_changed_and_taken_back(client: Client, citizen: Any, clause: Any, path: str) -> None:
    answer = client.post(f"{path}stance/", {"choice": "support"})
    assert answer.status_code == 302 and answer["Location"] == f"{path}#stance-{clause.pk}"
    client.post(f"{path}stance/", {"choice": "oppose"})
    assert tally_of(clause.question_id).counts == {"oppose": 1}
    assert 'value="oppose" aria-pressed="true"' in client.get(path).content.decode()
    client.post(f"{path}stance/", {"choice": ""})
    assert tally_of(clause.question_id).total == 0


def test_by_script_the_answer_is_pieces_for_the_open_page(client: Client, citizen: Any, clause: Any, path: str) -> None:
    answer = client.post(f"{path}stance/", {"choice": "unsure"}, **SCRIPT).content.decode()
    for place in (f"stance-{clause.pk}", f"bar-{clause.question_id}", f"votes-{clause.question_id}"):
        assert f'data-into="{place}"' in answer
    assert "1 vote" in answer and "<html" not in answer


def test_a_late_vote_is_refused_with_a_clear_message(
    client: Client, citizen: Any, found: Any, clause: Any, path: str
) -> None:
    make.close(found)
    plain = client.post(f"{path}stance/", {"choice": "support"}, **ENGLISH)
    assert plain.status_code == 409 and "has closed" in plain.content.decode()
    assert client.post(f"{path}stance/", {"choice": "support"}, **SCRIPT).status_code == 409
    assert not Ballot.objects.exists()


def test_a_vote_for_an_organisation(client: Client, found: Any, clause: Any, path: str) -> None:
    ngo = make.organisation(found.municipality)
    client.force_login(make.representative(ngo))
    assert ngo.name in client.get(path).content.decode()
    client.post(f"{path}stance/", {"choice": "support", "organisation": str(ngo.pk)})
    assert Ballot.objects.get().group == "ngo"
    client.force_login(make.person())
    refused = client.post(f"{path}stance/", {"choice": "support", "organisation": str(ngo.pk)}, **ENGLISH)
    assert refused.status_code == 403 and Ballot.objects.count() == 1


def test_signed_out_a_stance_waits_and_is_done_after_signing_in(
    client: Client, clause: Any, found: Any, path: str
) -> None:
    answer = client.post(f"{path}stance/", {"choice": "support"})
    assert answer["Location"].startswith("/accounts/login/?next=")
    assert not Ballot.objects.exists()
    someone = make.person()
    landed = client.post(answer["Location"], {"login": someone.email, "password": make.PASSWORD}, follow=True)
    assert landed.redirect_chain[-1][0] == path
    assert Ballot.objects.get().voter == someone
    client.get(f"/consultations/{found.pk}/resume/")
    assert Ballot.objects.count() == 1


def test_nothing_waits_in_a_session_that_did_not_ask(client: Client, citizen: Any, found: Any) -> None:
    assert client.get(f"/consultations/{found.pk}/resume/").status_code == 302
    assert not Ballot.objects.exists()


def test_signed_out_words_are_there_after_signing_in(client: Client, path: str) -> None:
    answer = client.post(f"{path}comment/", {"body": "Дълго мислих за това.", "argument": "against"})
    someone = make.person()
    landed = client.post(answer["Location"], {"login": someone.email, "password": make.PASSWORD}, follow=True)
    page = landed.content.decode()
    assert "Дълго мислих за това." in page and not Post.objects.exists()
    assert 'value="against" checked' in page


def test_a_comment_is_sent_and_sent_twice_is_one(client: Client, citizen: Any, clause: Any, path: str) -> None:
    sent = {"body": "Имам **въпрос**.", "argument": "question", "client_key": "k1"}
    first = client.post(f"{path}comment/", sent)
    post = Post.objects.get()
    assert first["Location"] == f"{path}?sent=comment#post-{post.pk}"
    client.post(f"{path}comment/", sent)
    assert Post.objects.count() == 1
    page = client.get(first["Location"]).content.decode()
    assert "<strong>въпрос</strong>" in page and f'data-forget="comment-{clause.pk}"' in page


def test_bad_input_keeps_what_was_typed(client: Client, citizen: Any, path: str) -> None:
    empty = client.post(f"{path}comment/", {"body": "  ", "argument": "for"}, **ENGLISH)
    assert empty.status_code == 422 and "Write something first." in empty.content.decode()
    page = client.post(f"{path}suggest/", {"text": "Съвсем друг текст", "reason": ""}, **ENGLISH)
    assert page.status_code == 422
    assert "Съвсем друг текст" in page.content.decode() and "Say in a sentence" in page.content.decode()
    by_script = client.post(f"{path}suggest/", {"text": "Съвсем друг текст", "reason": ""}, **SCRIPT)
    assert by_script.status_code == 422 and "Съвсем друг текст" in by_script.content.decode()


def test_a_suggestion_with_its_redline(client: Client, citizen: Any, clause: Any, path: str) -> None:
    old = clause.passages.get().body
    sent = {"text": old.replace("2027", "2026"), "reason": "По-скоро."}
    preview = client.post(f"{path}suggest/", {**sent, "preview": "1"}, **ENGLISH).content.decode()
    assert "<ins" in preview and not Suggestion.objects.exists()
    client.post(f"{path}suggest/", sent)
    page = client.get(path, **ENGLISH).content.decode()
    assert '<del><span class="sr"> removed: </span>2027</del>' in page
    assert '<ins class="apart"><span class="sr"> added: </span>2026</ins>' in page
    made = Suggestion.objects.get()
    client.post(f"/consultations/{clause.consultation_id}/suggestions/{made.pk}/withdraw/")
    made.refresh_from_db()
    assert made.state == "withdrawn"


def test_a_suggestion_is_discussed_on_its_own_page(client: Client, citizen: Any, clause: Any, path: str) -> None:
    client.post(f"{path}suggest/", {"text": "Друго.", "reason": "Защото."})
    made = Suggestion.objects.get()
    page = f"/consultations/{clause.consultation_id}/suggestions/{made.pk}/"
    answer = client.post(page, {"body": "Подкрепям го."})
    assert answer["Location"].startswith(page)
    assert "Подкрепям го." in client.get(page).content.decode()


def test_support_sent_again_after_a_lost_answer_does_not_undo_itself(
    client: Client, citizen: Any, found: Any, clause: Any
) -> None:
    post = add_post(author=make.person(), thread_id=clause.thread_id, body="Така е.")
    path = f"/consultations/{found.pk}/support/{post.question_id}/"
    for _sent in range(2):
        client.post(path, {"on": "1"}, **SCRIPT)
        assert tally_of(post.question_id).total == 1
    for _sent in range(2):
        client.post(path, {"on": ""}, **SCRIPT)
        assert tally_of(post.question_id).total == 0


def test_following_is_offered_once_after_a_stance(client: Client, citizen: Any, found: Any, path: str) -> None:
    asked = "Do you want to be told"
    assert asked not in client.get(path, **ENGLISH).content.decode()
    assert asked in client.post(f"{path}stance/", {"choice": "support"}, **SCRIPT).content.decode()
    assert asked not in client.post(f"{path}stance/", {"choice": "oppose"}, **SCRIPT).content.decode()
    assert not is_following(citizen, found.scope)  # a vote alone decides nothing about mail
    told = client.post(f"/consultations/{found.pk}/follow/", {}, **SCRIPT).content.decode()
    assert 'data-into="follow-hint"' in told and is_following(citizen, found.scope)


def test_without_scripts_following_is_offered_on_the_next_page(client: Client, citizen: Any, path: str) -> None:
    client.post(f"{path}stance/", {"choice": "support"})
    assert "Do you want to be told" in client.get(path, **ENGLISH).content.decode()
    assert "Do you want to be told" not in client.get(path, **ENGLISH).content.decode()


def test_following_is_not_offered_to_whoever_follows(client: Client, citizen: Any, found: Any, path: str) -> None:
    client.post(f"/consultations/{found.pk}/follow/")
    answer = client.post(f"{path}stance/", {"choice": "support"}, **SCRIPT).content.decode()
    assert "Do you want to be told" not in answer


def test_support_is_given_and_taken_back(client: Client, citizen: Any, found: Any, clause: Any) -> None:
    post = add_post(author=make.person(), thread_id=clause.thread_id, body="Така е.")
    path = f"/consultations/{found.pk}/support/{post.question_id}/"
    assert client.post(path)["Location"] == f"/consultations/{found.pk}/posts/{post.pk}/"
    assert tally_of(post.question_id).total == 1
    assert 'aria-pressed="false"' in client.post(path, **SCRIPT).content.decode()
    assert tally_of(post.question_id).total == 0


def test_support_of_another_consultations_question_is_refused(
    client: Client, citizen: Any, found: Any, clause: Any
) -> None:
    post = add_post(author=make.person(), thread_id=clause.thread_id, body="Така е.")
    elsewhere = make.consultation()
    assert client.post(f"/consultations/{elsewhere.pk}/support/{post.question_id}/").status_code == 400
    stance = f"/consultations/{found.pk}/support/{clause.question_id}/"
    assert client.post(stance).status_code == 400


def test_an_answer_an_edit_and_taking_back(client: Client, citizen: Any, found: Any, clause: Any, path: str) -> None:
    post = add_post(author=make.person(), thread_id=clause.thread_id, body="Кога?")
    base = f"/consultations/{found.pk}/posts/"
    assert "<form" in client.get(f"{base}{post.pk}/answer/").content.decode()
    client.post(f"{base}{post.pk}/answer/", {"body": "Догодина."})
    mine = Post.objects.get(parent=post)
    client.post(f"{base}{mine.pk}/edit/", {"body": "Още тази година."})
    assert "Още тази година." in client.get(path).content.decode()
    assert client.get(f"{base}{post.pk}/edit/").status_code == 403
    assert client.post(f"{base}{post.pk}/edit/", {"delete": "1"}).status_code == 403
    client.post(f"{base}{mine.pk}/edit/", {"delete": "1"})
    assert "Още тази година." not in client.get(path).content.decode()


def test_following(client: Client, citizen: Any, found: Any) -> None:
    path = f"/consultations/{found.pk}/follow/"
    client.post(path)
    assert is_following(citizen, found.scope)
    client.post(path, {"stop": "1"})
    assert not is_following(citizen, found.scope)


def test_what_became_of_an_act_is_read_out_and_the_focus_stays(
    client: Client, citizen: Any, found: Any, clause: Any, path: str
) -> None:
    cast = client.post(f"{path}stance/", {"choice": "support"}, **SCRIPT).content.decode()
    assert f'data-into="stance-{clause.pk}" data-how="replace" data-say="Your vote is counted: support."' in cast
    assert 'value="support" aria-pressed="true" data-focus' in cast
    back = client.post(f"{path}stance/", {"choice": ""}, **SCRIPT).content.decode()
    assert 'data-say="Your vote was taken back."' in back
    assert 'value="support" aria-pressed="false" data-focus' in back and back.count("data-focus") == 1
    post = add_post(author=make.person(), thread_id=clause.thread_id, body="Така е.")
    support = f"/consultations/{found.pk}/support/{post.question_id}/"
    assert 'data-say="Your support is counted."' in client.post(support, {"on": "1"}, **SCRIPT).content.decode()
    assert 'data-say="Your support was taken back."' in client.post(support, {"on": ""}, **SCRIPT).content.decode()
    said = client.post(f"{path}comment/", {"body": "И аз."}, **SCRIPT).content.decode()
    assert 'data-say="Your comment is published."' in said
    mine = Post.objects.get(author=citizen)
    base = f"/consultations/{found.pk}/posts/{mine.pk}"
    assert (
        'data-say="Your comment is changed."'
        in client.post(f"{base}/edit/", {"body": "Да."}, **SCRIPT).content.decode()
    )
    gone = client.post(f"{base}/edit/", {"delete": "1"}, **SCRIPT).content.decode()
    assert 'data-say="Your comment was taken back."' in gone


def test_a_refused_vote_leaves_the_focus_on_its_button(client: Client, citizen: Any, clause: Any, path: str) -> None:
    refused = client.post(f"{path}stance/", {"choice": "oppose", "organisation": "999999"}, **SCRIPT)
    page = refused.content.decode()
    assert refused.status_code >= 400 and 'value="oppose" aria-pressed="false" data-focus' in page
    assert "data-say" not in page.partition("</template>")[0]


def test_an_answer_from_its_own_page_leads_back_to_the_clause(
    client: Client, citizen: Any, found: Any, clause: Any
) -> None:
    post = add_post(author=make.person("Иван Колев"), thread_id=clause.thread_id, body="Първо мнение")
    where = f"/consultations/{found.pk}/posts/{post.pk}/answer/"
    page = client.get(where, **ENGLISH).content.decode()
    assert "Your answer to Иван Колев" in page and f'hx-post="{where}"' not in page
    part = client.get(where, **SCRIPT).content.decode()
    assert f'hx-post="{where}"' in part and "Първо мнение" in part  # the words that are answered
    done = client.post(where, {"body": "Съгласна съм"}, **ENGLISH, follow=True)
    assert done.redirect_chain[0][0].startswith(
        f"/consultations/{found.pk}/clauses/{clause.pk}/?sent=answer-{post.pk}#post-"
    )
    shown = done.content.decode()
    assert (
        "Your answer is published." in shown and f'data-forget="answer-{post.pk}"' in shown and "Съгласна съм" in shown
    )


def test_who_comments_is_told_that_they_follow_and_may_stop(
    client: Client, citizen: Any, found: Any, clause: Any, path: str
) -> None:
    told = "You will be told of answers"
    answer = client.post(f"{path}comment/", {"body": "Да"}, **SCRIPT).content.decode()
    assert told in answer and f"/consultations/{found.pk}/follow/" in answer
    assert told in client.get(f"{path}?sent=comment", **ENGLISH).content.decode()
    client.post(f"/consultations/{found.pk}/follow/", {"stop": "1"})
    assert told not in client.post(f"{path}comment/", {"body": "И още"}, **SCRIPT).content.decode()


def test_the_preview_of_a_wording_asks_for_no_reason(client: Client, citizen: Any, clause: Any, path: str) -> None:
    button = 'name="preview" value="1" formnovalidate'
    assert button in client.get(path).content.decode()
    assert client.post(f"{path}suggest/", {"text": "Друго.", "reason": "", "preview": "1"}).status_code == 200
