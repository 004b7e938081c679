// How a stage's picture is painted, and its sentence written, from the bytes that Python sent.

/** "3.14", "2.1·10¹⁷", "−0.5"; `number_text` in readout.py writes the same. */
function numberText(x, digits) {
  if (!Number.isFinite(x)) return "–";
  const raised = (_, power) => "·10" + power.replace(/\d/g, (digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[digit]);
  const text = Math.abs(x) >= 1e5 ? x.toExponential(1).replace(/e\+(\d+)/, raised) : x.toFixed(digits);
  const apart = text.replace(/^(-?\d\d)(?=\d{3}(\.|$))/, "$1,"); // "20,884"
  return apart.replace(/^-(?=[0.]*$)/, "").replace("-", "−"); // no "−0.0"
}

/** A view of the data buffer that is asked by take and frame; an axis of size 1 is constant. */
function track(buffer, { type, offset, shape }) {
  const [takes, frames, ...rest] = shape;
  const size = rest.reduce((a, b) => a * b, 1);
  const values = new { f4: Float32Array, u1: Uint8Array }[type](buffer, offset, takes * frames * size);
  return {
    size,
    at(take, frame) {
      const row = Math.min(take, takes - 1) * frames + Math.min(frame, frames - 1);
      return values.subarray(row * size, (row + 1) * size);
    },
  };
}

function decode(scene, view) {
  const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  const buffer = bytes.slice().buffer; // typed arrays need an aligned start
  const named = (refs) =>
    Object.fromEntries(Object.entries(refs).map(([name, ref]) => [name, track(buffer, ref)]));
  return {
    ...scene,
    layers: scene.layers.map((layer) => ({
      ...layer,
      tracks: named(layer.tracks),
      shapes: layer.shapes?.map((d) => new Path2D(d)),
    })),
    handles: scene.handles.map((handle) => ({ ...handle, tracks: named(handle.tracks) })),
    readout: { ...scene.readout, values: named(scene.readout.values) },
  };
}

/** Points of a layer at an instant: all of them, those so far, or the newest one. */
function pointsAt({ tracks, mode }, take, frame) {
  const xy = tracks.points.at(take, frame);
  if (mode === "grows") return xy.subarray(0, 2 * (frame + 1));
  if (mode === "tip") return xy.subarray(2 * frame, 2 * frame + 2);
  return xy;
}

/** Where a handle is at an instant: at its track's first point, or part of the way to the second. */
function handleAt(handle, take, frame) {
  const [x, y, x1, y1] = pointsAt(handle, take, frame);
  const { part } = handle;
  return part ? [x + part * (x1 - x), y + part * (y1 - y)] : [x, y];
}

const paint = {
  path(ctx, layer, take, frame) {
    const xy = pointsAt(layer, take, frame);
    ctx.beginPath();
    let pen = false; // NaN lifts it
    for (let i = 0; i < xy.length; i += 2) {
      const [x, y] = [xy[i], xy[i + 1]];
      if (x !== x || y !== y) {
        if (layer.closed && pen) ctx.closePath();
        pen = false;
      } else if (pen) ctx.lineTo(x, y);
      else {
        ctx.moveTo(x, y);
        pen = true;
      }
    }
    if (layer.closed && pen) ctx.closePath();
    inkWith(ctx, layer, 0);
  },

  stamps(ctx, layer, take, frame) {
    const xy = pointsAt(layer, take, frame);
    const shown = layer.tracks.shown?.at(take, frame);
    const scales = layer.tracks.scales?.at(take, frame);
    for (let i = 0; i < xy.length / 2; i++) {
      if (shown && !((shown[i >> 3] >> (i & 7)) & 1)) continue;
      const [x, y, k] = [xy[2 * i], xy[2 * i + 1], scales ? scales[i] : 1];
      if (x !== x || y !== y) continue;
      const shape = layer.shapes[i % layer.shapes.length];
      ctx.translate(x, y);
      inkWith(ctx, layer, i, k === 1 ? shape : scaled(shape, k));
      ctx.translate(-x, -y);
    }
  },

  image(ctx, layer, take, frame) {
    const [width, height] = layer.pixels;
    const canvas = (layer.canvas ??= new OffscreenCanvas(width, height));
    const pixels = new Uint8ClampedArray(layer.tracks.points.at(take, frame));
    canvas.getContext("2d").putImageData(new ImageData(pixels, width, height), 0, 0);
    ctx.imageSmoothingEnabled = layer.smooth;
    ctx.globalAlpha = layer.alpha;
    ctx.drawImage(canvas, ...layer.box);
  },
};

/** A shape in another size: the pen keeps its width, which it would not on a scaled canvas. */
function scaled(shape, k) {
  const other = new Path2D();
  other.addPath(shape, new DOMMatrix([k, 0, 0, k, 0, 0]));
  return other;
}

function inkWith(ctx, layer, i, shape) {
  const [fill, stroke, width] = [layer.fill, layer.stroke, layer.width].map((v) => v[i % v.length]);
  const args = shape ? [shape] : [];
  if (fill) {
    ctx.fillStyle = fill;
    ctx.fill(...args);
  }
  if (stroke && width > 0) {
    ctx.strokeStyle = stroke;
    ctx.lineWidth = width;
    ctx.lineCap = layer.cap;
    ctx.lineJoin = layer.join;
    ctx.setLineDash(layer.dash);
    ctx.stroke(...args);
  }
}

function drawPanel(ctx, show, panel, take, frame) {
  const ratio = ctx.canvas.width / panel.box[2];
  ctx.setTransform(1, 0, 0, 1, 0, 0);
  ctx.clearRect(0, 0, ctx.canvas.width, ctx.canvas.height);
  ctx.setTransform(ratio, 0, 0, ratio, -panel.box[0] * ratio, -panel.box[1] * ratio);
  for (const layer of show.layers) {
    if (layer.panel !== panel.index) continue;
    ctx.save();
    if (layer.clip) {
      ctx.beginPath();
      ctx.rect(...layer.clip);
      ctx.clip();
    }
    paint[layer.kind](ctx, layer, take, frame);
    ctx.restore();
  }
}

// "+ (−0.70)"; `NEGATIVE` in readout.py finds the same.
const NEGATIVE = /([+−×·] )(−\d+(?:,\d{3})?(?:\.\d+)?(?:·10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?)/g;

function sentence({ template, values, digits, words }, take, frame) {
  const fill = (text) =>
    text.replace(/\{(\w+)\}/g, (_, name) => {
      const x = values[name].at(take, frame)[0];
      return words[name] ? fill(words[name][x]) : numberText(x, digits[name]);
    });
  return fill(template).replace(NEGATIVE, "$1($2)");
}
