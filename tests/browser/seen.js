// What is seen in a part of a page, and when the page has come to rest. Put into every page before
// its own scripts: what a page still waits for can only be known to what has heard of it all.
(() => {
  const pending = new Set(); // what something in the page waits for, in words
  const after = window.setTimeout;
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const pause = () => new Promise((done) => after(done, 20));

  // Questions to a kernel are answered when it is idle again after them.
  const decoder = new TextDecoder();
  const part = (data, i) => {
    const at = (k) => Number(new DataView(data).getBigUint64(8 * (k + 1), true));
    return decoder.decode(new Uint8Array(data, at(i), at(i + 1) - at(i)));
  };
  const question = (id) => `the answer of the kernel to ${id}`;
  window.WebSocket = class extends WebSocket {
    constructor(...args) {
      super(...args);
      const mine = (this.questions = new Set());
      this.addEventListener("message", ({ data }) => {
        if (!this.speaksToKernel) return;
        const answered = question(JSON.parse(part(data, 2)).msg_id); // 2: of what it answers
        if (!mine.has(answered) || JSON.parse(part(data, 1)).msg_type !== "status") return;
        if (!part(data, 4).includes('"idle"')) return;
        [mine, pending].forEach((set) => set.delete(answered));
      });
      this.addEventListener("close", () => mine.forEach((name) => pending.delete(name)));
    }
    get speaksToKernel() {
      return this.protocol.startsWith("v1.kernel.");
    }
    send(data) {
      super.send(data);
      if (!this.speaksToKernel || part(data, 0) === "stdin") return;
      const name = question(JSON.parse(part(data, 1)).msg_id);
      [this.questions, pending].forEach((set) => set.add(name));
    }
  };

  // A stage tells Python of a slider or of a step when the hand has rested for a while, and holds a
  // handle for a while where Python does not want it.
  const PATIENCE = 1500; // ms, its longest while
  const SPEECH = 600; // until the sentence is spoken, which is not seen
  const timers = new Map();
  const cancel = window.clearTimeout;
  window.setTimeout = (call, delay = 0, ...args) => {
    if (delay < 100 || delay > PATIENCE || delay === SPEECH) return after(call, delay, ...args);
    const id = after(() => (done(id), call(...args)), delay);
    timers.set(id, `the end of ${delay} ms (${id})`);
    pending.add(timers.get(id));
    return id;
  };
  const done = (id) => {
    pending.delete(timers.get(id));
    timers.delete(id);
  };
  window.clearTimeout = (id) => (done(id), cancel(id));

  const makeBitmap = window.createImageBitmap;
  let bitmaps = 0;
  window.createImageBitmap = (...args) => {
    const [made, name] = [makeBitmap(...args), `bitmap ${++bitmaps}`];
    pending.add(name);
    const forget = () => pending.delete(name);
    made.then(forget, forget);
    return made;
  };

  // A canvas that nobody has painted on since looks as it did: its pixels need not be read again.
  const touch = (canvas) => delete canvas.sum;
  const context = CanvasRenderingContext2D.prototype;
  const kept = Object.entries(Object.getOwnPropertyDescriptors(context));
  for (const [name, { value: paint }] of kept) {
    if (typeof paint !== "function" || !/^(clear|draw|fill|put|reset|stroke)/.test(name)) continue;
    context[name] = function (...args) {
      touch(this.canvas);
      return paint.apply(this, args);
    };
  }
  for (const side of ["width", "height"]) {
    const { get, set } = Object.getOwnPropertyDescriptor(HTMLCanvasElement.prototype, side);
    const clear = function (value) {
      touch(this);
      set.call(this, value);
    };
    Object.defineProperty(HTMLCanvasElement.prototype, side, { get, set: clear, configurable: true });
  }
  const read = (canvas) => {
    if (!canvas.width || !canvas.height) return 0;
    const image = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    const pixels = new Uint32Array(image.data.buffer);
    let sum = 0;
    for (let i = 0; i < pixels.length; i++) sum = (Math.imul(sum, 31) + pixels[i]) | 0;
    return sum;
  };
  const pixels = (part, canvases) =>
    [...part.querySelectorAll(canvases)].map((canvas) => (canvas.sum ??= read(canvas)));

  // Without values: a slider tells its own, whether anything follows it or not.
  const WORDS = ".stage-readout, .stage-error, .stage-slider label, .stage-choice legend";
  const words = (part) => [...part.querySelectorAll(WORDS)].map((node) => node.textContent);
  const moving = (part) => [...words(part), ...pixels(part, "canvas.stage-live")].join();
  const all = (part) => [moving(part), pixels(part, "canvas:not(.stage-live)")].join();

  /** Nothing is waited for, and what then had to be painted is painted. */
  async function calm(last) {
    for (let frames = 0; frames < 2; ) {
      await (pending.size ? pause() : frame());
      frames = pending.size ? 0 : frames + 1;
      if (performance.now() > last) throw new Error(`no rest yet: ${[...pending].join()}`);
    }
  }
  const end = (patience) => performance.now() + patience;

  /** Wait for the end of what was done before, motion too; return what is seen then. */
  async function rest(part, patience) {
    const last = end(patience);
    let [now, before] = [moving(part), null];
    do {
      await calm(last);
      [now, before] = [moving(part), now];
    } while (now !== before);
    return all(part);
  }

  /** Whether something else comes to be seen than before: at once, or until the page rests. */
  async function differs(part, before, patience) {
    let resting = false;
    const stop = () => (resting = true);
    calm(end(patience)).then(stop, stop);
    do {
      if (all(part) !== before) return true;
      await frame();
    } while (!resting);
    return all(part) !== before;
  }
  window.seen = {
    canvases: () => pixels(document, "canvas.stage-live"),
    waits: () => pending.size > 0,
    waitsFor: () => [...pending],
    asks: () => [...pending].some((name) => name.startsWith(question(""))),
    rest,
    differs,
  };
})();
