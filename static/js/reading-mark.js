// Marks what is being read: the words themselves where the browser can, else their block.
const NAME = "reading";
const words = typeof Highlight === "function" && CSS.highlights;
let block;

export function mark(sentence) {
  unmark();
  if (words) CSS.highlights.set(NAME, new Highlight(...sentence.ranges));
  else {
    block = sentence.block;
    block.classList.add("reading-now");
  }
  show(sentence);
}

export function unmark() {
  if (words) CSS.highlights.delete(NAME);
  block?.classList.remove("reading-now");
  block = undefined;
}

function show({ ranges, block: around }) {
  const box = ranges[0].getBoundingClientRect();
  const top = document.getElementById("reading")?.getBoundingClientRect().bottom ?? 0;
  if (box.top < Math.max(top, 0) || box.bottom > window.innerHeight) around.scrollIntoView({ block: "center" });
}
