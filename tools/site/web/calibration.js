// How well a page's predictions fit how sure the learner was: as `practice/calibrated.py` says it,
// which a test compares with this.
const RARE = 0.05;
const DOZENS = 24;
const LOCKED = "locked in";

const escape = (text) => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
/** With so many decimals, and a tie to the even digit: as Python writes it. */
function fixed(x, digits = 0) {
  const scaled = x * 10 ** digits;
  const tie = scaled % 1 === 0.5 && (8 * x) % 1 === 0;
  return (tie ? (2 * Math.round(scaled / 2)) / 10 ** digits : x).toFixed(digits);
}
const percent = (p) => `${fixed(100 * p)}%`;
const count = (question) => question.options.length - 1; // the last one is "no idea yet"
const isRight = (question) => question.answer === question.right;
const mean = (all, value) => all.reduce((sum, each) => sum + value(each), 0) / all.length;

function brier(p, right, n) {
  const other = (1 - p) / (n - 1);
  if (right) return (1 - p) ** 2 + (n - 1) * other ** 2;
  return p ** 2 + (1 - other) ** 2 + (n - 2) * other ** 2;
}

const score = (question) => brier(question.confidence, isRight(question), count(question));

/** How often as few, and as many, would be right by chance if the probabilities were true. */
function chance(ps, right) {
  let share = [1];
  for (const p of ps)
    share = [...share, 0].map((s, i) => s * (1 - p) + (share[i - 1] ?? 0) * p);
  const sum = (part) => part.reduce((a, b) => a + b, 0);
  return [sum(share.slice(0, right + 1)), sum(share.slice(right))];
}

function nothingYet(n) {
  const which = n === 1 ? "The prediction above is not" : `None of the ${n} predictions is`;
  return `${which} locked in yet. Go back and commit: a wrong answer costs nothing.`;
}

function worth(locked) {
  const [got, guess] = [mean(locked, score), mean(locked, (q) => 1 - 1 / count(q))];
  let words = got < guess ? "more than" : "less than";
  if (Math.abs(got - guess) < 0.005) words = "as much as";
  return (
    `Brier score ${fixed(got, 2)} (0 is perfect, certain but wrong would be 2). Guessing scores ` +
    `${fixed(guess, 2)}, so what you said was worth ${words} a guess.`
  );
}

function promise(decided) {
  const promised = decided.reduce((sum, q) => sum + q.confidence, 0);
  const right = decided.filter(isRight).length;
  if (decided.length === 1) {
    const how = right ? "right" : "wrong";
    return `You gave your answer ${percent(promised)}, and it was ${how}.`;
  }
  const were = right === 1 ? "1 was" : `${right} were`;
  const said = String(Number(promised.toPrecision(3)));
  return `Your percentages promised ${said} right answers of ${decided.length}; ${were} right.`;
}

function verdict(decided) {
  const certain = decided.find((q) => q.confidence === 1 && !isRight(q));
  if (certain)
    return (
      "Certain means never wrong, and you were wrong where you were certain. At 90% that answer " +
      `would have scored ${fixed(brier(0.9, false, count(certain)), 2)} instead of 2.`
    );
  const right = decided.filter(isRight).length;
  const few = right < decided.reduce((sum, q) => sum + q.confidence, 0);
  const share = chance(decided.map((q) => q.confidence), right)[few ? 0 : 1];
  const luck = few ? "this badly or worse, by bad luck alone" : "this well or better, by good luck";
  let said = `do ${luck}, in ${fixed(100 * share)} of 100 notebooks like this one`;
  if (share < RARE) {
    const advice = few ? "you were too sure" : "you can trust yourself more";
    return `If your percentages were right, you would ${said}. So ${advice}.`;
  }
  said = `Even if all your percentages are right, you will ${said}. `;
  if (decided.length >= DOZENS) return `${said}So they may well be right.`;
  const answers = decided.length === 1 ? "one answer cannot" : `${decided.length} answers cannot`;
  return `${said}So ${answers} tell whether you are too sure or not sure enough; dozens can.`;
}

function sentences(all) {
  const locked = all.filter((q) => q.state === LOCKED);
  if (!locked.length) return [nothingYet(all.length)];
  const decided = locked.filter((q) => q.answer !== q.undecided);
  const said = decided.length
    ? [promise(decided), worth(locked), verdict(decided)]
    : [worth(locked), "You had no idea, and said so: honest, and no measure of confidence."];
  const missing = all.filter((q) => !q.state).length;
  const still = missing === 1 ? "still waits" : "still wait";
  if (missing) said.push(`${missing} of ${all.length} ${still} to be locked in.`);
  return said;
}

function row(question) {
  const { key, said, state, answer, undecided, happened } = question;
  const decided = state === LOCKED && answer !== undecided;
  const mark = decided ? (isRight(question) ? "✓ " : "✗ ") : "";
  const cells = [mark + said, happened, state === LOCKED ? fixed(score(question), 2) : "–"];
  const body = cells.map((text) => `<td>${escape(text)}</td>`).join("");
  return `<tr><th scope="row">${escape(key)}</th>${body}</tr>`;
}

const HEAD = ["no.", "you said", "it happened", "score"];

/** The balance of a page's predictions, as HTML. */
export function calibrated(all) {
  const told = all.filter((q) => q.state);
  const head = HEAD.map((name) => `<th scope="col">${name}</th>`).join("");
  const rows = `<tbody>${told.map(row).join("")}</tbody>`;
  const table = told.length ? `<table><thead><tr>${head}</tr></thead>${rows}</table>` : "";
  const text = sentences(all).map((sentence) => `<p>${escape(sentence)}</p>`).join("");
  return (
    '<div class="practice"><div class="practice-calibration"><p class="practice-head">' +
    `<strong>How sure, and how right</strong></p>${table}${text}</div></div>`
  );
}
