// A button with data-copy="id" copies the text of that element, and says so in the data-copied beside it.
async function copy(node) {
  try {
    await navigator.clipboard.writeText(node.innerText);
  } catch {
    // Without TLS there is no clipboard: what is selected can be copied all the same.
    getSelection().selectAllChildren(node);
    document.execCommand("copy");
  }
}

// On the document, since answers come in place of others.
document.addEventListener("click", async ({ target }) => {
  const button = target.closest("[data-copy]");
  if (!button) return;
  await copy(document.getElementById(button.dataset.copy));
  const said = button.parentElement.querySelector("[data-copied]");
  said.textContent = said.dataset.copied;
});
