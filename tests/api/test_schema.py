"""The schema is valid and complete, and its page asks nobody outside."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
import yaml
from django.core.management import call_command
from django.test import Client

from tests.api.conftest import RunningSite
from tests.support.api import schema

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]


def test_the_schema_is_valid_and_without_a_warning(tmp_path: Any) -> None:
    call_command("spectacular", "--fail-on-warn", "--validate", file=str(tmp_path / "schema.yaml"))


def test_every_operation_says_what_it_is_for_and_who_may_do_it() -> None:
    tags = {tag["name"] for tag in schema()["tags"]}
    for path, item in schema()["paths"].items():
        for method, operation in item.items():
            assert operation.get("summary"), (method, path)
            assert set(operation["tags"]) <= tags, (method, path)
    assert schema()["components"]["securitySchemes"]["token"]["scheme"] == "bearer"
    assert {} in schema()["paths"]["/api/v1/tokens/"]["post"].get("security", [{}])
    assert "/ws/live/" in schema()["info"]["description"]


@pytest.mark.django_db
def test_it_is_served_as_yaml_and_json_and_made_once() -> None:
    browser = Client()
    as_yaml = yaml.safe_load(browser.get("/api/v1/schema/").content)
    as_json = json.loads(browser.get("/api/v1/schema/?format=json").content)
    assert as_yaml["openapi"] == as_json["openapi"] == "3.1.0"
    assert set(as_yaml["paths"]) == set(schema()["paths"])
    begun = time.process_time()
    for _again in range(5):
        assert browser.get("/api/v1/schema/?lang=xx&version=9").status_code == 200
    assert time.process_time() - begun < 1


@pytest.mark.browser
def test_the_documentation_page_runs_under_the_strict_policy_and_asks_nobody(
    running_site: RunningSite, browser: Any
) -> None:
    complaints: list[str] = []
    asked: list[str] = []
    page = browser.new_page(locale="bg-BG")
    page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    answer = page.goto(f"{running_site.address}/api/v1/docs/")
    assert answer
    assert "unsafe" not in answer.headers["content-security-policy"]
    page.wait_for_selector("#operations-tag-ballots", timeout=20_000)
    page.click("#operations-tag-ballots")
    page.wait_for_selector(".opblock-post")
    page.click(".opblock-post .opblock-summary-control")
    page.wait_for_selector(".opblock-post .model-example, .opblock-post .highlight-code")
    assert page.evaluate("document.documentElement.lang") == "bg"
    page.close()
    assert complaints == []
    assert [url for url in asked if not url.startswith((running_site.address, "data:"))] == []
    assert any("swagger-ui-bundle" in url for url in asked), "the control: requests are seen"
