// A form that asks for a proof gets one: a worker does the sum while the form is filled in. If that fails, the mark
// that the field came with stays, and the server asks for a moment's patience instead.
const PATIENCE_MS = 30_000;

function solve(box) {
  return new Promise((done) => {
    let worker;
    const end = (payload) => { worker?.terminate(); done(payload); };
    setTimeout(() => end(""), PATIENCE_MS);
    fetch(box.dataset.proof, { headers: { Accept: "application/json" }, credentials: "same-origin" })
      .then((answer) => (answer.ok ? answer.json() : Promise.reject(answer.status)))
      .then((challenge) => {
        worker = new Worker(box.dataset.worker);
        worker.onmessage = ({ data }) => end(data);
        worker.onerror = () => end("");
        worker.postMessage(challenge);
      })
      .catch(() => end(""));
  });
}

for (const box of document.querySelectorAll("[data-proof]")) {
  const form = box.closest("form"), field = box.querySelector("[name=proof]"), said = box.querySelector("[data-proof-said]");
  let working = null, ready = false;
  const begin = () => {
    working ??= solve(box).then((payload) => {
      if (payload) field.value = payload;
      ready = true;
      said.textContent = payload ? "" : said.dataset.waiting;
      return payload;
    });
    return working;
  };
  form.addEventListener("focusin", begin, { once: true });
  // Before the listener that lets a form be sent once: what waits for its proof was not sent yet.
  form.addEventListener("submit", (event) => {
    if (ready) return;
    event.preventDefault();
    event.stopPropagation();
    said.textContent = said.dataset.working;
    begin().then(() => form.requestSubmit(event.submitter ?? undefined));
  });
  if ("sendsItself" in box.dataset) {
    said.textContent = said.dataset.working;
    begin().then((payload) => { if (payload) form.requestSubmit(); });
  }
}
