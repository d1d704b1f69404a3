"""Texts that try to become scripts: public collections where they are at hand, and some of our own."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "markdown-xss"
OWN = [
    "<script>alert(1)</script>",
    "</textarea><script>alert(2)</script>",
    "</title><script>alert(3)</script>",
    '"><img src=x onerror=alert(4)>',
    "' autofocus onfocus=alert(5) x='",
    "<svg/onload=alert(6)>",
    "[click](javascript:alert(7))",
    "[click](JaVaScRiPt&colon;alert(8))",
    "[click](  javascript:alert(9))",
    "[click](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "<javascript:alert(10)>",
    "![x](javascript:alert(11))",
    '![x" onerror="alert(12)](y)',
    '[x](y "t\\" onmouseover=\\"alert(13)")',
    "[r]\n\n[r]: javascript:alert(14)",
    "```html\n<script>alert(15)</script>\n```",
    "`<img src=x onerror=alert(16)>`",
    "<template data-into='main' data-how='inner'><img src=x onerror=alert(17)></template>",
    "<div hx-get='/accounts/logout/' hx-trigger='load'>x</div>",
    "<div hx-on:click='alert(18)' data-hx-on-load='alert(19)' data-panel-link>x</div>",
    "<iframe srcdoc='<script>alert(20)</script>'></iframe>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(21)>",
    "<base href='http://evil.example/'><meta http-equiv=refresh content='0;url=javascript:alert(22)'>",
    "<form action=javascript:alert(23)><button>x</button></form>",
    "<a href='&#x6a;avascript:alert(24)'>x</a>",
    "{{ 7*7 }} {% load static %} ${alert(25)}",
    "<style>*{background:url(javascript:alert(26))}</style>",
    "<details open ontoggle=alert(27)>x</details>",
    "<x onclick=alert(28)>&lt;img src=x onerror=alert(29)&gt;",
    "\u2028<scr\u0000ipt>alert(30)</scr\u0000ipt>",
    "&lt;script&gt;alert(31)&lt;/script&gt;",
    "| a |\n|---|\n| <img src=x onerror=alert(32)> |",
]


COLLECTIONS = ("commonmark-spec.txt", "blns.json", "dompurify-expect.json", "feedparser-sanitize")


def lacking() -> list[str]:
    """The public collections that are not at hand."""
    return [name for name in COLLECTIONS if not (SHARED / name).exists()]


def collected() -> Iterator[str]:
    """The payloads of the public collections that are at hand."""
    examples = SHARED / "commonmark-spec.txt"
    if examples.exists():
        fence = "`" * 32
        for block in re.findall(rf"^{fence} example\n(.*?)\n{fence}$", examples.read_text(), re.S | re.M):
            source = block.partition("\n.\n")[0]
            if "<" in source or "](" in source or "]:" in source:
                yield source.replace("→", "\t")
    naughty = SHARED / "blns.json"
    if naughty.exists():
        yield from (text for text in json.loads(naughty.read_text()) if text.strip())
    purified = SHARED / "dompurify-expect.json"
    if purified.exists():
        yield from (entry["payload"] for entry in json.loads(purified.read_text()))
    for file in sorted((SHARED / "feedparser-sanitize").glob("*.xml")):
        found = re.search(r"<(?:content|summary|title|description)[^>]*>(.*?)</(?:content|summary|title|description)>",
                          file.read_text(errors="replace"), re.S)  # fmt: skip
        if found:
            yield html.unescape(found.group(1))


def bundles(longest: int = 1500) -> list[str]:
    """All payloads in a few texts; ours each alone, since one that opens a comment or a fence hides what follows."""
    texts = [text.replace("\x00", "") for text in OWN]  # PostgreSQL holds none, and forms refuse it
    bundle = ""
    for payload in collected():
        payload = payload.replace("\x00", "")[:longest]
        if len(bundle) + len(payload) > longest and bundle:
            texts.append(bundle)
            bundle = ""
        bundle += f"{payload}\n\n"
    return [*texts, bundle] if bundle.strip() else texts


def short(longest: int, number: int = 0) -> str:
    """Some payload of ours that fits."""
    fitting = [text for text in OWN if len(text) <= longest and "\n" not in text and "\x00" not in text] or ["<b>\"'&"]
    return fitting[number % len(fitting)]
