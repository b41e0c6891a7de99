// Keeps the search form the same as the address after htmx has changed only the results.
const form = document.getElementById("search");

function followAddress() {
  const query = new URLSearchParams(location.search);
  for (const field of form.elements) {
    if (field.name) field.value = query.get(field.name) ?? "";
  }
}

// Empty fields stay out of the address, so that a bookmark says only what was asked.
document.body.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.elt !== form) return;
  for (const [name, value] of Object.entries(event.detail.parameters)) {
    if (value === "") delete event.detail.parameters[name];
  }
});
document.body.addEventListener("htmx:pushedIntoHistory", followAddress);
