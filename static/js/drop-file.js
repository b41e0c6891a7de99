// Lets a file be dropped on the form; choosing one and sending the form works without this.
const form = document.querySelector("[data-drop]");
const field = form.querySelector("input[type=file]");

form.querySelector("[data-drop-hint]").hidden = false;
for (const name of ["dragenter", "dragover"]) {
  form.addEventListener(name, (event) => {
    event.preventDefault();
    form.classList.add("drop--over");
  });
}
form.addEventListener("dragleave", (event) => {
  if (!form.contains(event.relatedTarget)) form.classList.remove("drop--over");
});
const send = () => (form.requestSubmit ? form.requestSubmit() : form.submit());
form.addEventListener("drop", (event) => {
  event.preventDefault();
  form.classList.remove("drop--over");
  const one = event.dataTransfer.files.length === 1;
  form.querySelector("[data-drop-many]").hidden = one;
  if (!one) return;
  field.files = event.dataTransfer.files;
  send();
});
// A photograph taken is a photograph to be read.
form.querySelector("#id_photo")?.addEventListener("change", ({ target }) => target.files.length && send());
