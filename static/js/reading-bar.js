// The reading bar: reads the page, or the part that is selected or has the focus. Never starts by itself.
import { mark, unmark } from "./reading-mark.js";
import { sentencesOf } from "./reading-sentences.js";
import { device, server } from "./reading-voices.js";

const bar = document.getElementById("reading");
const opener = document.getElementById("reading-open");
const said = bar.querySelector("[data-reading-said]");
const where = bar.querySelector("[data-reading-where]");
const rate = bar.querySelector("[data-reading-rate]");
const source = bar.querySelector("[data-reading-source]");
const offer = bar.querySelector("[data-reading-offer]");
const button = (name) => bar.querySelector(`[data-reading=${name}]`);
const KEPT = "reading";
const main = () => document.querySelector("main");

let sentences = [];
let at = 0;
let playing = false;
// Each start and stop is a turn of its own: what an earlier one still waits for comes too late.
let turn = 0;
let selected;
let focused;

server.address = bar.dataset.address;
const voice = () => (source.value === "server" ? server : device);

function keep() {
  const chosen = { open: !bar.hidden, rate: rate.value, source: source.value };
  try { localStorage.setItem(KEPT, JSON.stringify(chosen)); } catch { /* a browser that keeps nothing */ }
}

function kept() {
  try { return JSON.parse(localStorage.getItem(KEPT)) ?? {}; } catch { return {}; }
}

function say(words) {
  said.textContent = words;
}

function showState() {
  const middle = at < sentences.length && sentences.length > 0;
  button("pause").hidden = !playing;
  button("resume").hidden = playing || !middle;
  button("stop").disabled = button("back").disabled = button("on").disabled = !middle;
  where.textContent = middle ? `${at + 1} / ${sentences.length}` : "";
}

function hush() {
  turn += 1;
  playing = false;
  device.hush();
  server.hush();
}

export function stop() {
  hush();
  sentences = [];
  at = 0;
  unmark();
  showState();
}

async function read() {
  hush();
  const mine = turn;
  const still = () => mine === turn;
  playing = true;
  offer.hidden = true;
  say("");
  while (still() && at < sentences.length) {
    const sentence = sentences[at];
    const speaker = voice();
    showState();
    if (!(await speaker.can(sentence.lang))) {
      if (still()) missing(sentence.lang);
      return;
    }
    if (!still()) return;
    mark(sentence);
    if (speaker === server) server.prepare(sentences[at + 1]);
    try {
      await speaker.say(sentence, Number(rate.value), still);
    } catch (problem) {
      if (still()) failed(problem);
      return;
    }
    if (still()) at += 1;
  }
  if (still()) stop();
}

function missing(lang) {
  playing = false;
  const name = lang.startsWith("zh") ? bar.dataset.chinese : lang.startsWith("en") ? bar.dataset.english : lang;
  say((window.speechSynthesis ? bar.dataset.noVoice : bar.dataset.noSpeech).replace("%s", name));
  offer.hidden = false;
  showState();
}

function failed(problem) {
  playing = false;
  unmark();
  say(problem.message || bar.dataset.failed);
  offer.hidden = voice() === server;
  showState();
}

function begin(root, within) {
  stop();
  sentences = root ? sentencesOf(root, within) : [];
  if (sentences.length) return read();
  say(within ? bar.dataset.nothing : bar.dataset.choose);
  return Promise.resolve();
}

export const isReading = () => playing;
/** Read the page's main part; the promise is kept when it ends or is stopped. */
export const readPage = () => begin(main());

function readPart() {
  const part = focused?.closest("p, li, tr, fieldset, .field, .panel, section, article, form, main");
  if (selected && main().contains(selected.commonAncestorContainer)) begin(main(), selected);
  else if (part && main().contains(part)) begin(part);
  else begin();
}

function noteSelection() {
  const now = getSelection();
  selected = now.rangeCount && !now.isCollapsed ? now.getRangeAt(0).cloneRange() : undefined;
}

function step(by) {
  at = Math.min(Math.max(at + by, 0), sentences.length - 1);
  read();
}

function pause() {
  hush();
  showState();
}

function open(yes = true) {
  bar.hidden = !yes;
  opener.setAttribute("aria-expanded", String(yes));
  document.documentElement.classList.toggle("reading-open", yes);
  if (!yes) stop();
  keep();
}

export function toggle() {
  open(bar.hidden);
  if (!bar.hidden) button("page").focus();
}

const actions = {
  page: readPage, part: readPart, pause, resume: read, stop, back: () => step(-1), on: () => step(1),
  close: () => { open(false); opener.focus(); },
  server: () => { source.value = "server"; keep(); if (!sentences.length) readPage(); else read(); },
};

bar.addEventListener("click", (event) => actions[event.target.closest("[data-reading]")?.dataset.reading]?.());
// A click would take away what is selected.
bar.addEventListener("mousedown", (event) => { if (event.target.closest("button")) event.preventDefault(); });
for (const choice of [rate, source]) choice.addEventListener("change", () => { keep(); if (playing) read(); });
document.addEventListener("selectionchange", noteSelection);
document.addEventListener("focusin", (event) => { if (main()?.contains(event.target)) focused = event.target; });
window.addEventListener("pagehide", stop);

const before = kept();
if (before.rate) rate.value = before.rate;
if (before.source) source.value = before.source;
noteSelection();
if (before.open) open();
showState();
