// Makes a conversation live: hears hints by server-sent events and then looks through the page's own door (live.js);
// puts pasted pictures into the file field. Without either, forms and the link "look again" do.
const form = document.querySelector("form[data-stream]");
const RENEW = 8 * 60 * 1000;
let source;

function look() {
  const part = document.querySelector("[data-live][hx-get]");
  if (part) window.htmx.trigger(part, "live");
}

function listen(token) {
  source?.close();
  source = new EventSource(`/live/?token=${encodeURIComponent(token)}`);
  source.addEventListener("hint", look);
}

async function renew() {
  if (!form.dataset.renew) return;
  const body = new FormData();
  body.set("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
  const answer = await fetch(form.dataset.renew, { method: "POST", body });
  if (answer.ok && !answer.redirected) listen(await answer.text());
}

if (form && window.EventSource) {
  listen(form.dataset.stream);
  setInterval(() => renew().catch(() => {}), RENEW);
  addEventListener("pagehide", () => source?.close());
}

document.addEventListener("paste", (event) => {
  const field = document.querySelector("[data-paste-into]");
  const files = [...(event.clipboardData?.files ?? [])];
  if (!field || !files.length) return;
  const all = new DataTransfer();
  for (const file of [...field.files, ...files]) all.items.add(file);
  field.files = all.files;
  field.focus();
  event.preventDefault();
});
