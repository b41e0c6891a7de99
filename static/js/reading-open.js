// Opens the reading bar. The rest is loaded when somebody opens it, or left it open: most pages need none of it.
const opener = document.getElementById("reading-open");
let loaded;

// The desk has no spoken commands: they lead to taxpayers' pages.
const parts = () => [import("./reading-bar.js"), document.getElementById("voice") && import("./voice-commands.js")];
const load = () => (loaded ??= Promise.all(parts()));

function leftOpen() {
  try { return JSON.parse(localStorage.getItem("reading"))?.open; } catch { return false; }
}

opener.hidden = false;
opener.addEventListener("click", () => load().then(([bar]) => bar.toggle()));
if (leftOpen()) load();
