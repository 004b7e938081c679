// Reads the tag in the picture in every frame, and notes when it changed and when keys came.
(() => {
  const { source, pad, height, cell } = SETTINGS;
  const channel = new MessageChannel();
  const probe = new OffscreenCanvas(3, 1).getContext("2d", { willReadFrequently: true });
  probe.imageSmoothingEnabled = false;
  const bench = { keys: [], seen: [], now: null };
  const waiting = [];

  const read = () => {
    const picture = [...document.querySelectorAll(source)].at(-1);
    const h = picture?.naturalHeight ?? picture?.height;
    if (!h || picture.complete === false) return null;
    const k = (h - 2 * pad) / height;
    probe.clearRect(0, 0, 3, 1);
    probe.drawImage(picture, pad, h - pad - cell * k, 3 * cell * k, cell * k, 0, 0, 3, 1);
    const rgba = probe.getImageData(0, 0, 3, 1).data;
    const code = (i) => (rgba[i] === 255 && rgba[i + 1] + rgba[i + 2] === 255 ? rgba[i + 1] / 2 : -1);
    const codes = [code(0), code(4), code(8)];
    return codes.includes(-1) ? null : codes;
  };
  const note = () => {
    const codes = read();
    if (!codes || codes.join() === bench.now?.join()) return;
    bench.now = codes;
    bench.seen.push([performance.now(), ...codes, null]);
    channel.port2.postMessage(null); // answered when this frame is painted
  };
  channel.port1.onmessage = () => {
    for (const row of bench.seen) row[4] ??= performance.now();
    waiting.splice(0).forEach((look) => look() || waiting.push(look));
  };
  // Read at the beginning of every frame, for what came outside of frames, and after everything
  // that the page itself does in one.
  const request = window.requestAnimationFrame.bind(window);
  window.requestAnimationFrame = (call) =>
    request((now) => {
      call(now);
      note();
    });
  const frame = () => {
    note();
    request(frame);
  };
  request(frame);
  addEventListener("keydown", (event) => bench.keys.push(event.timeStamp), true);

  /** Milliseconds from the first key to the first frame that fits, and to its end. */
  const first = (fits) =>
    new Promise((done) => {
      const look = () => {
        const row = bench.seen.find((row) => fits(row) && row[4] !== null);
        if (row) done([row[0], row[4]].map((time) => time - bench.keys[0]));
        return row;
      };
      look() || waiting.push(look);
    });
  bench.until = (cell, code) => first((row) => row[1 + cell] === code);
  bench.leaves = (cell, code) => first((row) => row[1 + cell] !== code);
  bench.clear = () => ([bench.keys, bench.seen] = [[], []]);
  window.bench = bench;
})();
