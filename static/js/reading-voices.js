// Two voices that say a sentence: the browser's own, and the server's. Both: say(sentence, rate) → promise, hush().
const TRIES = 6;
const base = (lang) => lang.toLowerCase().split(/[-_]/)[0];

/** Long numbers one sign after the other, as they are read from paper; the server does it by itself. */
export function spelled(text) {
  return text.replace(/[A-Z0-9-]*\d[A-Z0-9-]{6,}/g, (token) => {
    if (/^\d{4}-\d{1,2}-\d{1,2}$/.test(token)) return token;
    const signs = token.replace(/-/g, "");
    return signs.match(/.{1,4}/g).map((group) => group.split("").join(" ")).join(", ");
  });
}

/** Wait until the browser has told its voices: some have them only after a while, some have none. */
function voices() {
  const synthesis = window.speechSynthesis;
  if (!synthesis) return Promise.resolve([]);
  const now = synthesis.getVoices();
  if (now.length) return Promise.resolve(now);
  return new Promise((resolve) => {
    const done = () => resolve(synthesis.getVoices());
    synthesis.addEventListener?.("voiceschanged", done, { once: true });
    setTimeout(done, 1500);
  });
}

/** Return a voice for this language that speaks on the device itself: others send what is read to their maker. */
async function voiceFor(lang) {
  const mine = (await voices()).filter((voice) => voice.localService && base(voice.lang.replace(/^cmn/i, "zh")) === base(lang));
  const full = lang.toLowerCase().replace("zh-hans", "zh-cn").replace("zh-hant", "zh-tw");
  return mine.find((voice) => voice.lang.toLowerCase().replace("_", "-") === full) ?? mine[0];
}

export const device = {
  can: async (lang) => Boolean(await voiceFor(lang)),
  async say({ text, lang }, rate) {
    const voice = await voiceFor(lang);
    return new Promise((resolve, reject) => {
      const words = new SpeechSynthesisUtterance(spelled(text));
      // Kept: some browsers forget the end of what nobody holds.
      device.words = words;
      words.voice = voice;
      words.lang = voice?.lang ?? lang;
      words.rate = rate;
      words.onend = resolve;
      words.onerror = (event) => (["canceled", "interrupted"].includes(event.error) ? resolve() : reject(new Error("")));
      window.speechSynthesis.speak(words);
    });
  },
  hush: () => window.speechSynthesis?.cancel(),
};

const audio = new Audio();
const made = new Map();
let ended = () => {};

async function ask({ text, lang }, address) {
  const body = new FormData();
  body.append("text", text);
  body.append("lang", lang);
  body.append("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "");
  for (let turn = 1; ; turn += 1) {
    const answer = await fetch(address, { method: "POST", body, credentials: "same-origin" });
    if (answer.ok) return answer.blob();
    // All its turns are taken: it says so at once, and has one soon.
    if (answer.status === 503 && turn < TRIES) await new Promise((resolve) => setTimeout(resolve, 700 * turn));
    else throw new Error((await answer.json().catch(() => ({}))).detail ?? "");
  }
}

export const server = {
  address: "",
  can: async () => true,
  /** Ask for a sentence beforehand, so that no gap is heard. */
  prepare(sentence) {
    if (sentence && !made.has(sentence)) {
      const asked = ask(sentence, server.address);
      asked.catch(() => made.delete(sentence));
      made.set(sentence, asked);
    }
    return sentence && made.get(sentence);
  },
  async say(sentence, rate, still) {
    const blob = await server.prepare(sentence);
    made.delete(sentence);
    if (!still()) return undefined;
    const url = URL.createObjectURL(blob);
    return new Promise((resolve, reject) => {
      ended = resolve;
      audio.onended = resolve;
      audio.onerror = () => reject(new Error(""));
      audio.src = url;
      audio.playbackRate = rate;
      audio.play().catch((error) => (error.name === "AbortError" ? resolve() : reject(new Error(""))));
    }).finally(() => URL.revokeObjectURL(url));
  },
  hush() {
    audio.pause();
    ended();
  },
};
