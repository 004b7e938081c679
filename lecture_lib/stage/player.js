// Plays a recorded explorer in a page without a kernel: what the widgets' own modules ask of a
// model, and the plain widgets that stand around them. `files` says where the pictures lie, and
// `modules` has the module of each kind of control.
import { beside, nearestTake, placeOf, square } from "./places.js";
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

export class Player {
  constructor(record, files, modules) {
    Object.assign(this, { record, files, modules, at: record.at, models: {}, elements: {} });
    this.hidden = new Set(record.behind);
    [this.request, this.said, this.link, this.python] = [0, {}, null, null]; // python: its state
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
      box.addEventListener("change", () => this.link.act("set", id, "value", box.checked));
      el.append(box, text);
    }
    if (this.record.needs.includes(id)) this.waitForPython(id, true);
    if (this.models[id]) await show(this.modules[kind], this.models[id], el);
  }

  /** Whether a control works only once Python answers. */
  waitForPython(id, waits) {
    const el = this.elements[id];
    el.classList.toggle("player-needs-python", waits);
    this.models[id]?.set("disabled", waits);
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
    if (!this.shown.endsWith(stage.get("theme"))) this.go(this.at);
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
    if (this.link && id !== record.more) this.link.act("press", id);
    else if (id === record.reset) {
      [this.python, this.shown] = [null, ""]; // it will be made, and drawn, as it was at first
      this.go(record.at);
      hand.set("index", this.first.index);
      stage.emit("msg:custom", { seek: this.first.frame });
    } else if (id === record.more) {
      this.hidden = new Set([id]);
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

  /** How the explorer stands: as the learner has left it. */
  stands() {
    const { at, hand, stage } = this;
    const [frame, under, over] = ["frame", "under", "over"].map((name) => stage.get(name));
    return { at, index: hand.get("index"), frame, theme: this.theme(), under, over };
  }

  /** What has been done since it stood otherwise, in acts that Python understands. */
  actsSince(before) {
    const [acts, now, { hand, stage, axes }] = [[], this.stands(), this.record];
    axes.forEach(({ kind, widget, values, states, size }, axis) => {
      const [from, to] = [before.at[axis], now.at[axis]];
      if (from === to) return;
      if (states) acts.push(["put", states[to]]);
      else if (kind === "pick") acts.push(["set", widget, "index", values[to]]);
      else for (let at = from; at !== to; at = (at + 1) % size) acts.push(["press", widget]);
    });
    for (const [id, name] of [[hand, "index"], [stage, "frame"], [stage, "theme"]])
      if (before[name] !== now[name]) acts.push(["set", id, name, now[name]]);
    return acts;
  }

  /** Whom to ask for in Python, what was done since, and whether the picture of that is here. */
  wanted() {
    const { at, python, record } = this;
    const { name, options, state } = record.explorer;
    const acts = [["put", python ?? state], ...this.actsSince({ at: python ? at : record.at })];
    return { name, options, acts, drawn: !python && this.shown === `${this.number} ${this.theme()}` };
  }

  /** From now on Python answers: what it looks like there is here, but for what was done meanwhile. */
  connect(link, asked, changes) {
    const acts = this.actsSince(asked);
    const mine = new Set(acts.filter(([act]) => act === "set").map(([, id, name]) => `${id} ${name}`));
    this.link = link;
    this.elements[this.record.root].classList.add("player-has-python");
    for (const id of this.record.needs) this.waitForPython(id, false);
    for (const name of ["under", "over"]) this.stage.set(name, asked[name]);
    this.hear(changes.filter(([number, trait]) => !mine.has(`${number} ${trait}`)));
    acts.forEach((act) => link.act(...act));
  }

  /** Python is gone: what plays without it goes on, which in the middle of a move is one take. */
  disconnect() {
    this.link = null;
    this.elements[this.record.root].classList.remove("player-has-python");
    this.stage.set("presses", {}); // another Python has not heard of any
    for (const id of this.record.needs) this.waitForPython(id, true);
    this.hand.set("disabled", this.stage.get("scene").takes < this.hand.get("options").length);
  }

  tellPython(id, model) {
    const traits = model === this.stage ? ["frame", "theme", "position", "presses"] : ["index"];
    for (const trait of traits) {
      const value = model.get(trait);
      if (value === undefined || this.said[id]?.[trait] === value) continue;
      (this.said[id] ??= {})[trait] = value;
      this.link.act("set", id, trait, value);
    }
  }

  /** What Python has changed: of all widgets at once. */
  hear(changes) {
    const { elements, models, stage } = this;
    for (const [number, trait, told] of changes) {
      const id = String(number);
      const value = told instanceof Uint8Array ? new DataView(told.slice().buffer) : JSON.parse(told);
      if (trait === "state") this.python = value;
      else if (trait === "seek") stage.emit("msg:custom", { seek: value });
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
    const { more } = this.record;
    if (this.hidden.has(more)) this.elements[more].style.display = "none";
  }

  /** The files of the present node in the present theme. */
  async picture() {
    const theme = this.theme();
    const { scene, data, under, over } = this.node.pictures[theme];
    const [told, takes, ...sheets] = await Promise.all([
      this.fetch(scene).then((response) => response.json()),
      this.fetch(data).then(unpacked),
      ...[under, over].map(async (name) =>
        new DataView(name ? await (await this.fetch(name)).arrayBuffer() : new ArrayBuffer(0)),
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
    this.shown = `${this.number} ${theme}`;
    for (const [name, value] of Object.entries(traits)) this.stage.set(name, value);
  }
}
