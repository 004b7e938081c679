// Makes a stage's buffer from a squeezed file: see `squeezed` in the site's builder.

const PARTS = 16; // of a CSS pixel
const GONE = -32768; // stands for NaN

/** The bytes of numbers of some width, whose first bytes stand first, then the second ones. */
function interleaved(bytes, width) {
  const count = bytes.length / width;
  const out = new Uint8Array(bytes.length);
  for (let k = 0; k < width; k++)
    for (let i = 0; i < count; i++) out[i * width + k] = bytes[k * count + i];
  return out;
}

/** Positions (takes, frames, points, 2) from the differences along frames, or along points. */
function positions(bytes, [takes, frames, points]) {
  const steps = new Int16Array(bytes.buffer);
  const out = new Float32Array(steps.length);
  const [rows, inner] = frames > 1 ? [frames, points * 2] : [points, 2];
  const sums = new Int16Array(inner);
  for (let i = 0, take = 0; take < takes; take++) {
    sums.fill(0);
    for (let row = 0; row < rows; row++)
      for (let k = 0; k < inner; k++, i++) {
        sums[k] += steps[i];
        out[i] = sums[k] === GONE ? NaN : sums[k] / PARTS;
      }
  }
  return new Uint8Array(out.buffer);
}

/** The buffer that a squeezed file holds. */
export async function unpacked(response) {
  const stream = response.body.pipeThrough(new DecompressionStream("gzip"));
  const file = new Uint8Array(await new Response(stream).arrayBuffer());
  const start = 4 + new DataView(file.buffer).getUint32(0, true);
  const { length, parts } = JSON.parse(new TextDecoder().decode(file.subarray(4, start)));
  const out = new Uint8Array(length);
  let at = start;
  for (const { offset, shape, width, steps } of parts) {
    const size = shape.reduce((a, b) => a * b, 1) * width;
    const bytes = interleaved(file.subarray(at, at + size), width);
    out.set(steps ? positions(bytes, shape) : bytes, offset);
    at += size;
  }
  return new DataView(out.buffer);
}
