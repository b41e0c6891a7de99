// Shows how far the ledger is, and the next page when it is there. Without this the page reloads itself.
const panel = document.querySelector("[data-batch]");
const bar = panel.querySelector("[data-bar]");
const write = (name, text) => {
  const node = panel.querySelector(`[data-${name}]`);
  if (node) node.textContent = text;
};

function paint({ rows_done, rows_total, ahead }) {
  write("ahead", ahead);
  const line = panel.querySelector("[data-ahead-line]");
  if (line) line.hidden = !ahead;
  if (!bar || rows_total === null) return;
  bar.max = rows_total;
  bar.value = rows_done;
  write("done", rows_done);
  write("total", rows_total);
}

async function ask() {
  try {
    const answer = await fetch(panel.dataset.batch, { headers: { Accept: "application/json" } });
    if (answer.redirected || !answer.ok) return location.reload();
    const told = await answer.json();
    if (told.state !== panel.dataset.state) return location.reload();
    paint(told);
  } catch {
    // The network is away for a moment: ask again.
  }
  setTimeout(ask, 1000);
}

setTimeout(ask, 400);
