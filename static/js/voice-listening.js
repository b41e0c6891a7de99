// Listens with the browser's speech recognition until told to end; hands on what was heard.
const Recognition = window.SpeechRecognition ?? window.webkitSpeechRecognition;
const NAMES = { "zh-hans": "zh-CN", "zh-hant": "zh-TW", zh: "zh-CN", en: "en-US" };

export const canListen = Boolean(Recognition);

/**
 * Return {start, stop, mute}: `heard` gets the alternatives of each utterance, `ended` the reason why it ended by itself.
 * Muted, it hears nothing: the page's own voice is no command.
 */
export function listener({ heard, ended }) {
  let recognition;
  let on = false;
  let muted = false;

  function begin() {
    recognition = new Recognition();
    const lang = document.documentElement.lang.toLowerCase();
    recognition.lang = NAMES[lang] ?? lang;
    recognition.maxAlternatives = 4;
    recognition.onresult = (event) => {
      const last = event.results[event.results.length - 1];
      if (on && !muted) heard(Array.from(last, (one) => one.transcript));
    };
    recognition.onerror = (event) => {
      if (["no-speech", "aborted"].includes(event.error)) return;
      on = false;
      ended(event.error);
    };
    // It ends after each utterance, and after some silence.
    recognition.onend = () => { if (on && !muted) setTimeout(() => { if (on && !muted) begin(); }, 200); };
    recognition.start();
  }

  return {
    start() {
      if (on) return;
      on = true;
      muted = false;
      begin();
    },
    stop() {
      on = false;
      recognition?.abort();
    },
    mute(yes) {
      if (muted === yes) return;
      muted = yes;
      if (!on) return;
      if (muted) recognition.abort();
      else begin();
    },
    get on() { return on; },
  };
}
