// Unfolds what is below a prediction once that is open: collapsed headings in JupyterLab, and the
// folds of a page. Who unfolds one by hand has looked without predicting, and Python is told.
const LAB = ".jp-MarkdownHeadingCollapsed";
const PAGE = "details.course-fold";
const BUTTONS = ".jp-collapseHeadingButton, .jp-showHiddenCellsButton";

const headingOf = (cell) => cell.querySelector("h1, h2, h3, h4, h5");
const level = (cell) => Number(headingOf(cell)?.tagName[1] ?? 9);
const begins = (cell, word) => headingOf(cell)?.textContent.startsWith(word) ?? false;

// What a prediction keeps folded: what is of the level of its own heading, up to the next
// prediction of that level or the end of what both stand in. "Go deeper" opens by hand alone.
function folds(el) {
  const mine = el.closest("[cell-index]") ?? el.closest(".jp-Cell");
  let heading = mine;
  while (heading && !begins(heading, "Predict")) heading = heading.previousElementSibling;
  const found = [];
  for (let cell = heading && mine.nextElementSibling; cell; cell = cell.nextElementSibling) {
    if (level(cell) < level(heading)) break;
    if (level(cell) > level(heading)) continue;
    if (begins(cell, "Predict")) break;
    if (cell.matches(`${LAB}, ${PAGE}`) && !begins(cell, "Go deeper")) found.push(cell);
  }
  return found;
}

function unfold(fold) {
  if (fold.matches(PAGE)) fold.open = true;
  else fold.querySelector(BUTTONS)?.click();
}

export default {
  render({ model, el }) {
    let mine = false; // while this file unfolds, nobody has looked
    const show = () => {
      for (const fold of folds(el)) fold.classList.add("practice-fold");
      if (!model.get("unfolded")) return;
      mine = true;
      folds(el).forEach(unfold);
      mine = false;
    };
    const look = (event) => {
      const fold = event.target.closest?.(`${LAB}, ${PAGE}`);
      const byHand = event.type === "toggle" ? event.target.open : event.target.closest?.(BUTTONS);
      if (!mine && byHand && !model.get("unfolded") && folds(el).includes(fold)) model.send("looked");
    };
    const events = ["click", "toggle"]; // caught on their way down: a toggle does not bubble
    for (const name of events) document.addEventListener(name, look, true);
    model.on("change:unfolded", show);
    const placed = requestAnimationFrame(show); // once the output stands in its cell
    return () => {
      cancelAnimationFrame(placed);
      model.off("change:unfolded", show);
      for (const name of events) document.removeEventListener(name, look, true);
    };
  },
};
