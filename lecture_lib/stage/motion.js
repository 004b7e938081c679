// What the views of one stage share: the picture that came last, its motion, the handles held.

async function bitmap(sheet) {
  return sheet.byteLength ? createImageBitmap(new Blob([sheet], { type: "image/webp" })) : null;
}

/** The motion of one stage: `frame` moves here and Python is told of it at rest. */
function makePlayer(model, redraw) {
  let request = 0;
  let rest = 0;
  const last = () => model.get("scene").frames - 1;
  const player = {
    get playing() {
      return request !== 0;
    },
    seek(frame) {
      model.set("frame", Math.max(0, Math.min(last(), frame)));
      clearTimeout(rest);
      if (!player.playing) rest = setTimeout(() => model.save_changes(), 300);
    },
    pause() {
      player.stop();
      player.seek(model.get("frame"));
      redraw();
    },
    stop() {
      cancelAnimationFrame(request);
      clearTimeout(rest);
      request = 0;
    },
    play() {
      player.stop();
      if (model.get("frame") >= last()) model.set("frame", 0);
      const from = model.get("frame");
      let began;
      const tick = (now) => {
        began ??= now;
        // rounded: at 60 steps a second on a 60 Hz screen no step is shown twice or skipped
        const frame = from + Math.round(((now - began) * model.get("speed")) / 1000);
        player.seek(frame);
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

/** What the views of one stage share: the picture that Python sent last, its motion, its grips. */
async function makeStage(model) {
  const views = new Set();
  const redraw = () => views.forEach((view) => view.invalidate());
  const hand = model.get("hand");
  const slider = hand && (await model.widget_manager.get_model(hand.replace("IPY_MODEL_", "")));
  const stage = {
    show: null,
    sheets: null,
    views,
    player: makePlayer(model, redraw),
    grips: makeGrips(model, redraw),
    press(name) {
      const presses = model.get("presses");
      model.set("presses", { ...presses, [name]: (presses[name] ?? 0) + 1 });
      model.save_changes();
    },
    /** The take and the frame to be seen. */
    instant: () => [
      Math.min(slider?.get("index") ?? 0, stage.show.takes - 1),
      Math.min(model.get("frame"), stage.show.frames - 1),
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
  let arrivals = Promise.resolve();
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
  const heard = ["scene", "data", "under", "over"].map((name) => [model, `change:${name}`, later]);
  heard.push([model, "change:frame", redraw], [model, "change:speed", redraw]);
  if (slider) heard.push([slider, "change:index", redraw]);
  heard.forEach(([source, name, call]) => source.on(name, call));
  arrive();
  await arrivals;
  return stage;
}
