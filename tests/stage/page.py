"""Stages in a bare page: their own JavaScript with a stand-in for the widget model, no kernel."""

import base64
import json

from lecture_lib.stage import Slider, Stage

# JupyterLab's own colours, as its two themes set them.
THEMES = {
    "light": {
        "--jp-content-font-color1": "rgba(0, 0, 0, 0.87)",
        "--jp-content-font-color2": "rgba(0, 0, 0, 0.54)",
        "--jp-border-color1": "#bdbdbd",
        "--jp-layout-color0": "white",
        "--jp-brand-color1": "#1976d2",
    },
    "dark": {
        "--jp-content-font-color1": "rgba(255, 255, 255, 1)",
        "--jp-content-font-color2": "rgba(255, 255, 255, 0.7)",
        "--jp-border-color1": "#616161",
        "--jp-layout-color0": "#111111",
        "--jp-brand-color1": "#2196f3",
    },
}

PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Stage</title>
<style>body { margin: 0; background: var(--jp-layout-color0); } %s</style>
<body data-jp-theme-light="%s"><main id="views">
<h1 style="position: absolute; clip-path: inset(50%%)">A page</h1></main></body></html>"""

# As in ipywidgets: an update sets all its traits before any listener hears of it, and
# `save_changes` sends what was set here since the last time.
BOOT = """
async ({ stage, slider, stages, views }) => {
  const load = (code) => import(URL.createObjectURL(new Blob([code], { type: "text/javascript" })));
  const decode = (text) => new DataView(Uint8Array.from(atob(text), (c) => c.charCodeAt(0)).buffer);
  const BYTES = ["data", "under", "over"];
  class Model {
    constructor(state) {
      this.state = {};
      this.calls = {};
      this.saved = [];
      this.dirty = {};
      this.receive(state);
    }
    get(name) { return this.state[name]; }
    set(name, value) {
      if (JSON.stringify(this.state[name]) === JSON.stringify(value)) return;
      this.state[name] = this.dirty[name] = value;
      this.tell(name);
    }
    tell(name) { [...(this.calls[name] ?? [])].forEach((call) => call()); }
    on(event, call) { (this.calls[event.replace("change:", "")] ??= new Set()).add(call); }
    off(event, call) { this.calls[event.replace("change:", "")]?.delete(call); }
    save_changes() {
      if (Object.keys(this.dirty).length) this.saved.push(this.dirty);
      this.dirty = {};
    }
    hear(message) { this.calls["msg:custom"].forEach((call) => call(message)); }
    receive(update) {
      for (const [name, value] of Object.entries(update))
        this.state[name] = BYTES.includes(name) ? decode(value) : value;
      Object.keys(update).forEach((name) => this.tell(name));
    }
  }
  if (!window.bitmaps) {
    const make = window.createImageBitmap;
    window.bitmaps = []; // sheets on their way
    window.createImageBitmap = (...args) => bitmaps[bitmaps.push(make(...args)) - 1];
  }
  const widget = await load(stage);
  const hand = await load(slider);
  const add = (id) => {
    const node = document.querySelector("#views").appendChild(document.createElement("div"));
    node.id = id;
    return node;
  };
  window.stages = [];
  for (const [i, { state, sliderState }] of stages.entries()) {
    const model = new Model(state);
    const entry = { model, closeViews: [], widget: widget.default() };
    if (sliderState) {
      entry.slider = new Model(sliderState);
      model.widget_manager = { get_model: async () => entry.slider };
    }
    entry.close = await entry.widget.initialize({ model });
    entry.addView = () => {
      const j = entry.closeViews.length;
      const el = add(`stage-${i}-${j}`);
      const close = entry.widget.render({ model, el });
      entry.closeViews.push(() => { close(); el.remove(); });
    };
    for (let j = 0; j < views; j++) entry.addView();
    if (sliderState) hand.default.render({ model: entry.slider, el: add(`slider-${i}`) });
    window.stages.push(entry);
  }
}
"""

SETTLED = """
async () => {
  let known;
  do {
    known = bitmaps.length;
    await Promise.allSettled(bitmaps);
    for (let i = 0; i < 3; i++) await new Promise((done) => requestAnimationFrame(done));
  } while (known !== bitmaps.length);
}
"""

HOLD_TIMERS = """
() => {
  const held = [];
  window.setTimeout = (call) => held.push(call);
  window.clearTimeout = (id) => delete held[id - 1];
  window.expire = () => [...held.keys()].forEach((i) => {
    const call = held[i];
    delete held[i];
    call?.();
  });
}
"""

FRAME = "parseInt(document.querySelector('.stage-count').textContent)"  # as it is shown
STAGE_TRAITS = (
    "scene",
    "frame",
    "eager",
    "speed",
    "speeds",
    "position",
    "presses",
    "theme",
    "error",
)
SLIDER_TRAITS = ("label", "options", "index", "at_rest", "disabled", "hint")


def text(raw):
    """Return bytes as the page takes them."""
    return base64.b64encode(raw).decode()


def state_of(stage):
    """Return what the widget sends to the browser, its bytes as base64."""
    state = {name: getattr(stage, name) for name in STAGE_TRAITS}
    state |= {name: text(getattr(stage, name)) for name in ("data", "under", "over")}
    state["hand"] = "IPY_MODEL_hand" if stage.hand else None
    return json.loads(json.dumps(state))


def open_stages(page, *stages, views=1, theme="light", states=None):
    """Show stages on an empty page, in the given states instead of their own if there are any."""
    colours = "".join(f"{name}: {value};" for name, value in THEMES[theme].items())
    css = f"{Stage._css} {Slider._css} :root {{ {colours} }}"
    page.set_content(PAGE % (css, str(theme == "light").lower()))
    hands = [
        stage.hand and {name: getattr(stage.hand, name) for name in SLIDER_TRAITS}
        for stage in stages
    ]
    states = states or [state_of(stage) for stage in stages]
    page.evaluate(
        BOOT,
        {
            "stage": str(Stage._esm),
            "slider": str(Slider._esm),
            "stages": [
                {"state": state, "sliderState": hand}
                for state, hand in zip(states, hands, strict=True)
            ],
            "views": views,
        },
    )
    settle(page)


def hold_timers(page):
    """From now on no time passes for the page's timers until `expire`; playing goes on."""
    page.evaluate(HOLD_TIMERS)


def expire(page):
    """Let all timers of the page run out."""
    page.evaluate("expire()")
    settle(page)


def settle(page):
    """Wait until what was asked for is painted."""
    page.evaluate(SETTLED)


def receive(page, update, index=0):
    """Let Python's side of a stage send an update."""
    page.evaluate("([i, update]) => stages[i].model.receive(update)", [index, update])
    settle(page)


def hear(page, message, index=0):
    """Let Python's side of a stage send a message."""
    page.evaluate("([i, message]) => stages[i].model.hear(message)", [index, message])
    settle(page)


def saved(page, index=0, of="model"):
    """Return the messages that the browser's side has sent to Python so far."""
    return page.evaluate("([i, of]) => stages[i][of].saved", [index, of])


def goto(page, take, frame, index=0):
    """Show one instant, as the slider and the transport would."""
    page.evaluate(
        """([i, take, frame]) => {
          stages[i].slider?.set("index", take);
          stages[i].model.set("frame", frame);
        }""",
        [index, take, frame],
    )
    settle(page)
