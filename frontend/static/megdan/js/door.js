// The screen at the door: asks for the next code when this one changes, and stays awake while it is looked at.
const door = () => document.getElementById("door");
let timer = 0;

function wait(seconds) {
  clearTimeout(timer);
  timer = setTimeout(renew, seconds * 1000);
}

async function renew() {
  const answer = await fetch(location.href).catch(() => null);
  const fresh = answer?.ok && new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("door");
  if (fresh) {
    door().replaceWith(document.adoptNode(fresh));
    return wait(Number(fresh.dataset.seconds));
  }
  const lost = document.getElementById("door-lost");
  if (lost) lost.hidden = false;
  wait(5);
}

const awake = () => navigator.wakeLock?.request("screen").catch(() => {});
document.addEventListener("visibilitychange", () => { if (!document.hidden) { awake(); renew(); } });
awake();
wait(Number(door().dataset.seconds));
