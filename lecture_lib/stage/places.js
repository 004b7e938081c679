// Where handles are, and which of their places is nearest to one to which a hand has dragged.

export const square = ([x, y], [px, py]) => (x - px) ** 2 + (y - py) ** 2;

/** The square of how far a point is from the line through two others; from one out of sight, ∞. */
export function beside([x, y], [x0, y0], [x1, y1]) {
  const [dx, dy] = [x1 - x0, y1 - y0];
  return dx || dy ? ((x - x0) * dy - (y - y0) * dx) ** 2 / (dx * dx + dy * dy) : Infinity;
}

/** Where a handle is: a function of take and frame. */
export function placeOf(stage, name) {
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
export function nearestTake(stage, name, x, y) {
  const at = placeOf(stage, name);
  const away = Array.from({ length: stage.get("scene").takes }, (_, take) => {
    const [hx, hy] = at(take, stage.get("frame"));
    return Math.hypot(hx - x, hy - y);
  });
  return away.indexOf(Math.min(...away));
}
