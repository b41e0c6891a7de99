// Loads a page again that waits for something; without scripts its <meta> in <noscript> does.
const seconds = Number(document.querySelector("[data-again]")?.dataset.again);
if (seconds) setTimeout(() => location.reload(), seconds * 1000);
