"""Who gets a socket: pages of this site and programs; odd handshakes and odd names of streams break nothing."""

from __future__ import annotations

import pytest
from websockets.exceptions import InvalidStatus

from tests.live.conftest import Place, hear, say
from tests.live.test_malformed import knock, status


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example",
        "null",
        "file://",
        "http://127.0.0.1",
        "http://127.0.0.1:1",
        "//127.0.0.1",
        "http://127.0.0.1.evil.example",
        "http://evil.example/127.0.0.1",
        "http://evil.example@127.0.0.1",
        "http://[",
        "http://[::1",
        "\xff",
    ],
)
def test_pages_of_others_get_no_socket(place: Place, origin: str) -> None:
    line = knock(place, origin=origin)
    assert status(line) in (400, 403)
    line.close()
    with pytest.raises(InvalidStatus):
        place.connect(headers={"Cookie": "megdan_session=abc"})  # a browser's cookies without a page's origin
    with place.connect(origin=place.origin) as own:  # the control
        say(own, ping=1)
        assert hear(own) == {"pong": 1}


def test_odd_handshakes_break_nothing(place: Place) -> None:
    for more in (
        "Cookie: megdan_session=\xff\xfe\r\n",
        "Cookie: " + "a=b; " * 1200 + "\r\n",
        "Authorization: Bearer \xff\r\n",
        "Authorization: Bearer\r\n",
        "Cookie: =; ;;, megdan_session\r\n",
        "X-Forwarded-Host: evil.example\r\n",
    ):
        line = knock(place, more=more)
        assert status(line) in (0, 101, 400, 401, 403, 431), more[:40]
        line.close()
    for query in ("?as=html&lang=../../x", "?lang=%00&as=html", "?" + "as=html&" * 500, "?as[]=%ff"):
        line = knock(place, path=f"/ws/live/{query}")
        assert status(line) in (101, 400)
        line.close()
    with place.connect() as socket_:
        say(socket_, ping=1)
        assert hear(socket_) == {"pong": 1}
    assert "Traceback" not in place.site.log(place.port)


def test_names_of_streams_that_no_database_holds(place: Place) -> None:
    """Each is told that it may not be heard, and the socket goes on."""
    odd = [
        f"topic.{'9' * 60}",
        "topic.-1",
        "user.1e3",
        "poll.0x1",
        "session.9999999999999999999",
        "forum..",
        "consultation.1.2",
    ]
    with place.connect() as one:
        say(one, subscribe={name: {"seq": 2**63 - 1, "epoch": "я" * 100} for name in odd})
        told = [hear(one) for _name in odd]
        assert {said["stream"] for said in told} == set(odd)
        assert all(said.get("denied") for said in told), told
        say(one, ping=1)
        assert hear(one) == {"pong": 1}
