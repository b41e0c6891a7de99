// Says when this page is of another release than the portal, and loads it again without losing what was typed.
import { keepTyped, restoreTyped } from "./typed.js";

const HEADER = "Portal-Release";
const EVERY = 5 * 60 * 1000;
const mine = document.querySelector("meta[name=release]")?.content;
const notice = document.getElementById("stale");
let asked = Date.now();

function say() {
  notice.hidden = false;
}

function compare(theirs) {
  if (mine && theirs && theirs !== mine) say();
}

async function ask() {
  if (document.hidden || Date.now() - asked < EVERY) return;
  asked = Date.now();
  try {
    const answer = await fetch("/healthz", { method: "HEAD", cache: "no-store" });
    if (answer.ok) compare(answer.headers.get(HEADER));
  } catch { /* away for a moment: asked again later */ }
}

document.addEventListener("htmx:afterRequest", (event) => {
  const { xhr } = event.detail;
  compare(xhr?.getResponseHeader(HEADER));
  // A form's token that no longer holds: htmx shows nothing of a refusal.
  if (xhr?.status === 403 && xhr.responseText.includes("page-expired")) say();
});
document.addEventListener("visibilitychange", ask);
setInterval(ask, EVERY);
document.getElementById("stale-reload").addEventListener("click", () => {
  keepTyped();
  location.replace(location.pathname + location.search);
});
restoreTyped();
