"""How long it takes from the answer that one person gets until the others have it on their screens."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page

PROMISED = 250.0  # ms, for most of what happens on a machine that does nothing else
BUSY = 2_000.0  # ms, for each single act, also beside other tests
AWAIT = """([selector, words]) => {
  const there = () => [...document.querySelectorAll(selector)].some((one) => one.textContent.includes(words));
  if (there()) throw new Error(`${words} is there already`);
  window.__arrival = new Promise((done) => {
    const watch = new MutationObserver(() => {
      if (!there()) return;
      watch.disconnect();
      done(performance.timeOrigin + performance.now());
    });
    watch.observe(document, { subtree: true, childList: true, characterData: true });
  });
}"""
ANSWERED = """() => {
  const asked = performance.getEntriesByType("resource").filter((one) => one.initiatorType === "xmlhttprequest");
  return performance.timeOrigin + asked.at(-1).responseEnd;
}"""


@contextmanager
def arrives(
    what: str, sender: Page, receiver: Page, selector: str, words: str, times: list[float] | None = None
) -> Iterator[None]:
    """What is sent inside stands in ``selector`` on the other's page soon after the answer to the sender.

    Both pages are of one browser, whose clock both read. Says how long it took, and adds that to ``times``, in ms.
    """
    receiver.evaluate(AWAIT, [selector, words])
    yield
    took = receiver.evaluate("window.__arrival") - sender.evaluate(ANSWERED)
    print(f"{what}: {took:.0f} ms after the answer")
    assert took <= BUSY, f"{what} took {took:.0f} ms"
    if times is not None:
        times.append(took)
