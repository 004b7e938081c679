// A page of the course: its explorers play, its predictions lock, what waits for them opens.
import * as choice from "./choice.js";
import { connect } from "./live.js";
import { Player } from "./player.js";
import { setUpPractice } from "./practice.js";
import * as slider from "./slider.js";
import * as stage from "./stage.js";

const MODULES = { choice, slider, stage };
const NEAR = "800px"; // explorers are fetched when the window comes so near
const FILES = new URL("../files/", import.meta.url).href;
const onServer = document.body.dataset.python === "kernel";
const kernel = onServer ? import("./kernel.js").then((module) => module.kernel) : null;

/** Play an explorer in the place of its stored picture. */
async function play(figure) {
  const response = await fetch(FILES + figure.dataset.record);
  const player = new Player(await response.json(), FILES, MODULES);
  const place = document.createElement("div");
  await player.show(place);
  figure.prepend(place);
  figure.classList.add("site-plays");
  figure.querySelector(".site-start")?.addEventListener("click", () => start(figure, player));
  kernel?.then((python) => python.attend(player));
}

/** Have Python answer, for the controls that are not in the page. */
async function start(figure, player) {
  const note = figure.querySelector(".site-left");
  note.textContent = "Python is on its way: some 20 MB the first time, then from this device.";
  try {
    await connect(player);
    note.textContent = "Python answers now: everything can be moved.";
  } catch (error) {
    note.textContent = `Python did not come: ${error.message}`;
    console.error(error);
  }
}

function begin(figure) {
  near.unobserve(figure);
  play(figure).catch((error) => {
    console.error(error); // the picture and the sentence are still there
    near.observe(figure);
  });
}

const near = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) if (isIntersecting) begin(target);
  },
  { rootMargin: NEAR },
);
const figures = [...document.querySelectorAll(".explorer")];
figures.forEach((figure) => near.observe(figure));
// What the first prediction holds back is ready when that is locked in.
if (figures[0]?.closest("details:not([open])")) begin(figures[0]);
setUpPractice(JSON.parse(document.getElementById("questions").textContent), MODULES);
