"""Takes the pictures of the documentation from a fresh demo: ``.venv/bin/python docs/pictures/make.py http://127.0.0.1:8000``.

Needs the packages of the tests and Debian's Chromium; the demo has to be running at the address.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

HERE = Path(__file__).resolve().parent
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
DESKTOP: dict[str, Any] = {"viewport": {"width": 1360, "height": 900}}
PASSWORD = "megdan-demo"
SHOTS = [
    ("home", "", ""),
    ("read", "consultations/1/", ""),
    ("clause", "consultations/1/", "citizen"),
    ("results", "consultations/1/results/", ""),
    ("report", "consultations/8/report/", ""),
    ("history", "consultations/1/history/", ""),
    ("workspace", "work/", "official"),
    ("text", "work/11/text/", "official"),
    ("checklist", "work/11/", "official"),
    ("answers", "work/6/answers/", "official"),
    ("moderation", "moderation/", "moderator"),
]


def main(base: str) -> None:
    """Each page, as a visitor or signed in, on the desk and on the phone."""
    with sync_playwright() as playwright:
        path = shutil.which("chromium") or "/usr/bin/chromium"
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        for who in dict.fromkeys(shot[2] for shot in SHOTS):
            for size, name in ((DESKTOP, "desktop"), (PHONE, "phone")):
                _as(browser, base.rstrip("/"), who, size, name)
        browser.close()


def _as(browser: Browser, base: str, who: str, size: dict[str, Any], size_name: str) -> None:
    context = browser.new_context(**size, locale="bg", reduced_motion="reduce")
    page = context.new_page()
    if who:
        page.goto(f"{base}/accounts/login/")
        page.fill("input[name=login]", f"{who}@megdan.example")
        page.fill("input[name=password]", PASSWORD)
        page.locator("form:has(input[name=password]) button[type=submit]").click()
        page.wait_for_load_state()
        page.goto(f"{base}/")
    for name, path, whose in SHOTS:
        if whose == who:
            page.goto(f"{base}/{path}")
            if name == "clause":
                _open_clause(page)
            page.wait_for_timeout(700)
            page.screenshot(path=HERE / f"{name}-{size_name}.png")
    context.close()


def _open_clause(page: Page) -> None:
    clause = page.locator(".clause:has(.margin)").nth(5)
    clause.scroll_into_view_if_needed()
    clause.locator(".body").click()
    page.wait_for_timeout(900)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000")
