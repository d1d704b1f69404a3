// A picture that is chosen goes to the server at once, so that nothing typed afterwards can lose it.
document.addEventListener("change", ({ target }) => {
  if (!target.matches?.("[data-picture-file]") || !target.files.length) return;
  const busy = target.form.querySelector("[data-picture-busy]");
  if (busy) busy.textContent = busy.dataset.pictureBusy;
  target.form.querySelector("[name=add_picture]").click();
});
