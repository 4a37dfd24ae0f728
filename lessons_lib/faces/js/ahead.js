// Frames rendered ahead along the slider that a hand is at, kept by the state they belong to.
// A state is all values but the slider's own, and the page's look; so nothing kept can be stale.

const MOST_BYTES = 24e6; // of PNG, for each figure

export class Ahead {
  constructor(most = MOST_BYTES) {
    this.most = most;
    this.forget();
  }

  // The state that a slider's axis belongs to.
  axis(frame, name) {
    const { [name]: _, ...others } = frame.values;
    return JSON.stringify([name, others, this.look]);
  }

  find(frame, name, position) { return this.kept.get(`${this.axis(frame, name)} ${position}`)?.found; }

  // Takes in a frame for `next`, found while the hand was at `position`. What is over the limit
  // goes: other axes first, then the farthest; if that is this very frame the axis is full.
  keep(frame, { name, position }, next, found) {
    const axis = this.axis(frame, name);
    const key = `${axis} ${next}`;
    if (!found.kept) return this.refuse(frame, name, next);
    this.kept.set(key, { axis, position: next, found });
    this.bytes += found.png.byteLength;
    while (this.bytes > this.most) {
      const last = this.farthest(axis, position, key);
      if (last === key) this.full = `${axis} ${position}`;
      this.bytes -= this.kept.get(last).found.png.byteLength;
      this.kept.delete(last);
    }
    return null;
  }

  // Of two as far away the one that came last, or they would take turns for ever.
  farthest(axis, position, newest) {
    const away = key => {
      const entry = this.kept.get(key);
      return entry.axis === axis ? Math.abs(entry.position - position) : Infinity;
    };
    return [...this.kept.keys()].reduce((one, other) => (away(other) > away(one) ? other : one), newest);
  }

  // A position that has no frame to keep is not asked for again.
  refuse(frame, name, position) { this.refused.add(`${this.axis(frame, name)} ${position}`); }

  forget() {
    this.kept = new Map();
    this.refused = new Set();
    this.full = null;
    this.bytes = 0;
  }

  // The nearest position on either side that is not there yet; null if the axis is whole, or if
  // there is no room for what is farther away than all that is kept.
  missing(frame, { name, position, steps }) {
    const axis = this.axis(frame, name);
    if (this.full === `${axis} ${position}`) return null;
    const open = each => !this.kept.has(`${axis} ${each}`) && !this.refused.has(`${axis} ${each}`);
    for (let away = 1; away <= steps; away += 1) {
      for (const each of [position + away, position - away]) {
        if (each >= 0 && each <= steps && open(each)) return each;
      }
    }
    return null;
  }

  // How much of the axis is there, once nothing of it is missing.
  extent(frame, { name, position }) {
    return this.full === `${this.axis(frame, name)} ${position}` ? 'full' : 'whole';
  }
}
