"""Which addresses the worker talks to: every way to write one's own machine is tried, and none gets through."""

from __future__ import annotations

import pytest

from participation.links.addresses import NotFetched, Target, is_public, target_of

WEB = frozenset({80, 443})


@pytest.mark.parametrize(
    "address", ["93.184.215.14", "8.8.8.8", "1.1.1.1", "2606:4700::1111", "2a00:1450:4017:800::200e"]
)
def test_the_public_internet_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1",
        "169.254.169.254", "169.254.170.2", "100.64.0.1", "100.127.255.255", "100.100.100.200", "192.0.0.192",
        "192.0.2.1", "198.18.0.1", "198.51.100.7", "203.0.113.7", "192.88.99.1", "224.0.0.251", "239.255.255.250",
        "240.0.0.1", "255.255.255.255",
        "::1", "::", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::127.0.0.1", "fe80::1", "fe80::1%eth0", "fec0::1", "fc00::1",
        "fd00:ec2::254", "ff02::1", "64:ff9b::7f00:1", "64:ff9b::808:808", "64:ff9b:1::1", "2002:7f00:1::",
        "2002:808:808::", "2001::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:db8::1", "3fff::1", "100::1",
        "", "localhost", "127.1", "0x7f.0.0.1", "2130706433", "0177.0.0.1", "8.8.8.8 ", "08.8.8.8",
    ],
)  # fmt: skip
def test_everything_else_is_not(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("https://site.example", Target("https", "site.example", 443, "/")),
        ("HTTP://Site.Example.:80/a?b=c#d", Target("http", "site.example", 80, "/a?b=c")),
        (
            "https://общини.бг/път?ж=я",
            Target("https", "общини.бг".encode("idna").decode(), 443, "/%D0%BF%D1%8A%D1%82?%D0%B6=%D1%8F"),
        ),
        ("http://8.8.8.8/", Target("http", "8.8.8.8", 80, "/")),
        ("http://[2606:4700::1111]/", Target("http", "2606:4700::1111", 80, "/")),
    ],
)
def test_an_address_is_taken_apart(url: str, target: Target) -> None:
    assert target_of(url, ports=WEB) == target


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)", "file:///etc/passwd", "ftp://site.example/", "gopher://site.example/", "data:text/html,a",
        "//site.example/", "site.example", "", "http://", "http:///a", "https://site.example:8443/", "http://site.example:22/",
        "http://site.example:0/", "http://site.example:99999/", "http://site.example:x/",
        "http://person:word@site.example/", "http://site.example@127.0.0.1/", "http://@site.example/",
        "http://localhost/", "http://intranet/", "http://2130706433/", "http://0x7f000001/", "http://0x7f.1/",
        "http://017700000001/", "http://0177.0.0.1/", "http://127.1/", "http://127.0.1/", "http://0/", "http://1.2.3.4.5/",
        "http://site.example\\@127.0.0.1/", "http://site.example/\r\nHost: a", "http://site.example/ a", "http://-a.example/",
        "http://[::1%25eth0]/", "http://[::1", "http://a..example/", f"http://{'a' * 64}.example/", "http://site.0x7f/",
    ],
)  # fmt: skip
def test_odd_ones_are_refused(url: str) -> None:
    with pytest.raises(NotFetched):
        target_of(url, ports=WEB)


def test_a_number_in_its_plain_form_still_has_to_be_public() -> None:
    for url in ("http://127.0.0.1/", "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://169.254.169.254/latest/"):
        assert not is_public(target_of(url, ports=WEB).host)
