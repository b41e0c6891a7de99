// Turns and enlarges the pictures of evidence, and shows those still being made when they are there.
// Without this each picture is a link to a larger one, and the page is reloaded by hand.
const block = document.querySelector("[data-evidence]");

function lay(sheet) {
  const view = sheet.querySelector("[data-view]");
  const paper = sheet.querySelector("[data-paper]");
  const picture = sheet.querySelector("img");
  const turn = Number(sheet.dataset.turned || 0);
  const zoom = Number(sheet.dataset.zoomed || 1);
  sheet.querySelector("[data-state]").textContent = `${Math.round(zoom * 100)}% · ${((turn % 360) + 360) % 360}°`;
  sheet.classList.toggle("sheet--zoomed", zoom > 1);
  if (zoom > 1 && picture.src !== picture.dataset.large) picture.src = picture.dataset.large;
  const across = view.clientWidth * zoom;
  const shape = picture.getAttribute("height") / picture.getAttribute("width");
  const sideways = turn % 180 !== 0;
  const width = sideways ? across / shape : across;
  const height = width * shape;
  Object.assign(paper.style, { width: `${across}px`, height: `${sideways ? width : height}px` });
  Object.assign(picture.style, {
    position: "absolute", maxWidth: "none", width: `${width}px`, height: `${height}px`,
    left: `${(across - width) / 2}px`, top: `${((sideways ? width : height) - height) / 2}px`, transform: `rotate(${turn}deg)`,
  });
}

function reset(sheet) {
  delete sheet.dataset.turned;
  delete sheet.dataset.zoomed;
  sheet.classList.remove("sheet--zoomed");
  sheet.querySelector("[data-state]").textContent = "";
  sheet.querySelector("[data-paper]").removeAttribute("style");
  sheet.querySelector("img").removeAttribute("style");
}

function offer(within) {
  for (const tools of within.querySelectorAll("[data-tools]")) tools.hidden = false;
  for (const view of within.querySelectorAll("[data-view]")) view.tabIndex = 0;
}

block?.addEventListener("click", ({ target }) => {
  const button = target.closest("button");
  const sheet = target.closest("[data-sheet]");
  if (!button || !sheet) return;
  if ("reset" in button.dataset) return reset(sheet);
  const { turn, zoom } = button.dataset;
  if (turn) sheet.dataset.turned = Number(sheet.dataset.turned || 0) + Number(turn);
  if (zoom) sheet.dataset.zoomed = Math.min(6, Math.max(0.3, Number(sheet.dataset.zoomed || 1) * zoom));
  lay(sheet);
});

async function ask(pause = 1500) {
  const waiting = [...block.querySelectorAll("[data-preparing]")];
  if (!waiting.length) return;
  try {
    const answer = await fetch(block.dataset.evidence);
    if (answer.ok && !answer.redirected) {
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const old of waiting) {
        const now = fresh.getElementById(old.id);
        if (!now || "preparing" in now.dataset) continue;
        old.replaceWith(now);
        offer(now);
        block.querySelector("[data-said]").textContent = block.dataset.ready;
      }
    }
  } catch {
    // The network is away for a moment: ask again.
  }
  setTimeout(ask, pause, Math.min(pause * 1.3, 15000));
}

if (block) {
  offer(block);
  ask(1500);
}
