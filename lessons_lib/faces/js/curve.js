// A curve, drawn by the pointer or by arrow keys, and compared with what happens.
import { make } from './dom.js';
import { course, figures } from './amount.js';
import { Plane, share, valueAt } from './plane.js';

const FLAT = 0.1; // shares of an axis, as in `explorable/drawn.py`
const SLACK = 0.06;

// What a curve does, from its heights as shares of the axis.
export function shapeOf(shares) {
  const [first, last] = [shares[0], shares.at(-1)];
  const [top, bottom] = [Math.max(...shares), Math.min(...shares)];
  if (top - bottom <= FLAT) return 'flat';
  const over = top - Math.max(first, last);
  const under = Math.min(first, last) - bottom;
  if (Math.max(over, under) > SLACK) return over >= under ? 'peaks' : 'dips';
  return last > first ? 'rises' : 'falls';
}

// ARIA's numbers have no exponents.
const decimal = value => value.toLocaleString('en', { useGrouping: false, maximumFractionDigits: 20 });

export class CurveInput {
  constructor(el, data) {
    Object.assign(this, { data, here: 0, open: false, heights: data.at.map(() => null) });
    make('p', el, { class: 'how', text: 'Draw with the pointer, or with the arrow keys: ← and → go along, ↑ and ↓ move the curve.' });
    this.plane = new Plane(el, data, () => this.paint());
    this.el = this.plane.svg;
    this.el.setAttribute('tabindex', 0);
    this.el.setAttribute('role', 'slider');
    this.el.setAttribute('aria-label', `The curve that you expect: ${data.y.label} against ${data.x.label}`);
    this.el.setAttribute('aria-orientation', 'vertical');
    this.el.setAttribute('aria-valuemin', decimal(data.y.low));
    this.el.setAttribute('aria-valuemax', decimal(data.y.high));
    this.el.addEventListener('pointerdown', event => this.start(event));
    this.el.addEventListener('pointermove', event => this.pull(event));
    this.draw();
  }

  get guess() { return this.heights.every(height => height === null) ? null : this.heights; }

  set guess(guess) {
    this.heights = guess ? [...guess] : this.data.at.map(() => null);
    this.draw();
  }

  get missing() {
    const from = this.heights.indexOf(null);
    if (from < 0) return '';
    if (!this.guess) return 'Draw your curve first, from left to right.';
    return `Your curve is not whole: nothing is drawn at ${this.data.x.name} ${figures(this.data.at[from])}.`;
  }

  start(event) {
    if (this.open) return;
    this.el.focus();
    this.el.setPointerCapture(event.pointerId);
    this.last = null;
    this.pull(event);
    event.preventDefault();
  }

  // The pointer passes places faster than it tells of them.
  pull(event) {
    if (this.open || !event.buttons) return;
    const to = this.plane.where(event);
    const from = this.last ?? to;
    this.last = to;
    const parts = [from, to].map(([x, y]) => [share(this.data.x, x), share(this.data.y, y)]);
    const [[x0, y0], [x1, y1]] = parts;
    const reach = this.last === from ? 0.5 / this.data.at.length : 0.02;
    this.data.at.forEach((at, i) => {
      const x = share(this.data.x, at);
      if (x < Math.min(x0, x1) - reach || x > Math.max(x0, x1) + reach) return;
      const part = x1 === x0 ? 1 : Math.min(Math.max((x - x0) / (x1 - x0), 0), 1);
      this.heights[i] = valueAt(this.data.y, y0 + part * (y1 - y0));
      this.here = i;
    });
    this.draw();
  }

  keys(target) {
    if (target !== this.el || this.open) return {};
    return {
      ArrowRight: () => this.along(1), ArrowLeft: () => this.along(-1),
      ArrowUp: () => this.lift(0.05), ArrowDown: () => this.lift(-0.05),
    };
  }

  get height() { return this.heights[this.here] ?? this.heights[this.here - 1] ?? valueAt(this.data.y, 0.5); }

  // What is passed is drawn at the height where one is.
  along(by) {
    const { height } = this;
    this.heights[this.here] ??= height;
    this.here = Math.min(Math.max(this.here + by, 0), this.heights.length - 1);
    this.heights[this.here] ??= height;
    this.draw();
  }

  lift(by) {
    this.heights[this.here] = valueAt(this.data.y, share(this.data.y, this.height) + by);
    this.draw();
  }

  draw() { this.plane.draw(); }

  paint() {
    const { at, truth } = this.data;
    const points = values => at.map((x, i) => [x, values[i]]).filter(([, y]) => y !== null);
    if (this.open) this.plane.line('truth', points(truth));
    this.plane.line('guess', points(this.heights));
    this.plane.explain(this.open, this.guess !== null);
    const height = this.heights[this.here];
    this.el.setAttribute('aria-valuenow', decimal(height ?? this.data.y.low));
    this.el.setAttribute('aria-valuetext', `${this.data.x.name} ${figures(at[this.here])}: ${height === null ? 'nothing drawn' : figures(height)}`);
  }

  told(guess) {
    const { y, truth } = this.data;
    const happens = course(truth, this.data.right, y.log)[1];
    if (guess === null) return `In the result ${y.name} ${happens}.`;
    const shape = shapeOf(guess.map(height => share(y, height)));
    const expected = course(guess, shape, y.log)[0];
    const mark = shape === this.data.right && this.furthest(guess).away <= this.data.near ? '✓' : '✗';
    const words = [`${mark} You expected ${y.name} to ${expected}; it ${happens}.`, this.data.shapes[shape]];
    if (mark === '✗') words.push(this.apart(guess));
    return words.filter(Boolean).join('<br>');
  }

  furthest(guess) {
    const aways = guess.map((height, i) => Math.abs(share(this.data.y, height) - share(this.data.y, this.data.truth[i])));
    const away = Math.max(...aways);
    return { away, i: aways.indexOf(away) };
  }

  apart(guess) {
    const { i } = this.furthest(guess);
    const { x, at, truth } = this.data;
    return `You are furthest off at ${x.name} ${figures(at[i])}, where you drew ${figures(guess[i])} and the result is ${figures(truth[i])}.`;
  }

  reveal(open) {
    this.open = open;
    this.el.setAttribute('aria-disabled', open);
    this.draw();
  }
}
