// What a view of a stage consists of: transport, handles, panels, readout.

function element(parent, tag, className, attributes = {}) {
  const node = parent.appendChild(document.createElement(tag));
  node.className = className;
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
}

const ICONS = {
  first: "M3 3h2v10H3zM13 3v10L6 8z",
  back: "M11 3v10L4 8z",
  play: "M4 2.5v11L13 8z",
  pause: "M4 3h3v10H4zM9 3h3v10H9z",
  forward: "M5 3v10l7-5z",
  end: "M3 3v10l7-5zM11 3h2v10h-2z",
};

function setIcon(button, icon, label) {
  button.innerHTML = `<svg viewBox="0 0 16 16" aria-hidden="true"><path d="${ICONS[icon]}"/></svg>`;
  button.title = label;
  button.setAttribute("aria-label", label);
}

/** Buttons, scrub bar and speed; returns the function that shows the present state. */
function makeTransport(parent, model, { player }) {
  const bar = element(parent, "div", "stage-transport", { role: "group", "aria-label": "Playback" });
  const button = (icon, label, act) => {
    const node = element(bar, "button", "stage-button", { type: "button" });
    setIcon(node, icon, label);
    node.addEventListener("click", act);
    return node;
  };
  const seek = (frame) => {
    if (player.playing) player.pause();
    player.seek(frame());
  };
  const step = (by) => () => seek(() => player.frame + by);
  button("first", "To the start", step(-Infinity));
  button("back", "One step back", step(-1));
  const toggle = button("play", "Play", () => (player.playing ? player.pause() : player.play()));
  button("forward", "One step forward", step(1));
  button("end", "To the end", step(Infinity));
  const scrub = element(bar, "input", "stage-scrub", { type: "range", min: 0, "aria-label": "Step" });
  scrub.addEventListener("input", () => seek(() => scrub.valueAsNumber));
  const count = element(bar, "output", "stage-count", { "aria-live": "off" }); // sixty a second
  const speed = element(bar, "select", "stage-speed", { "aria-label": "Steps per second" });
  for (const rate of model.get("speeds")) speed.add(new Option(`${rate}/s`, rate));
  speed.addEventListener("change", () => {
    model.set("speed", Number(speed.value));
    model.save_changes();
    if (player.playing) player.play();
  });
  return ({ frames, steps }, frame) => {
    bar.hidden = frames < 2;
    scrub.max = frames - 1;
    scrub.value = frame;
    scrub.setAttribute("aria-valuetext", `step ${steps[frame]} of ${steps[frames - 1]}`);
    count.textContent = `${steps[frame]} / ${steps[frames - 1]}`;
    speed.value = model.get("speed");
    const wanted = player.playing ? "pause" : "play";
    if (toggle.dataset.icon !== wanted) {
      toggle.dataset.icon = wanted;
      setIcon(toggle, wanted, wanted === "play" ? "Play" : "Pause");
    }
  };
}

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** One draggable point: pointer and arrow keys; returns the function that puts it in its place. */
function makeHandle(parent, index, panel, { show, grips, player, instant }, latest) {
  const { name, label, limits, step, fine } = show.handles[index];
  const node = element(parent, "button", "stage-handle", { type: "button", "data-name": name });
  node.title = label;
  node.setAttribute("aria-label", `${label}. Drag, or use the arrow keys.`);
  const [left, top, width, height] = panel.box;
  const [x0, y0, w, h] = limits;
  let offset = [0, 0]; // from the pointer to the handle's middle
  const at = () => grips.at(name) ?? handleAt(latest().handles[index], ...instant());
  const move = (x, y) => {
    if (player.playing) player.pause();
    grips.take(name, [Math.max(x0, Math.min(x0 + w, x)), Math.max(y0, Math.min(y0 + h, y))]);
  };
  const inFigure = (event) => {
    const box = parent.getBoundingClientRect();
    const k = width / box.width;
    return [left + (event.clientX - box.left) * k, top + (event.clientY - box.top) * k];
  };
  node.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    const [[x, y], [px, py]] = [at(), inFigure(event)];
    offset = [x - px, y - py];
    node.setPointerCapture(event.pointerId);
    node.focus();
  });
  node.addEventListener("pointermove", (event) => {
    if (!node.hasPointerCapture(event.pointerId)) return;
    const [px, py] = inFigure(event);
    move(px + offset[0], py + offset[1]);
  });
  node.addEventListener("keydown", (event) => {
    const by = ARROWS[event.key];
    if (!by || isChord(event)) return;
    event.preventDefault();
    const [x, y] = at();
    const pixels = event.shiftKey ? fine : step;
    move(x + by[0] * pixels, y + by[1] * pixels);
  });
  return () => {
    const [x, y] = at();
    node.style.left = `${((x - left) / width) * 100}%`;
    node.style.top = `${((y - top) / height) * 100}%`;
    node.hidden = !(x >= x0 - 1 && x <= x0 + w + 1 && y >= y0 - 1 && y <= y0 + h + 1);
  };
}

/** One key that stays in its place; returns the function that puts it there. */
function makeKey(parent, index, panel, { show, press, instant }, latest) {
  const { name, label } = show.handles[index];
  const node = element(parent, "button", "stage-spot", { type: "button", "data-name": name });
  node.title = label;
  node.setAttribute("aria-label", label);
  const keys = () => [...parent.querySelectorAll(".stage-spot")];
  node.tabIndex = keys().length === 1 ? 0 : -1; // one stop for Tab; the arrows lead on from there
  node.addEventListener("focus", () => keys().forEach((key) => (key.tabIndex = key === node ? 0 : -1)));
  node.addEventListener("keydown", (event) => {
    const by = ARROWS[event.key];
    if (!by || isChord(event)) return;
    event.preventDefault();
    const all = keys();
    all.at((all.indexOf(node) + by[0] + by[1]) % all.length).focus();
  });
  node.addEventListener("click", () => press(name));
  const [left, top, width, height] = panel.box;
  return () => {
    const [x, y] = handleAt(latest().handles[index], ...instant());
    node.style.left = `${((x - left) / width) * 100}%`;
    node.style.top = `${((y - top) / height) * 100}%`;
    node.setAttribute("aria-pressed", latest().handles[index].pressed);
  };
}

function makePanel(parent, panel, stage) {
  const [, , width, height] = panel.box;
  const node = element(parent, "div", "stage-panel");
  node.style.aspectRatio = `${width} / ${height}`;
  node.style.setProperty("--share", width);
  const [under, live, over] = ["under", "live", "over"].map((name) =>
    element(node, "canvas", `stage-${name}`, { "aria-hidden": "true" }).getContext("2d"),
  );
  const places = stage.show.handles.flatMap((handle, index) => {
    const make = handle.pressed === null ? makeHandle : makeKey;
    return handle.panel === panel.index ? [make(node, index, panel, stage, () => stage.show)] : [];
  });
  return {
    node,
    sheets(sheets) {
      for (const [ctx, sheet] of [[under, sheets.under], [over, sheets.over]]) {
        const k = sheets.under.width / stage.show.size[0];
        const [x, y, w, h] = panel.box.map((v) => Math.round(v * k));
        [ctx.canvas.width, ctx.canvas.height] = [w, h];
        if (sheet) ctx.drawImage(sheet, x, y, w, h, 0, 0, w, h);
      }
    },
    draw(take, frame) {
      const k = node.clientWidth * devicePixelRatio;
      const [w, h] = [Math.round(k), Math.round((k * height) / width)];
      if (live.canvas.width !== w || live.canvas.height !== h)
        [live.canvas.width, live.canvas.height] = [w, h];
      drawPanel(live, stage.show, panel, take, frame);
      places.forEach((place) => place());
    },
  };
}

/** The sentence as it is seen, at once, and as it is spoken, when it has stopped changing. */
function makeReadout(parent) {
  const seen = element(parent, "p", "stage-readout", { "aria-hidden": "true" });
  const spoken = element(parent, "p", "stage-spoken", { "aria-live": "polite" });
  let pause = 0;
  return (text) => {
    if (text === seen.textContent) return;
    clearTimeout(pause);
    const speak = () => (spoken.textContent = text);
    if (seen.textContent) pause = setTimeout(speak, 600);
    else speak(); // there from the start, nothing to announce
    seen.textContent = text;
  };
}

/** Tell Python which theme JupyterLab has; returns the function that stops it. */
function watchTheme(model) {
  const tell = () => {
    const theme = document.body.dataset.jpThemeLight === "false" ? "dark" : "light";
    if (model.get("theme") === theme) return;
    model.set("theme", theme);
    model.save_changes();
  };
  const observer = new MutationObserver(tell);
  observer.observe(document.body, { attributeFilter: ["data-jp-theme-light"] });
  tell();
  return () => observer.disconnect();
}
