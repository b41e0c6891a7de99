// Lets an open page ask whether the other side acted: seldom while nothing happens, never while nobody looks.
const FIRST = 3000;
const LONGEST = 60000;
let pause = FIRST;
let timer;
let focused;

const asking = () => document.querySelector("[data-live][hx-get]");

function later() {
  clearTimeout(timer);
  if (document.hidden || !asking()) return;
  timer = setTimeout(ask, pause);
  pause = Math.min(pause * 1.25, LONGEST);
}

function ask() {
  const part = asking();
  if (part) window.htmx.trigger(part, "live");
}

document.addEventListener("visibilitychange", () => {
  clearTimeout(timer);
  if (document.hidden) return;
  pause = FIRST;
  ask();
});

document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, requestConfig, target } = event.detail;
  if (!target.matches?.("[data-live]")) return;
  // Logged out meanwhile: the answer is another page, which belongs elsewhere.
  if (xhr.responseURL && new URL(xhr.responseURL).pathname !== new URL(requestConfig.path, location).pathname) {
    event.detail.shouldSwap = false;
    target.removeAttribute("hx-get");
  }
  const within = target.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
  focused = within;
});

document.addEventListener("htmx:afterSettle", () => {
  if (focused) asking()?.querySelector(`[href="${CSS.escape(focused)}"]`)?.focus();
  focused = null;
});

document.addEventListener("htmx:afterRequest", (event) => {
  const { xhr, requestConfig } = event.detail;
  if (!requestConfig?.elt?.matches?.("[data-live]")) return;
  if (xhr.status === 200) pause = FIRST;
  // What is no longer theirs to see is not asked for again; a server that is away for a moment is.
  if (xhr.status >= 400 && xhr.status < 500 && xhr.status !== 429) return;
  later();
});

later();
