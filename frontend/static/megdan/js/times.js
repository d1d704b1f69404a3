// "3 minutes ago" grows older while the page is open. The words come from the browser, in the page's language.
const steps = [[60, "second", 1], [3600, "minute", 60], [86400, "hour", 3600], [604800, "day", 86400]];
const words = new Intl.RelativeTimeFormat(document.documentElement.lang || "bg", { numeric: "auto" });

function say(element) {
  const seconds = (Date.parse(element.dateTime) - Date.now()) / 1000;
  const step = steps.find(([limit]) => Math.abs(seconds) < limit);
  if (step) element.textContent = words.format(Math.trunc(seconds / step[2]), step[1]);
}

export function age() {
  document.querySelectorAll("time[data-ago]").forEach(say);
  setTimeout(age, 30000);
}
