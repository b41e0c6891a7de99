// Spoken commands of the reading bar: opens pages, turns them, reads, and takes a number that is read back first.
import { isReading, readPage, stop as stopReading } from "./reading-bar.js";
import { device, server } from "./reading-voices.js";
import { canListen, listener } from "./voice-listening.js";
import { commandOf, grouped } from "./voice-words.js";

const panel = document.getElementById("voice");
const button = document.getElementById("voice-listen");
const first = document.getElementById("voice-first");
const said = document.getElementById("voice-said");
const number = document.getElementById("voice-number");
const shown = document.getElementById("voice-digits");
const AGREED = "voice-agreed";
// Chosen for this tab: goes on over the pages that a command opens, until "stop".
const ON = "voice-on";
const LONGEST = 24;
let digits = "";

const kept = (store, name) => { try { return store.getItem(name); } catch { return null; } };
const keep = (store, name, value) => { try { store.setItem(name, value); } catch { /* keeps nothing */ } };

function say(words) {
  said.textContent = words;
}

const ears = listener({
  heard: (alternatives) => obey(commandOf(...alternatives), alternatives[0]),
  ended: (reason) => {
    showOff();
    say(reason === "not-allowed" ? panel.dataset.denied : panel.dataset.failed);
  },
});

function showOff() {
  button.setAttribute("aria-pressed", "false");
  keep(sessionStorage, ON, "");
}

function start() {
  first.hidden = true;
  panel.hidden = false;
  button.setAttribute("aria-pressed", "true");
  keep(sessionStorage, ON, "1");
  say(panel.dataset.listening);
  ears.start();
}

function end() {
  ears.stop();
  showOff();
  showNumber("");
  say(panel.dataset.ended);
}

function showNumber(now) {
  digits = now.slice(0, LONGEST);
  number.hidden = !digits;
  shown.textContent = grouped(digits);
}

/** Say the number digit by digit, and hear nothing meanwhile. */
async function readBack() {
  const words = panel.dataset.check.replace("%s", grouped(digits)).replace("%n", digits.length);
  say(words);
  const mine = digits;
  const lang = document.documentElement.lang;
  ears.mute(true);
  try {
    const voice = (await device.can(lang)) ? device : server;
    const text = panel.dataset.check.replace("%s", digits.split("").join(" ")).replace("%n", digits.length);
    await voice.say({ text, lang }, 1, () => mine === digits);
  } catch { /* it stands on the page all the same */ }
  ears.mute(false);
}

function search() {
  const field = document.querySelector("main form #id_number");
  if (!field) {
    location.assign(`${panel.dataset.invoices}?number=${digits}`);
    return;
  }
  field.value = digits;
  showNumber("");
  field.form.querySelector("button:not([type=button])").click();
}

function turn(to) {
  if (to === "previous") return history.back();
  const link = document.querySelector(".pager [rel=next], .pager a:last-child");
  return link ? link.click() : say(panel.dataset.noNext);
}

const acts = {
  go: ({ to }) => location.assign(panel.dataset[to]),
  page: ({ to }) => turn(to),
  read: () => readPage(),
  stop: () => (isReading() ? stopReading() : end()),
  digits: (command) => { showNumber(digits + command.digits); readBack(); },
  yes: () => digits && search(),
  no: () => { showNumber(""); say(panel.dataset.listening); },
  again: () => { showNumber(""); say(panel.dataset.listening); },
  undo: () => { showNumber(digits.slice(0, -1)); if (digits) readBack(); },
  unknown: (_command, words) => say(`${panel.dataset.unknown.replace("%s", words)} ${panel.dataset.listening}`),
};

function obey(command, words) {
  // What the page itself says is heard too.
  if (isReading() && command.kind !== "stop") return;
  acts[command.kind](command, words);
}

if (canListen) {
  button.hidden = false;
  button.addEventListener("click", () => {
    if (ears.on) end();
    else if (kept(localStorage, AGREED)) start();
    else {
      panel.hidden = first.hidden = false;
      document.getElementById("voice-agree").focus();
    }
  });
  document.getElementById("voice-agree").addEventListener("click", () => {
    keep(localStorage, AGREED, "1");
    start();
    button.focus();
  });
  document.getElementById("voice-decline").addEventListener("click", () => { panel.hidden = true; button.focus(); });
  number.addEventListener("click", (event) => {
    const kind = event.target.closest("[data-voice]")?.dataset.voice;
    if (kind) { device.hush(); server.hush(); obey({ kind }); }
  });
  window.addEventListener("pagehide", () => ears.stop());
  if (kept(sessionStorage, ON) && !document.getElementById("reading").hidden) start();
}
