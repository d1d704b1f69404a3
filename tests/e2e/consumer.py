"""A program of somebody else: a token, the lists, and the live stream as JSON."""

from __future__ import annotations

import json
import time
from contextlib import ExitStack
from threading import Thread
from typing import Any

from playwright.sync_api import APIRequestContext
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from tests.e2e.conftest import PASSWORD, PATIENCE, Site


class Consumer:
    """Hears one consultation's stream from now on, and asks and tells over the API."""

    def __init__(self, site: Site, ask: APIRequestContext, pk: int, name: str = "citizen") -> None:
        self.api, self.ask, self.stream = f"{site.url}/api/v1", ask, f"consultation.{pk}"
        given = ask.post(f"{self.api}/tokens/", data={"email": f"{name}@megdan.example", "password": PASSWORD})
        assert given.ok, given.text()
        self.bearer = {"Authorization": f"Bearer {given.json()['token']}"}
        self.heard: list[dict[str, Any]] = []
        self._open = ExitStack()
        address = f"ws://127.0.0.1:{site.port}/ws/live/"
        self._socket = self._open.enter_context(connect(address, additional_headers=self.bearer))
        self._socket.send(json.dumps({"subscribe": {self.stream: None}}))
        self.place = json.loads(self._socket.recv(timeout=PATIENCE / 1000))
        self._ear = Thread(target=self._listen, daemon=True)
        self._ear.start()

    def _listen(self) -> None:
        try:
            for text in self._socket:
                said = json.loads(text)
                if "seq" in said and "kind" in said:
                    self.heard.append(said)
        except ConnectionClosed:
            return

    def get(self, path: str) -> Any:
        """What the API answers."""
        answer = self.ask.get(f"{self.api}/{path}", headers=self.bearer)
        assert answer.ok, answer.text()
        return answer.json()

    def post(self, path: str, **data: Any) -> Any:
        """What the API answers to an act; refused acts are answers too."""
        return self.ask.post(f"{self.api}/{path}", data=data, headers=self.bearer)

    def of_kind(self, kind: str) -> list[dict[str, Any]]:
        """The data of the events of a kind, in order."""
        return [said["data"] for said in self.heard if said["kind"] == kind]

    def hears(self, kind: str, times: int) -> None:
        """Returns once it has heard so many of the kind. Raises AssertionError where they do not come."""
        end = time.monotonic() + PATIENCE / 1000
        while len(self.of_kind(kind)) < times:
            assert time.monotonic() < end, f"{times} × {kind} awaited, heard {[one['kind'] for one in self.heard]}"
            time.sleep(0.02)

    def missed_nothing(self) -> None:
        """Everything heard is of one stream and epoch, numbered without a gap from where it began to listen."""
        assert {(said["stream"], said["epoch"]) for said in self.heard} == {(self.stream, self.place["epoch"])}
        first = self.place["seq"] + 1
        assert [said["seq"] for said in self.heard] == list(range(first, first + len(self.heard)))

    def __enter__(self) -> Consumer:
        return self

    def __exit__(self, *_what: object) -> None:
        """Hang up."""
        self._open.close()
        self._ear.join(5)
