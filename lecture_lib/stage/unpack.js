// Makes a stage's buffer from a squeezed file: see `squeezed` in the site's builder.

const NUMBERS = { 2: [Int16Array, -(2 ** 15)], 4: [Int32Array, -(2 ** 31)] }; // and what is gone

/** The bytes of numbers of some width, whose first bytes stand first, then the second ones. */
function interleaved(bytes, width) {
  const count = bytes.length / width;
  const out = new Uint8Array(bytes.length);
  for (let k = 0; k < width; k++)
    for (let i = 0; i < count; i++) out[i * width + k] = bytes[k * count + i];
  return out;
}

/** Numbers from the differences of their parts along an axis; the large ones stand apart. */
function numbers(bytes, { shape, width, per, along }, large) {
  const [Whole, gone] = NUMBERS[width];
  const whole = new Whole(bytes.buffer);
  const inner = shape.slice(along + 1).reduce((a, b) => a * b, 1);
  const row = shape[along] * inner;
  const out = new Float32Array(whole.length);
  for (let i = 0, found = 0; i < whole.length; i++) {
    if (i % row >= inner) whole[i] += whole[i - inner];
    if (whole[i] === gone) out[i] = NaN;
    else out[i] = whole[i] === gone + 1 ? large[found++] : whole[i] / per;
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
  const next = (size) => file.slice(at, (at += size));
  for (const part of parts) {
    const bytes = interleaved(next(part.shape.reduce((a, b) => a * b, 1) * part.width), part.width);
    const large = part.per && new Float32Array(next(4 * part.loose).buffer);
    out.set(part.per ? numbers(bytes, part, large) : bytes, part.offset);
  }
  return new DataView(out.buffer);
}
