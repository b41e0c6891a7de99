// Shows how far the reading is, and the result when it is there. Without this the page reloads itself.
const panel = document.querySelector("[data-reading]");
const order = [...panel.querySelectorAll("[data-step]")].map((step) => step.dataset.step);

function paint({ state, ahead }) {
  const at = order.indexOf(state);
  panel.querySelectorAll("[data-step]").forEach((step, number) => {
    step.toggleAttribute("aria-current", number === at);
    step.querySelector("[data-now]").hidden = number !== at;
    const done = step.querySelector("[data-done]");
    if (done) done.hidden = number >= at;
  });
  panel.querySelector("[data-ahead]").textContent = ahead;
  panel.querySelector("[data-ahead-line]").hidden = state !== "WAITING" || !ahead;
}

async function ask() {
  try {
    const answer = await fetch(location.href, { headers: { Accept: "application/json" } });
    if (answer.redirected || !answer.ok) return location.reload();
    const told = await answer.json();
    if (!order.includes(told.state)) return location.reload();
    paint(told);
  } catch {
    // The network is away for a moment: ask again.
  }
  setTimeout(ask, 1000);
}

setTimeout(ask, 300);
