// Cuts a part of the page into sentences, each short enough for one breath of the browser's voice (15 s), with the
// places where it stands and its language.
const SILENT = "script, style, noscript, template, svg, select, textarea, [hidden], [aria-hidden=true], .reading";
const ENDS = "。！？；!?;…";
const HALTS = "，、：,: ";
// Signs that a voice reads in some 12 s at its usual speed.
const LONGEST = { zh: 50, other: 150 };

const inline = new Map();

function isBlock(element) {
  const known = inline.get(element);
  if (known !== undefined) return known;
  const display = getComputedStyle(element).display;
  const block = !display.startsWith("inline") && display !== "contents";
  inline.set(element, block);
  return block;
}

function blockOf(node, root) {
  let element = node.parentElement;
  while (element && element !== root && !isBlock(element)) element = element.parentElement;
  return element ?? root;
}

const languageOf = (node) => node.parentElement.closest("[lang]")?.lang || document.documentElement.lang || "zh-Hans";

function shown(node) {
  const element = node.parentElement;
  return element && !element.closest(SILENT) && element.getClientRects().length > 0;
}

/** Return runs of text: neighbours in one block and one language. */
function runs(root, within) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const found = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.data.trim() || (within && !within.intersectsNode(node)) || !shown(node)) continue;
    const block = blockOf(node, root);
    const lang = languageOf(node);
    const start = within && node === within.startContainer ? within.startOffset : 0;
    const end = within && node === within.endContainer ? within.endOffset : node.length;
    const last = found[found.length - 1];
    const piece = { node, start, text: node.data.slice(start, end) };
    if (last && last.block === block && last.lang === lang) last.pieces.push(piece);
    else found.push({ block, lang, pieces: [piece] });
  }
  return found;
}

/** Return where the text is cut, as [start, end] pairs. */
export function cuts(text, longest) {
  const found = [];
  let start = 0;
  let halt = -1;
  for (let at = 0; at < text.length; at += 1) {
    const dot = text[at] === "." && (at + 1 === text.length || /\s/.test(text[at + 1]));
    const ends = dot || ENDS.includes(text[at]);
    if (HALTS.includes(text[at])) halt = at;
    if (!ends && at - start + 1 < longest) continue;
    const end = ends || halt <= start ? at + 1 : halt + 1;
    found.push([start, end]);
    start = end;
    at = end - 1;
    halt = -1;
  }
  if (start < text.length) found.push([start, text.length]);
  return found;
}

function place(pieces, from, to) {
  const ranges = [];
  let before = 0;
  for (const { node, start, text } of pieces) {
    const first = Math.max(from - before, 0);
    const last = Math.min(to - before, text.length);
    if (first < last) {
      const range = document.createRange();
      range.setStart(node, start + first);
      range.setEnd(node, start + last);
      ranges.push(range);
    }
    before += text.length;
  }
  return ranges;
}

/** Return the sentences under `root`, or those that the range `within` touches. */
export function sentencesOf(root, within) {
  inline.clear();
  return runs(root, within).flatMap(({ block, lang, pieces }) => {
    const text = pieces.map((piece) => piece.text).join("");
    const longest = lang.startsWith("zh") ? LONGEST.zh : LONGEST.other;
    return cuts(text, longest)
      .map(([from, to]) => ({ block, lang, text: text.slice(from, to).replace(/\s+/g, " ").trim(), ranges: place(pieces, from, to) }))
      .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence.text));
  });
}
