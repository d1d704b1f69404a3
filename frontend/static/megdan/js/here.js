// Runs before the first paint so that what needs scripts is there at once, and what replaces it is not.
document.documentElement.classList.add("js");
