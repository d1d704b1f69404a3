// Fields that matter only with one answer are shown only with it.
for (const part of document.querySelectorAll("[data-shown-by]")) {
  const [name, value] = part.dataset.shownBy.split(":");
  const form = part.closest("form");
  const show = () => { part.hidden = form.elements[name].value !== value; };
  form.addEventListener("change", show);
  show();
}
