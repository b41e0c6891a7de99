// Puts right what the library's frame leaves out.

// The page shows before the library's scripts are there (see desk-everywhere.css), and at once in the chosen theme.
try {
  const theme = JSON.parse(localStorage.getItem("adminTheme")) || "auto";
  const dark = theme === "auto" ? matchMedia("(prefers-color-scheme: dark)").matches : theme === "dark";
  document.documentElement.classList.toggle("dark", dark);
} catch {
  // Nothing is kept here, or not by us: the library decides a moment later.
}

// Names for what has none: parts that scroll, and the first cells of lists on a phone.
document.addEventListener("DOMContentLoaded", () => {
  const names = document.querySelector("meta[name=desk-names]");
  if (!names) return;
  // Each part gets a name of its own before the library makes it a region.
  for (const part of document.querySelectorAll("[data-simplebar]")) {
    const kind = part.closest("nav") ? "menu" : part.closest("#changelist-form") ? "list" : "filter";
    part.setAttribute("data-simplebar-aria-label", names.dataset[kind]);
  }
  // In a list whose rows lead nowhere the library takes the first column for the boxes to tick.
  for (const cell of document.querySelectorAll("#result_list tbody td[class^='field-']:first-child")) {
    const head = document.querySelector(`#result_list .${cell.classList[0].replace("field-", "column-")} .text`);
    if (head) cell.dataset.label = head.textContent.trim();
  }
});
