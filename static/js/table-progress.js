// Downloads the table when it is there. Without this the page reloads itself until it can offer it.
const panel = document.querySelector("[data-table]");
const address = panel.dataset.table;

async function ask() {
  try {
    const answer = await fetch(`${address}?wait=1`, { headers: { Accept: "application/json" } });
    if (answer.redirected || !answer.ok) return location.reload();
    const { state } = await answer.json();
    if (state === "MADE") {
      location.assign(address);
      return setTimeout(() => location.reload(), 1500);
    }
    if (state === "FAILED") return location.reload();
  } catch {
    // The network is away for a moment: ask again.
  }
  setTimeout(ask, 1000);
}

setTimeout(ask, 400);
