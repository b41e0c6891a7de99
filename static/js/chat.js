// Makes a conversation live: hears hints by server-sent events and then looks through the page's own door (live.js);
// puts pasted pictures into the file field. Without either, forms and the link "look again" do.
const form = document.querySelector("form[data-stream]");
const RENEW = 8 * 60 * 1000;
const TYPING = 6000;
let source;
let marked;
let typed = 0;

function look() {
  const part = document.querySelector("[data-live][hx-get]");
  if (part) window.htmx.trigger(part, "live");
}

// Who types is shown for a while and said once; the mark goes when the message comes.
function markTyping(on) {
  const mark = document.querySelector("[data-typing-mark]");
  clearTimeout(marked);
  if (!mark) return;
  const words = on ? mark.dataset.words : "";
  if (mark.textContent !== words) mark.textContent = words;
  if (on) marked = setTimeout(markTyping, TYPING, false);
}

function heard(event) {
  const hint = JSON.parse(event.data);
  if (!hint.typing) {
    if (hint.author) markTyping(false);
    look();
  } else if (hint.typing !== form.dataset.side) markTyping(true);
}

function listen(token) {
  source?.close();
  source = new EventSource(`/live/?token=${encodeURIComponent(token)}`);
  source.addEventListener("hint", heard);
}

function post(address) {
  const body = new FormData();
  body.set("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
  return fetch(address, { method: "POST", body });
}

async function renew() {
  if (!form.dataset.renew) return;
  const answer = await post(form.dataset.renew);
  if (answer.ok && !answer.redirected) listen(await answer.text());
}

if (form && window.EventSource) {
  listen(form.dataset.stream);
  setInterval(() => renew().catch(() => {}), RENEW);
  addEventListener("pagehide", () => source?.close());
  form.addEventListener("input", () => {
    if (!form.dataset.typing || Date.now() - typed < TYPING / 2) return;
    typed = Date.now();
    post(form.dataset.typing).catch(() => {});
  });
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
