// Predictions without a kernel: what the library says to every answer is in the page.
import { calibrated } from "./calibration.js";
import opener from "./opener.js";
import { Model, show } from "./player.js";

const places = (kind, key) =>
  document.querySelectorAll(`[data-kind="${kind}"]${key ? `[data-key="${key}"]` : ""}`);

function button(parent, text, act, primary = false) {
  const node = parent.appendChild(document.createElement("button"));
  node.className = `jupyter-button${primary ? " mod-primary" : ""}`;
  node.type = "button";
  node.textContent = text;
  node.addEventListener("click", act);
  return node;
}

/** One question: choose, say how sure, lock in; then what waits for it opens. */
function ask(question, place, modules, changed) {
  const box = document.createElement("div");
  box.className = "practice-prediction";
  const undecided = question.undecided;
  const options = new Model({
    label: question.asks, options: question.options, index: undecided, disabled: false,
  });
  const sure = new Model({
    label: question.how, options: question.sure, index: 0, disabled: false,
  });
  const fold = new Model({ unfolded: false }, () => over(question.looked));
  for (const model of [options, sure])
    show(modules.choice, model, box.appendChild(document.createElement("div")));
  const acts = box.appendChild(document.createElement("div"));
  acts.className = "widget-box widget-hbox";
  const lock = button(acts, question.keys[0], () => answer(), true);
  const anyway = button(acts, question.keys[1], () => over(question.looked));
  const note = acts.appendChild(document.createElement("div"));
  place.replaceChildren(box);
  show({ default: opener }, fold, acts.appendChild(document.createElement("div")));

  const answer = () => over(question.said[options.get("index")][sure.get("index")]);
  const over = (said) => {
    if (question.state) return;
    Object.assign(question, said, { answer: options.get("index") });
    for (const model of [options, sure]) model.set("disabled", true);
    lock.disabled = anyway.disabled = true;
    anyway.hidden = true;
    lock.textContent = said.state;
    note.innerHTML = said.note;
    fold.set("unfolded", true);
    changed(question.key);
  };
}

/** Set up all predictions of a page, their outcomes, and the balance at its end. */
export function setUpPractice(questions, modules) {
  const all = Object.entries(questions).map(([key, question]) => Object.assign(question, { key }));
  const changed = (key) => {
    for (const node of places("outcome", key)) node.innerHTML = questions[key].outcome;
    for (const figure of document.querySelectorAll(`[data-waits="${key}"]`))
      figure.classList.remove("practice-locked");
    balance();
  };
  const balance = () => {
    for (const node of places("calibration")) node.innerHTML = calibrated(all);
  };
  for (const question of all) {
    for (const node of places("prediction", question.key)) ask(question, node, modules, changed);
    for (const node of places("outcome", question.key))
      node.innerHTML = question.waits;
  }
  balance();
}
