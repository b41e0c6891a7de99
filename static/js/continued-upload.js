// Uploads files piece by piece (tus 1.0), so that what breaks off goes on where it stopped: after the network was away, or
// after a reload when the same file is chosen again. Without this the form sends them as forms do.
const form = document.querySelector("[data-uploads]");
const field = form.querySelector("input[type=file]");
const words = form.dataset;
const PIECE = 512 * 1024;
const VERSION = { "Tus-Resumable": "1.0.0", "X-CSRFToken": form.querySelector("[name=csrfmiddlewaretoken]").value };
const base64 = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
const wait = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));

class Refused extends Error {}

function tell(text, aloud = true) {
  form.querySelector("[data-progress]").hidden = !text;
  form.querySelector("[data-state]").textContent = text;
  if (aloud) form.querySelector("[data-said]").textContent = text;
}

function paint(file, come) {
  const part = Math.floor((100 * come) / file.size);
  form.querySelector("progress").value = part;
  // Read aloud at each quarter only.
  tell(`${words.sending} ${file.name} ${part}%`, part % 25 === 0);
}

async function fingerprint(file) {
  if (!window.crypto?.subtle) return `${file.name.slice(-60)}:${file.size}:${file.lastModified}`;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
  return `sha256:${[...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

// Asks until somebody answers: a network that is away, or a server that restarts, costs time and nothing else.
async function ask(address, options) {
  for (let pause = 1; ; pause = Math.min(pause * 2, 15)) {
    try {
      const answer = await fetch(address, { redirect: "manual", ...options, headers: { ...VERSION, ...options.headers } });
      // Logged out meanwhile: the page says so.
      if (answer.type === "opaqueredirect") return location.reload(), new Promise(() => {});
      if (answer.status < 500) return answer;
    } catch {
      // Told below.
    }
    if (options.method === "PATCH") return null;
    tell(navigator.onLine ? words.again : words.offline);
    await Promise.race([wait(pause), new Promise((back) => addEventListener("online", back, { once: true }))]);
  }
}

async function reason(answer) {
  const told = await answer.json().catch(() => ({}));
  return new Refused(told.detail || words.refused);
}

async function send(file) {
  tell(`${words.sending} ${file.name}`);
  const about = `filename ${base64(file.name)},fingerprint ${base64(await fingerprint(file))}`;
  const begun = await ask(words.uploads, { method: "POST", headers: { "Upload-Length": file.size, "Upload-Metadata": about } });
  if (!begun.ok) throw await reason(begun);
  const address = begun.headers.get("Location");
  let offset = Number(begun.headers.get("Upload-Offset"));
  for (let stuck = 0; stuck < 7; ) {
    paint(file, offset);
    if (offset + PIECE >= file.size) tell(`${words.checking} ${file.name}`);
    const headers = { "Upload-Offset": offset, "Content-Type": "application/offset+octet-stream" };
    let answer = await ask(address, { method: "PATCH", headers, body: file.slice(offset, offset + PIECE) });
    if (answer?.ok && Number(answer.headers.get("Upload-Offset")) === file.size) return;
    if (answer && !answer.ok && answer.status !== 409) throw await reason(answer);
    if (!answer || answer.status === 409) {
      // What has come is for the server to say.
      const refused = answer;
      answer = await ask(address, { method: "HEAD" });
      if (!answer.ok) throw refused ? await reason(refused) : new Refused(words.refused);
      if (refused && Number(answer.headers.get("Upload-Offset")) === offset) throw await reason(refused);
    }
    const come = Number(answer.headers.get("Upload-Offset"));
    stuck = come > offset ? 0 : stuck + 1;
    offset = come;
    if (stuck) await wait(2 ** (stuck - 1));
  }
  throw new Refused(words.refused);
}

async function showWhatIsThere() {
  const page = await fetch(location.href).then((answer) => answer.text());
  const now = new DOMParser().parseFromString(page, "text/html").querySelector("[data-have]");
  if (now) document.querySelector("[data-have]").replaceWith(now);
}

function showErrors(errors) {
  const summary = document.querySelector("[data-errors]");
  summary.querySelector("ul").replaceChildren(
    ...errors.map((text) => {
      const line = document.createElement("li");
      line.textContent = text;
      return line;
    }),
  );
  summary.hidden = !errors.length;
  if (errors.length) summary.focus();
}

form.addEventListener("submit", async (event) => {
  const files = [...field.files];
  if (!files.length) return;
  event.preventDefault();
  const button = form.querySelector("button:not([type=button])");
  const errors = [];
  const done = [];
  button.disabled = true;
  for (const file of files) {
    try {
      await send(file);
      done.push(file.name);
    } catch (error) {
      errors.push(`${file.name} · ${error instanceof Refused ? error.message : words.refused}`);
    }
  }
  button.disabled = false;
  field.value = "";
  tell("");
  await showWhatIsThere().catch(() => location.reload());
  showErrors(errors);
  if (done.length) form.querySelector("[data-said]").textContent = `${done.join(" · ")} ${words.done}`;
});
