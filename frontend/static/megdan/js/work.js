// Fields that matter only with one answer are shown only with it.
for (const part of document.querySelectorAll("[data-shown-by]")) {
  const [name, value] = part.dataset.shownBy.split(":");
  const form = part.closest("form");
  const show = () => { part.hidden = form.elements[name].value !== value; };
  form.addEventListener("change", show);
  show();
}

// On a phone the step one is at is brought into view.
const step = document.querySelector(".work-steps [aria-current]");
if (step) { const list = step.closest("ol"); list.scrollLeft = step.offsetLeft - list.offsetLeft - 24; }
