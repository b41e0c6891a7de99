// Shows how far the PDF is, and downloads it when it is there. Without this the page reloads itself.
const panel = document.querySelector("[data-pdf]");
const show = (selector, visible) => panel.querySelectorAll(selector).forEach((node) => (node.hidden = !visible));

function paint({ state, stage, ahead }) {
  const steps = [...panel.querySelectorAll("[data-step]")];
  const at = steps.findIndex((step) => step.dataset.step === stage);
  steps.forEach((step, number) => {
    const done = number < at || state === "MADE";
    step.querySelector("[data-done]").hidden = !done;
    step.querySelector("[data-now]").hidden = done || number !== at;
    step.toggleAttribute("aria-current", number === at && !done);
  });
  panel.querySelector("[data-ahead]").textContent = ahead;
  show("[data-ahead-line]", ahead > 0);
  show("[data-waiting]", state !== "MADE");
  show("[data-made]", state === "MADE");
}

async function ask() {
  try {
    const answer = await fetch(`${panel.dataset.pdf}?wait=1`, { headers: { Accept: "application/json" } });
    if (answer.redirected || !answer.ok) return location.reload();
    const told = await answer.json();
    if (told.state === "FAILED") return location.reload();
    paint(told);
    if (told.state === "MADE") return location.assign(panel.dataset.pdf);
  } catch {
    // The network is away for a moment: ask again.
  }
  setTimeout(ask, 1000);
}

if (panel && ["OWED", "MAKING"].includes(panel.dataset.state)) setTimeout(ask, 500);
