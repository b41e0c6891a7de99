// A seller's whole message may be pasted as the number. Its lines stay apart, and it is sent as a body: it is too long
// for an address. Without this, short messages are understood all the same.
const LONGEST = 1500;

function encoded(form) {
  return new URLSearchParams(new FormData(form)).toString();
}

function token() {
  return document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
}

// A field of one line would join the last word of a line to the first of the next.
document.addEventListener("paste", (event) => {
  const text = event.clipboardData?.getData("text") ?? "";
  if (event.target.name !== "number" || !/[\r\n]/.test(text)) return;
  event.preventDefault();
  event.target.setRangeText(text.replace(/\s*[\r\n]+\s*/g, " "), event.target.selectionStart, event.target.selectionEnd, "end");
  event.target.dispatchEvent(new Event("input", { bubbles: true }));
});

document.addEventListener("submit", ({ target: form }) => {
  if (form.method !== "get" || form.hasAttribute("hx-get") || encoded(form).length < LONGEST) return;
  const field = Object.assign(document.createElement("input"), { type: "hidden", name: "csrfmiddlewaretoken", value: token() });
  form.append(field);
  form.method = "post";
});

document.addEventListener("htmx:configRequest", (event) => {
  const { detail } = event;
  const asked = new URLSearchParams(Object.entries(detail.parameters)).toString();
  if (detail.verb !== "get" || asked.length < LONGEST) return;
  // A hint about so long a text can wait for the answer.
  if (detail.elt.tagName !== "FORM") return event.preventDefault();
  detail.verb = "post";
  detail.useUrlParams = false;
  detail.headers["Content-Type"] = "application/x-www-form-urlencoded";
  detail.headers["X-CSRFToken"] = token();
});
