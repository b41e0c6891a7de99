// Keeps what was typed over one reload, in this tab alone; never passwords, codes or files.
const KEPT = "typed";
const NOT_KEPT = ["hidden", "password", "file", "submit", "button", "image", "reset"];
const secret = (field) => NOT_KEPT.includes(field.type) || field.autocomplete === "one-time-code";

function* fields() {
  for (const [n, form] of [...document.querySelectorAll("main form, .chat-panel form")].entries()) {
    for (const field of form.elements) {
      if (!field.name || secret(field)) continue;
      const choice = field.type === "checkbox" || field.type === "radio";
      yield { field, choice, key: [n, field.name, choice ? field.value : ""].join("|") };
    }
  }
}

export function keepTyped() {
  const values = {};
  for (const { field, choice, key } of fields()) values[key] = choice ? field.checked : field.value;
  try { sessionStorage.setItem(KEPT, JSON.stringify({ path: location.pathname, values })); } catch { /* keeps nothing */ }
}

export function restoreTyped() {
  let kept;
  try {
    kept = JSON.parse(sessionStorage.getItem(KEPT));
    sessionStorage.removeItem(KEPT);
  } catch { return; }
  if (kept?.path !== location.pathname) return;
  for (const { field, choice, key } of fields()) {
    if (!(key in kept.values)) continue;
    if (choice) field.checked = kept.values[key];
    else {
      if (field.value !== kept.values[key]) field.closest("details")?.setAttribute("open", "");
      field.value = kept.values[key];
    }
  }
}
