// What the views of one stage share: the picture that came last, its motion, the handles held.

async function bitmap(sheet) {
  return sheet.byteLength ? createImageBitmap(new Blob([sheet], { type: "image/webp" })) : null;
}

/** The motion of one stage. The frame moves here; Python is told of it at rest, and not before:
 *  what a model holds without having saved it would undo what Python changes meanwhile. */
function makePlayer(model, redraw) {
  let frame = model.get("frame");
  let request = 0;
  let rest = 0;
  const last = () => model.get("scene").frames - 1;
  const tell = () => {
    model.set("frame", frame);
    model.save_changes();
  };
  const player = {
    get frame() {
      return frame;
    },
    get playing() {
      return request !== 0;
    },
    seek(wanted) {
      frame = Math.max(0, Math.min(last(), wanted));
      clearTimeout(rest);
      if (!player.playing) rest = setTimeout(tell, 300);
      redraw();
    },
    /** Python puts the frame elsewhere. */
    follow(wanted) {
      if (frame === wanted) return;
      player.stop();
      frame = wanted;
      redraw();
    },
    pause() {
      player.stop();
      player.seek(frame);
    },
    stop() {
      cancelAnimationFrame(request);
      clearTimeout(rest);
      request = 0;
    },
    play() {
      player.stop();
      const from = frame < last() ? frame : 0;
      let began;
      const tick = (now) => {
        began ??= now;
        // rounded: at 60 steps a second on a 60 Hz screen no step is shown twice or skipped
        player.seek(from + Math.round(((now - began) * model.get("speed")) / 1000));
        if (frame >= last()) player.pause();
        // asked for after `seek` has asked to draw: the other way round would skip every other frame
        else request = requestAnimationFrame(tick);
      };
      request = requestAnimationFrame(tick);
      redraw();
    },
  };
  return player;
}

/** Where hands hold the handles of one stage until Python's data agree. */
function makeGrips(model, redraw) {
  const held = new Map();
  const letGo = (name) => {
    clearTimeout(held.get(name)?.patience);
    held.delete(name);
    redraw();
  };
  return {
    at: (name) => held.get(name)?.xy,
    take(name, xy) {
      clearTimeout(held.get(name)?.patience);
      // Python may put it elsewhere, or be busy
      held.set(name, { xy, patience: setTimeout(() => letGo(name), 1500) });
      model.set("position", [name, ...xy]);
      model.save_changes();
      redraw();
    },
    answered({ handles }, now) {
      for (const handle of handles) {
        const hand = held.get(handle.name)?.xy;
        const [x, y] = handleAt(handle, ...now);
        if (hand && Math.hypot(x - hand[0], y - hand[1]) < 1) letGo(handle.name);
      }
    },
    close: () => [...held.keys()].forEach(letGo),
  };
}

/** What the views of one stage share: the picture that Python sent last, its motion, its grips.
 *  Made at once, as anywidget gives up for good on what takes 2 s; the picture comes later. */
function makeStage(model) {
  const views = new Set();
  const redraw = () => views.forEach((view) => view.invalidate());
  let slider = null;
  const player = makePlayer(model, redraw);
  let waits = model.get("eager");
  /** What waits at its start is set going by the first move of the hand, to be seen at all. */
  const setOff = () => {
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (waits && player.frame === 0) still ? player.seek(Infinity) : player.play();
    waits = false;
  };
  const stage = {
    show: null,
    sheets: null,
    views,
    player,
    grips: makeGrips(model, redraw),
    press(name) {
      const presses = model.get("presses");
      model.set("presses", { ...presses, [name]: (presses[name] ?? 0) + 1 });
      model.save_changes();
    },
    /** The take and the frame to be seen. */
    instant: () => [
      Math.min(slider?.get("index") ?? 0, stage.show.takes - 1),
      Math.min(stage.player.frame, stage.show.frames - 1),
    ],
    close() {
      heard.forEach(([source, name, call]) => source.off(name, call));
      stage.player.stop();
      stage.grips.close();
    },
  };

  /** New sheets and the data that belong to them appear in one frame; messages keep their order. */
  async function take({ scene, data, under, over }) {
    const sheets = under ? { under: await bitmap(under), over: await bitmap(over) } : stage.sheets;
    [stage.show, stage.sheets] = [decode(scene, data), sheets];
    stage.grips.answered(stage.show, stage.instant());
    views.forEach((view) => view.reload());
  }
  const heard = [];
  const hear = (source, name, call) => {
    source.on(name, call);
    heard.push([source, name, call]);
  };
  async function findHand() {
    const hand = model.get("hand")?.replace("IPY_MODEL_", "");
    if (!hand) return;
    slider = await model.widget_manager.get_model(hand);
    hear(slider, "change:index", () => {
      setOff();
      redraw();
    });
  }
  let arrivals = findHand();
  let drawn = [];
  let asked = false;
  const arrive = () => {
    asked = false;
    const [scene, data, under, over] = ["scene", "data", "under", "over"].map((n) => model.get(n));
    if (!data.byteLength) return; // not shown yet, or closed
    const same = drawn[0] === under && drawn[1] === over;
    drawn = [under, over];
    const message = same ? { scene, data } : { scene, data, under, over };
    arrivals = arrivals.then(() => take(message)).catch((error) => console.error(error));
  };
  const later = () => {
    if (!asked) queueMicrotask(arrive); // by then all traits of one message are set
    asked = true;
  };
  for (const name of ["scene", "data", "under", "over"]) hear(model, `change:${name}`, later);
  hear(model, "change:frame", () => stage.player.follow(model.get("frame")));
  hear(model, "msg:custom", ({ seek, seen }) => {
    if (!seen) stage.player.follow(seek);
    else if (views.size) model.send({ seen });
  });
  hear(model, "change:speed", redraw);
  hear(model, "change:position", setOff);
  hear(model, "change:eager", () => (waits = model.get("eager")));
  arrive();
  return stage;
}
