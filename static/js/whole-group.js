// A box over a column of boxes, [data-whole="<group>.<channel>"], ticks or clears those of [data-part] with its name.
const parts = (whole) => [...document.querySelectorAll(`[data-part="${whole.dataset.whole}"]`)];

function show(whole) {
  const ticked = parts(whole).filter((box) => box.checked).length;
  whole.checked = ticked === parts(whole).length;
  // A click on a half-ticked box ticks it, and so all.
  whole.indeterminate = ticked > 0 && !whole.checked;
}

for (const whole of document.querySelectorAll("[data-whole]")) {
  show(whole);
  whole.addEventListener("change", () => {
    for (const box of parts(whole)) box.checked = whole.checked;
    whole.indeterminate = false;
  });
  for (const box of parts(whole)) box.addEventListener("change", () => show(whole));
}
