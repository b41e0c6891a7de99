// Parts of the desk that scroll are regions: each gets a name of its own before the library makes it one.
document.addEventListener("DOMContentLoaded", () => {
  const names = document.querySelector("meta[name=desk-regions]");
  if (!names) return;
  for (const part of document.querySelectorAll("[data-simplebar]")) {
    const kind = part.closest("nav") ? "menu" : part.closest("#changelist-form") ? "list" : "filter";
    part.setAttribute("data-simplebar-aria-label", names.dataset[kind]);
  }
});
