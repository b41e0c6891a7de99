// What was said, as one command: pure, knows nothing of the page. Chinese (both scripts) and English.
const DIGITS = {
  零: "0", 〇: "0", 洞: "0", 一: "1", 幺: "1", 么: "1", 麼: "1", 壹: "1", 二: "2", 两: "2", 兩: "2", 贰: "2", 三: "3", 叁: "3",
  四: "4", 五: "5", 六: "6", 陆: "6", 七: "7", 拐: "7", 八: "8", 九: "9", 勾: "9",
  zero: "0", oh: "0", o: "0", one: "1", two: "2", to: "2", too: "2", three: "3", four: "4", for: "4", five: "5", six: "6",
  seven: "7", eight: "8", ate: "8", nine: "9", niner: "9",
};
const TIMES = { double: 2, triple: 3 };

const COMMANDS = [
  [{ kind: "go", to: "invoices" }, "查发票 查發票 发票 發票 查询 查詢 查询发票 查詢發票 我的发票 我的發票 findinvoice findinvoices findaninvoice searchinvoices invoice invoices find search"],
  [{ kind: "go", to: "trace" }, "追踪 追蹤 追查 追踪发票 追蹤發票 trace traceinvoice traceaninvoice tracing"],
  [{ kind: "go", to: "applications" }, "申请 申請 我的申请 我的申請 补录 補錄 application applications apply myapplications"],
  [{ kind: "go", to: "messages" }, "消息 讯息 訊息 我的消息 我的訊息 通知 message messages mymessages news"],
  [{ kind: "go", to: "help" }, "帮助 幫助 help"],
  [{ kind: "go", to: "home" }, "首页 首頁 主页 主頁 回首页 回首頁 home homepage"],
  [{ kind: "page", to: "next" }, "下一页 下一頁 下页 下頁 翻页 翻頁 往后 往後 nextpage next more"],
  [{ kind: "page", to: "previous" }, "上一页 上一頁 上页 上頁 返回 往前 previouspage previous back goback"],
  [{ kind: "read" }, "朗读 朗讀 朗读本页 朗讀本頁 读 讀 念 念一遍 读一下 讀一下 read readaloud readpage readthispage readthepage"],
  [{ kind: "stop" }, "停止 停 别读了 別讀了 停下 stop quiet stoplistening stopreading"],
  [{ kind: "yes" }, "确认 確認 确定 確定 对 對 对的 對的 是 是的 正确 正確 好 好的 没错 沒錯 yes yeah confirm correct right ok okay"],
  [{ kind: "no" }, "取消 不 不对 不對 不是 错了 錯了 否 no cancel wrong"],
  [{ kind: "again" }, "重来 重來 重说 重說 再说一遍 再說一遍 清除 清空 again startover clear"],
  [{ kind: "undo" }, "退格 删除 刪除 删掉 刪掉 退一位 delete backspace undo"],
];
const KNOWN = new Map(COMMANDS.flatMap(([command, words]) => words.split(" ").map((word) => [word, command])));
const POLITE = /^(请|請|麻烦|麻煩|帮我|幫我|我要|我想|打开|打開|去|到|转到|轉到|please|goto|open|showme|show|letme|the)+/;
const AFTER = /(一下|吧|页面|頁面|谢谢|謝謝|please|thanks|page)+$/;
const BEFORE_NUMBER = /^(请|請|帮我|幫我)?(查询|查詢|查|追踪|追蹤)?(发票|發票)?(号码|號碼|编号|編號|号|號)?(是|为|為)?/;
const BEFORE_NUMBER_EN = /^(please )?(find |search |trace |look up )?((the )?invoice )?(number )?(is )?/;

const clean = (said) => said.normalize("NFKC").toLowerCase().replace(/[。，、；：！？.,;:!?"“”'’\-_/()（）·…]/g, " ").replace(/\s+/g, " ").trim();

/** Return the digits that these words are, or "" if any of them is none. */
export function digitsOf(said) {
  const text = clean(said);
  if (/[a-z]/.test(text)) return english(text.replace(BEFORE_NUMBER_EN, ""));
  return chinese(text.replace(/ /g, "").replace(BEFORE_NUMBER, ""));
}

function chinese(text) {
  const digits = [...text].map((sign) => (/\d/.test(sign) ? sign : DIGITS[sign]));
  return digits.includes(undefined) ? "" : digits.join("");
}

function english(text) {
  let found = "";
  let times = 1;
  for (const word of text.split(" ").filter(Boolean)) {
    if (TIMES[word]) {
      times = TIMES[word];
      continue;
    }
    const digits = /^\d+$/.test(word) ? word : DIGITS[word] ?? [...word].map((sign) => DIGITS[sign]).join("");
    if (!/^\d+$/.test(digits) || (/[a-z]/.test(word) && DIGITS[word] === undefined)) return "";
    found += digits.repeat(times);
    times = 1;
  }
  return found;
}

/**
 * Return the command: {kind: go | page | read | stop | yes | no | again | undo | digits | unknown}, with `to` or `digits`.
 * Several alternatives of what was heard may be given; the first that is a command counts.
 */
export function commandOf(...alternatives) {
  for (const said of alternatives) {
    const joined = clean(said).replace(/ /g, "");
    const command = KNOWN.get(joined) ?? KNOWN.get(joined.replace(POLITE, "").replace(AFTER, "")) ?? KNOWN.get(joined.replace(AFTER, ""));
    if (command) return command;
    const digits = digitsOf(said);
    if (digits) return { kind: "digits", digits };
  }
  return { kind: "unknown" };
}

/** Return a number as it is read back: in groups of four. */
export const grouped = (digits) => (digits.match(/.{1,4}/g) ?? []).join(" ");
