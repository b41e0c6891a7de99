// What the library opens by the mouse alone opens by the keys too, says what it is, and whether it is open.

const CLICK = "x-on:click";
/** @type {Array<[string, string, string?]>} what opens; what it opens, near it or anywhere; its name, if it is a mere icon */
const OPENERS = [
  ["[x-on\\:click^='sidebar']", "#nav-sidebar", "menu"],
  ["[x-on\\:click^='openUserLinks']", "nav"],
  ["a[x-on\\:click^='filterOpen']", "#changelist-filter"],
  ["[x-on\\:click^='openTheme']", "nav", "theme"],
  ["[x-on\\:click^='showActions']", "ul", "more"],
];

const opened = (opener, what) => opener.parentElement.querySelector(what) || document.querySelector(what);
const seen = (part) => part.getClientRects().length > 0;

function makeButton(part) {
  part.setAttribute("role", "button");
  part.tabIndex = 0;
  part.addEventListener("keydown", (event) => {
    if (event.target !== part || !(event.key === "Enter" || event.key === " ")) return;
    event.preventDefault();
    part.click();
  });
}

/** Keep telling whether ``what`` is open; go into it, and back out of it by Escape. */
function tellState(opener, what) {
  const part = opened(opener, what);
  if (!part) return;
  const tell = () => opener.setAttribute("aria-expanded", String(seen(part)));
  new MutationObserver(tell).observe(document.body, { attributes: true, subtree: true, attributeFilter: ["style", "class"] });
  opener.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    // Shown by the library in a moment.
    setTimeout(() => seen(part) && !part.contains(opener) && part.querySelector("a[href], [role=button], input")?.focus(), 200);
  });
  // Escape ends what lies over the page, not the menu that stands beside it.
  if (opener.getAttribute(CLICK).startsWith("sidebarDesktop")) return tell();
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !seen(part) || !part.contains(document.activeElement) || part.contains(opener)) return;
    if (!seen(opener)) return;
    if (what !== "#changelist-filter") opener.click();
    opener.focus();
  });
  tell();
}

/** Which of light, dark and the system's is chosen shows by colour alone otherwise. */
function tellTheme() {
  let chosen = "auto";
  try {
    chosen = JSON.parse(localStorage.getItem("adminTheme")) || "auto";
  } catch {
    // Nothing is kept here: it is the system's.
  }
  for (const part of document.querySelectorAll("[x-on\\:click^='switchTheme'], [x-on\\:click^='adminTheme']")) {
    part.setAttribute("aria-pressed", String(part.getAttribute(CLICK).includes(`'${chosen}'`)));
    // The library keeps the choice in a moment.
    part.addEventListener("click", () => setTimeout(tellTheme, 200), { once: true });
  }
}

document.addEventListener("DOMContentLoaded", () => {
  const names = document.querySelector("meta[name=desk-names]")?.dataset || {};
  for (const part of document.querySelectorAll(`[${CSS.escape(CLICK)}]`)) {
    if (!part.matches("a[href], button, input, select, #changelist-filter-close")) makeButton(part);
  }
  for (const [what, opens, name] of OPENERS) {
    for (const opener of document.querySelectorAll(what)) {
      if (name && names[name]) opener.setAttribute("aria-label", names[name]);
      tellState(opener, opens);
    }
  }
  tellTheme();
  for (const icon of document.querySelectorAll(".material-symbols-outlined:not([role])")) tellIcon(icon, names);
});

/** The word that draws an icon is none to be read aloud: for yes and no others are, the rest stands beside words. */
function tellIcon(icon, names) {
  icon.setAttribute("aria-hidden", "true");
  const answer = { check_small: names.yes, close_small: names.no }[icon.textContent.trim()];
  if (answer) {
    const word = document.createElement("span");
    word.className = "desk-unseen";
    word.textContent = answer;
    icon.after(word);
    return;
  }
  const control = icon.closest("a, button");
  if (!control || control.title || control.hasAttribute("aria-label")) return;
  const name = { search: names.search, more_horiz: names.more, settings: names.home }[icon.textContent.trim()];
  if (name && control.textContent.trim() === icon.textContent.trim()) control.setAttribute("aria-label", name);
}
