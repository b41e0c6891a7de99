// Opens the reading bar. The rest is loaded when somebody opens it, or left it open: most pages need none of it.
const opener = document.getElementById("reading-open");
let loaded;

const load = () => (loaded ??= Promise.all([import("./reading-bar.js"), import("./voice-commands.js")]));

function leftOpen() {
  try { return JSON.parse(localStorage.getItem("reading"))?.open; } catch { return false; }
}

opener.hidden = false;
opener.addEventListener("click", () => load().then(([bar]) => bar.toggle()));
if (leftOpen()) load();
