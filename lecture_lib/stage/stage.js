// The Stage in the browser: two still sheets, one live canvas between them, a transport, a readout.
// It knows pictures and indices, nothing of what they mean. Python's side is stage.py, which puts
// paint.js, motion.js and parts.js before this file: a widget is a single module.

/** One place on the page where a stage is seen; returns the function that closes it. */
function makeView(model, el, stage) {
  el.classList.add("stage");
  const showTransport = makeTransport(el, model, stage); // first: always seen with the controls
  const panelsNode = element(el, "div", "stage-panels", { role: "group" });
  const showReadout = makeReadout(el);
  const fault = element(el, "p", "stage-error", { role: "alert" });
  let [panels, layout, sheets, request] = [[], "", null, 0];

  const draw = () => {
    request = 0;
    const now = stage.instant();
    panels.forEach((panel) => panel.draw(...now));
    showTransport(stage.show, now[1]);
    showReadout(sentence(stage.show.readout, ...now));
  };
  const view = {
    invalidate() {
      if (!request && stage.show) request = requestAnimationFrame(draw);
    },
    reload() {
      const { size, panels: boxes, handles, label } = stage.show;
      const kinds = handles.map((h) => ({ ...h, tracks: 0, pressed: h.pressed === null }));
      const plan = JSON.stringify([size, boxes, kinds]);
      if (plan !== layout) {
        panelsNode.replaceChildren();
        panels = boxes.map((box, index) => makePanel(panelsNode, { box, index }, stage));
        sizes.disconnect();
        panels.forEach((panel) => sizes.observe(panel.node));
        [layout, sheets] = [plan, null];
      }
      if (sheets !== stage.sheets) panels.forEach((panel) => panel.sheets(stage.sheets));
      sheets = stage.sheets;
      panelsNode.setAttribute("aria-label", label);
      el.style.setProperty("--stage-panel", boxes[0][2]);
      el.style.setProperty("--stage-panels", boxes.length);
      el.style.setProperty("--stage-width", size[0]);
      panelsNode.classList.toggle("stage-uneven", boxes.some((box) => box[2] !== boxes[0][2]));
      draw();
    },
  };
  const sizes = new ResizeObserver(() => {
    // who has no finger to swipe with can scroll by keys
    if (panelsNode.scrollWidth > panelsNode.clientWidth) panelsNode.tabIndex = 0;
    else panelsNode.removeAttribute("tabindex");
    view.invalidate();
  });
  window.addEventListener("resize", view.invalidate); // zoom changes the density alone
  const showError = () => (fault.textContent = model.get("error"));
  model.on("change:error", showError);
  showError();
  const lost = element(el, "p", "stage-error stage-lost", { role: "alert" });
  const leaveKernel = watchKernel(model, (gone) => {
    lost.textContent = gone ? WITHOUT_KERNEL[document.body.dataset.voila ? "voila" : "lab"] : "";
    el.classList.toggle("stage-alone", gone);
    const box = outermost(el);
    for (const key of box.querySelectorAll("button.stage-key")) key.disabled = gone;
  });
  const leaveTheme = watchTheme(model);
  const leaveKeys = keepKeys(el);
  stage.views.add(view);
  if (stage.show) view.reload();
  return () => {
    stage.views.delete(view);
    if (!stage.views.size && stage.player.playing) stage.player.pause();
    model.off("change:error", showError);
    window.removeEventListener("resize", view.invalidate);
    sizes.disconnect();
    cancelAnimationFrame(request);
    leaveKernel();
    leaveTheme();
    leaveKeys();
  };
}

const RESTARTED = "The kernel of this picture is gone: it was restarted, or stopped. What is greyed out";
const WITHOUT_KERNEL = {
  lab: `${RESTARTED} needs it. To go on, run the cell again, and those above it first.`,
  voila: `${RESTARTED} needs it. To go on, reload the page.`,
};

/** The outermost box of widgets around an element: the whole explorer. */
function outermost(el) {
  const box = el.parentElement?.closest(".widget-box");
  return box ? outermost(box) : el;
}

export default () => {
  let stage;
  return {
    initialize({ model }) {
      begin(model);
      stage = makeStage(model);
      return stage.close;
    },
    render: ({ model, el }) => makeView(model, el, stage),
  };
};
