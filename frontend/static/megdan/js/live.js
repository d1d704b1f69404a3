// The page's one socket. Remembers where each stream stands, resumes there, and polls where sockets are blocked.
//
// subscribe(stream, seq, epoch)  hear a stream from the number the page was rendered at
// unsubscribe(stream)            hear it no more
// send(value)                    say something on the socket, if it is open
// document gets CustomEvent "megdan:live": {stream, seq, kind, data, html} for each event, once and in order;
// {stream, kind: "presence", data} in passing; {stream, resync: true} when the page has to be fetched again;
// {stream, denied: true} when it may no longer be heard.
// <html data-live>               "connecting", "connected", "reconnecting" or "polling"

const places = new Map(); // stream → {seq, epoch}
const root = document.documentElement;
const POLL_MS = 5000;
const LONGEST_WAIT_MS = 20000;
const BEAT_MS = 25000;
const LIKELY_BLOCKED = 3; // attempts that never opened

let socket = null;
let attempts = 0;
let everOpened = false;
let timer = 0;
let beat = 0;
let answered = true;
let askedAt = 0;
let poller = 0;

const language = () => root.lang || "bg";
const state = (name) => {
  if (root.dataset.live !== name) root.dataset.live = name;
};
const tell = (detail) => document.dispatchEvent(new CustomEvent("megdan:live", { detail }));

function asked(stream) {
  const { seq, epoch } = places.get(stream);
  return seq === null ? null : { seq, epoch };
}

function moveTo(stream, seq, epoch) {
  if (places.has(stream)) places.set(stream, { seq, epoch });
}

function hear(said) {
  const place = places.get(said.stream);
  if (!place) return;
  if (said.denied) {
    places.delete(said.stream);
    tell(said);
  } else if (said.resync) {
    moveTo(said.stream, said.seq, said.epoch);
    tell(said);
  } else if (said.subscribed) {
    moveTo(said.stream, said.seq, said.epoch);
  } else if (said.seq === undefined) {
    if (said.kind) tell(said);
  } else if (place.seq === null || said.seq > place.seq) {
    moveTo(said.stream, said.seq, said.epoch);
    tell(said);
  }
}

function connect() {
  clearTimeout(timer);
  timer = 0;
  if (socket || !places.size) return;
  state(everOpened ? "reconnecting" : poller ? "polling" : "connecting");
  const scheme = location.protocol === "https:" ? "wss:" : "ws:";
  const mine = new WebSocket(`${scheme}//${location.host}/ws/live/?as=html&lang=${encodeURIComponent(language())}`);
  const late = setTimeout(() => mine.close(), 8000);
  socket = mine;
  mine.onopen = () => {
    clearTimeout(late);
    attempts = 0;
    everOpened = answered = true;
    clearInterval(poller);
    poller = 0;
    state("connected");
    const subscribe = {};
    for (const stream of places.keys()) subscribe[stream] = asked(stream);
    send({ subscribe });
    beat = setInterval(check, BEAT_MS);
  };
  mine.onmessage = (message) => {
    answered = true;
    let said;
    try {
      said = JSON.parse(message.data);
    } catch {
      return;
    }
    hear(said);
  };
  mine.onclose = () => {
    clearTimeout(late);
    if (socket === mine) lost();
  };
}

function lost() {
  clearInterval(beat);
  socket = null;
  attempts += 1;
  const blocked = attempts >= LIKELY_BLOCKED;
  state(blocked ? "polling" : "reconnecting");
  for (const stream of places.keys()) tell({ stream, kind: "presence", data: { readers: 0 } }); // nobody knows now
  if (blocked && !poller) {
    poller = setInterval(poll, POLL_MS);
    poll();
  }
  const wait = Math.min(LONGEST_WAIT_MS, 400 * 2 ** Math.min(attempts - 1, 8));
  if (places.size) timer = setTimeout(connect, wait * (0.5 + Math.random()));
}

// A connection can die without a word; then the ping gets no answer.
function check() {
  if (!answered && socket && Date.now() - askedAt > 5000) {
    const dead = socket;
    socket = null;
    dead.onclose = null;
    dead.close();
    lost();
    return;
  }
  if (!answered) return;
  answered = false;
  askedAt = Date.now();
  send({ ping: 1 });
}

export function send(value) {
  if (socket && socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(value));
}

async function poll() {
  if (document.hidden) return;
  for (const [stream, { seq, epoch }] of [...places]) {
    const query = new URLSearchParams({ stream, epoch: epoch || "", as: "html", lang: language() });
    if (seq !== null) query.set("since", seq);
    try {
      const answer = await fetch(`/api/v1/live/?${query}`, { headers: { Accept: "application/json" } });
      if (answer.status === 404) hear({ stream, denied: true });
      if (!answer.ok) continue;
      const { events, ...said } = await answer.json();
      events.forEach(hear);
      hear(said.resync ? said : { ...said, subscribed: true });
    } catch {
      return; // no network at all: the next round asks again
    }
  }
}

export function subscribe(stream, seq = null, epoch = "") {
  if (places.has(stream)) return;
  places.set(stream, { seq, epoch });
  if (socket) send({ subscribe: { [stream]: asked(stream) } });
  else if (!timer) connect();
}

export function unsubscribe(stream) {
  if (places.delete(stream)) send({ unsubscribe: [stream] });
}

// Waking up, coming back online, coming back to the tab: do not wait for the timer.
function hurry() {
  if (!places.size || document.hidden) return;
  if (!socket) connect();
  else check();
}
addEventListener("online", hurry);
addEventListener("pagehide", () => socket && socket.close()); // an open socket would keep the page from coming back whole
addEventListener("pageshow", (event) => event.persisted && hurry());
document.addEventListener("visibilitychange", () => !document.hidden && !socket && hurry());
