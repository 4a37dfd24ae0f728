// Frames rendered ahead along the slider that a hand is at, kept by the state they belong to.
// A state is all values but the slider's own, and the page's look; so nothing kept can be stale.

const MOST_BYTES = 24e6;

export class Ahead {
  constructor() { this.forget(); }

  // The state that a slider's axis belongs to.
  axis(frame, name) {
    const { [name]: _, ...others } = frame.values;
    return JSON.stringify([name, others, this.look]);
  }

  find(frame, name, position) { return this.kept.get(`${this.axis(frame, name)} ${position}`); }

  keep(frame, name, position, found) {
    const key = `${this.axis(frame, name)} ${position}`;
    if (!found.kept || this.kept.has(key)) return;
    this.kept.set(key, found);
    this.bytes += found.png.byteLength;
    for (const [oldest, { png }] of this.kept) {
      if (this.bytes <= MOST_BYTES) break;
      this.kept.delete(oldest);
      this.bytes -= png.byteLength;
    }
  }

  forget() {
    this.kept = new Map();
    this.bytes = 0;
  }

  // The nearest position on either side that is not there yet; null if the axis is whole.
  missing(frame, { name, position, steps }) {
    for (let away = 1; away <= steps; away += 1) {
      for (const each of [position + away, position - away]) {
        if (each >= 0 && each <= steps && !this.find(frame, name, each)) return each;
      }
    }
    return null;
  }
}
