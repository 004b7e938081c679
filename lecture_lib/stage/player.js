// Plays a recorded explorer in a page without a kernel: what the widgets' own modules ask of a
// model, and the plain widgets that stand around them. `files` says where the pictures lie, and
// `modules` has the module of each kind of control.
import { unpacked } from "./unpack.js";

/** What a widget's module sees of its widget. */
export class Model {
  constructor(traits, told = () => {}, find = () => null) {
    [this.traits, this.told, this.calls] = [{ ...traits }, told, new Map()];
    this.widget_manager = { get_model: async (id) => find(id) };
  }
  get(name) {
    return this.traits[name];
  }
  set(name, value) {
    if (this.traits[name] === value) return;
    this.traits[name] = value;
    this.emit(`change:${name}`);
  }
  emit(event, ...told) {
    [...(this.calls.get(event) ?? [])].forEach((call) => call(...told));
  }
  on(event, call) {
    if (!this.calls.has(event)) this.calls.set(event, new Set());
    this.calls.get(event).add(call);
  }
  off(event, call) {
    this.calls.get(event)?.delete(call);
  }
  save_changes() {
    this.told(this);
  }
  send() {
    this.told(this);
  }
}

/** Put one widget with a module of its own into the page. */
export async function show(module, model, el) {
  const made = module.default;
  const widget = typeof made === "function" ? made() : made;
  await widget.initialize?.({ model });
  widget.render({ model, el });
}

const TAGS = { button: "button", tick: "label" };
const EMPTY = new DataView(new ArrayBuffer(0));

export class Player {
  constructor(record, files, modules) {
    Object.assign(this, { record, files, modules, at: record.at, models: {}, elements: {} });
    this.hidden = new Set(record.behind);
    [this.request, this.said, this.link] = [0, {}, null];
    this.nodes = { [this.number]: record.first }; // the others come when one of them is chosen
    const find = (id) => this.models[id];
    for (const [id, { traits }] of Object.entries(record.widgets))
      if (traits) this.models[id] = new Model(traits, (model) => this.told(id, model), find);
    this.stage = this.models[record.stage];
    this.hand = this.models[record.hand];
    this.first = { index: this.hand.get("index"), frame: this.stage.get("frame") };
    this.stage.set("theme", this.theme());
  }

  theme() {
    return document.body.dataset.jpThemeLight === "false" ? "dark" : "light";
  }

  /** Show the explorer in an element, once its first picture is there. */
  async show(el) {
    const picture = await this.picture();
    this.take(picture);
    await this.build(this.record.root, el);
    this.follow();
  }

  async build(id, parent) {
    const { kind, text, value, style, children = [], class: names } = this.record.widgets[id];
    const el = parent.appendChild(document.createElement(TAGS[kind] ?? "div"));
    this.elements[id] = el;
    el.classList.add(...names);
    for (const [name, value] of Object.entries(style)) el.style.setProperty(name, value);
    if (kind === "row" || kind === "column")
      el.classList.add("widget-box", kind === "row" ? "widget-hbox" : "widget-vbox");
    for (const child of children) await this.build(child, el);
    if (kind === "button") {
      el.classList.add("jupyter-button");
      el.textContent = text;
      el.addEventListener("click", () => this.press(id));
    }
    if (kind === "tick") {
      const box = Object.assign(document.createElement("input"), { type: "checkbox", checked: value });
      box.addEventListener("change", () => this.link.set(id, "value", box.checked));
      el.append(box, text);
    }
    if (this.record.needs.includes(id)) this.waitForPython(id, true);
    if (this.models[id]) await show(this.modules[kind], this.models[id], el);
  }

  /** Whether a control works only once Python answers. */
  waitForPython(id, waits) {
    const el = this.elements[id];
    el.classList.toggle("player-needs-python", waits);
    for (const node of [el, ...el.querySelectorAll("input[type=checkbox]")]) node.disabled = waits;
  }

  /** What a control has told: which node is wanted now; or Python is told, where it is there. */
  told(id, model) {
    if (this.link) return this.tellPython(id, model);
    const axis = this.record.axes.findIndex(({ widget }) => widget === id);
    const index = model.get("index");
    if (model === this.stage) this.stageTold();
    else if (axis >= 0 && this.record.axes[axis].kind === "held") this.exchange(axis, index);
    else if (axis >= 0 && this.at[axis] !== index) this.go(this.at.with(axis, index));
  }

  /** Put the other of two numbers into the hand: both stay as they are. */
  exchange(axis, option) {
    const { count } = this.record.axes[axis];
    const other = this.at[axis] % count;
    if (option !== Math.floor(this.at[axis] / count))
      this.go(this.at.with(axis, option * count + this.hand.get("index")), other);
  }

  stageTold() {
    const { hand, stage } = this;
    if (stage.get("theme") !== this.shown) this.go(this.at);
    const [name, x, y] = stage.get("position") ?? [];
    if (name && this.record.drags.includes(name)) {
      stage.set("position", undefined);
      hand.set("index", nearestTake(stage, name, x, y));
    } else if (name && this.record.places[name]) {
      stage.set("position", undefined);
      this.drag(name, x, y);
    }
  }

  /** Go where a handle was dragged: to the nearest of its places, or of the lines it is on. */
  async drag(name, x, y) {
    const { hand, stage, record } = this;
    const reach = record.places[name];
    this.where ??= this.fetch(record.where.file).then(unpacked);
    const { buffer } = await this.where;
    const [combinations, takes] = record.where.tables[name].shape;
    const at = (of, i) => new Float32Array(buffer, record.where.tables[of].offset + 8 * i, 2);
    const { other } = reach;
    const fixed = other && placeOf(stage, other)(hand.get("index"), stage.get("frame"));
    let [best, nearest] = [Infinity, 0];
    for (let i = 0; i < combinations * takes; i++) {
      const away = fixed
        ? beside([x, y], at(name, i), at(other, i)) + beside(fixed, at(name, i), at(other, i))
        : square([x, y], at(name, i));
      if (away < best) [best, nearest] = [away, i];
    }
    let combination = Math.floor(nearest / takes);
    const wanted = [...this.at];
    for (const axis of reach.axes.toReversed()) {
      const { size } = record.axes[axis];
      wanted[axis] = combination % size;
      combination = Math.floor(combination / size);
    }
    if (reach.hand) hand.set("index", nearest % takes);
    if (reach.rewinds) stage.emit("msg:custom", { seek: 0 });
    if (wanted.some((value, axis) => value !== this.at[axis])) await this.go(wanted);
  }

  press(id) {
    const { record, hand, stage } = this;
    if (this.link && id !== record.more) this.link.press(id);
    else if (id === record.reset) {
      this.go(record.at);
      hand.set("index", this.first.index);
      stage.emit("msg:custom", { seek: this.first.frame });
    } else if (id === record.more) {
      this.hidden.clear();
      this.hidden.add(id);
      this.display();
    } else if (record.aims[id]) {
      const { index, axis, value } = record.aims[id];
      if (axis === undefined) hand.set("index", index);
      else this.go(this.at.with(axis, value));
    } else {
      const axis = record.axes.findIndex(({ widget }) => widget === id);
      this.go(this.at.with(axis, (this.at[axis] + 1) % record.axes[axis].size));
    }
  }

  /** From now on Python answers: first it hears where everything stands. */
  connect(link) {
    this.link = link;
    this.record.axes.forEach(({ kind, widget, values, states }, axis) => {
      const at = this.at[axis];
      if (states) link.put(states[at]);
      else if (kind === "pick") link.set(widget, "index", values[at]);
      else for (let pressed = 0; pressed < at; pressed++) link.press(widget);
    });
    link.set(this.record.hand, "index", this.hand.get("index"));
    link.set(this.record.stage, "theme", this.theme());
    for (const id of this.record.needs) this.waitForPython(id, false);
  }

  tellPython(id, model) {
    const traits = model === this.stage ? ["frame", "theme", "position", "presses"] : ["index"];
    for (const trait of traits) {
      const value = model.get(trait);
      if (value === undefined || this.said[id]?.[trait] === value) continue;
      (this.said[id] ??= {})[trait] = value;
      this.link.set(id, trait, value);
    }
  }

  /** What Python has changed: of all widgets at once. */
  hear(changes) {
    const { record, elements, models, stage } = this;
    for (const [number, trait, told] of changes) {
      const id = String(number);
      const value = told instanceof Uint8Array ? new DataView(told.slice().buffer) : JSON.parse(told);
      if (trait === "seek") stage.emit("msg:custom", { seek: value });
      else if (trait === "display") this.node.shown[id] = value ?? "";
      else if (trait === "description") elements[id].textContent = value;
      else if (trait === "value") elements[id].firstChild.checked = value;
      else if (!models[id]) elements[id].disabled = value;
      else {
        (this.said[id] ??= {})[trait] = value;
        models[id].set(trait, value);
      }
    }
    this.display();
  }

  /** Which of all combinations is chosen. */
  get number() {
    const { axes } = this.record;
    return this.at.reduce((number, value, axis) => number * axes[axis].size + value, 0);
  }

  get node() {
    return this.nodes[this.number];
  }

  /** Have the present node, which is told by what differs from the first one. */
  async load() {
    const { number, record } = this;
    if (this.nodes[number]) return;
    this.others ??= this.fetch(record.nodes).then((response) => response.json());
    const node = (await this.others)[number];
    const both = (key) => ({ ...record.first[key], ...node[key] });
    this.nodes[number] ??= { ...node, traits: both("traits"), shown: both("shown") };
  }

  /** Go to another combination: its controls at once, its picture as soon as that is there. */
  async go(at, hand) {
    this.at = at;
    const request = ++this.request;
    await this.load();
    if (request !== this.request) return;
    this.follow(hand);
    const picture = await this.picture();
    if (request === this.request) this.take(picture);
  }

  follow(hand) {
    const { traits } = this.node;
    for (const [id, wanted] of Object.entries(traits)) {
      const model = this.models[id];
      const here = model.get("options")[model.get("index")];
      for (const [name, value] of Object.entries(wanted)) {
        const same = JSON.stringify(model.get(name)) === JSON.stringify(value);
        if (!same && !(model === this.hand && name === "index")) model.set(name, value);
      }
      if (model === this.hand) {
        const index = wanted.options.indexOf(here);
        model.set("index", hand ?? (index < 0 ? wanted.index : index));
      }
    }
    this.display();
  }

  /** Show the controls that are of use, but for those that wait behind "more". */
  display() {
    const { shown } = this.node;
    for (const [id, display] of Object.entries(shown))
      this.elements[id]?.style.setProperty("display", this.hidden.has(id) ? "none" : display);
    const more = this.elements[this.record.more];
    if (more && this.hidden.has(this.record.more)) more.style.display = "none";
  }

  /** The files of the present node in the present theme. */
  async picture() {
    const theme = this.theme();
    const { scene, data, under, over } = this.node.pictures[theme];
    const [told, takes, ...sheets] = await Promise.all([
      this.fetch(scene).then((response) => response.json()),
      this.fetch(data).then(unpacked),
      ...[under, over].map(async (name) =>
        name ? new DataView(await (await this.fetch(name)).arrayBuffer()) : EMPTY,
      ),
    ]);
    return { theme, scene: told, data: takes, under: sheets[0], over: sheets[1] };
  }

  async fetch(name) {
    const response = await fetch(`${this.files}${name}`);
    if (!response.ok) throw new Error(`${name}: ${response.status}`);
    return response;
  }

  take({ theme, ...traits }) {
    this.shown = theme;
    for (const [name, value] of Object.entries(traits)) this.stage.set(name, value);
  }
}

const square = ([x, y], [px, py]) => (x - px) ** 2 + (y - py) ** 2;

/** The square of how far a point is from the line through two others; from one out of sight, ∞. */
function beside([x, y], [x0, y0], [x1, y1]) {
  const [dx, dy] = [x1 - x0, y1 - y0];
  return dx || dy ? ((x - x0) * dy - (y - y0) * dx) ** 2 / (dx * dx + dy * dy) : Infinity;
}

/** Where a handle is: a function of take and frame. */
function placeOf(stage, name) {
  const { part, tracks } = stage.get("scene").handles.find((handle) => handle.name === name);
  const { offset, shape } = tracks.points;
  const [takes, frames, points] = shape;
  const data = stage.get("data");
  const values = new Float32Array(data.buffer, data.byteOffset + offset, takes * frames * points * 2);
  return (take, frame) => {
    const start = Math.min(take, takes - 1) * frames + Math.min(frame, frames - 1);
    const [x0, y0, x1, y1] = values.subarray(start * points * 2);
    const k = part || 0;
    return [x0 + k * ((x1 ?? x0) - x0), y0 + k * ((y1 ?? y0) - y0)];
  };
}

/** The take in which a handle comes nearest to a place. */
function nearestTake(stage, name, x, y) {
  const at = placeOf(stage, name);
  const away = Array.from({ length: stage.get("scene").takes }, (_, take) => {
    const [hx, hy] = at(take, stage.get("frame"));
    return Math.hypot(hx - x, hy - y);
  });
  return away.indexOf(Math.min(...away));
}
