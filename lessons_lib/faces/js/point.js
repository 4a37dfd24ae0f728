// A point, placed by the pointer or by arrow keys, and compared with where it is.
import { make } from './dom.js';
import { figures } from './amount.js';
import { Plane, share, valueAt } from './plane.js';

const STEP = 0.05; // share of an axis that an arrow key moves

export class PointInput {
  constructor(el, data) {
    Object.assign(this, { data, at: null, open: false });
    make('p', el, { class: 'how', text: 'Place the point with the pointer, or with the arrow keys.' });
    this.plane = new Plane(el, data, () => this.paint());
    this.el = this.plane.svg;
    this.el.setAttribute('tabindex', 0);
    this.el.setAttribute('role', 'application');
    this.el.addEventListener('pointerdown', event => {
      this.el.focus();
      this.el.setPointerCapture(event.pointerId);
      this.place(event);
    });
    this.el.addEventListener('pointermove', event => event.buttons && this.place(event));
    this.draw();
  }

  get guess() { return this.at; }

  set guess(guess) {
    this.at = guess;
    this.draw();
  }

  get missing() { return this.at ? '' : 'Place your point first.'; }

  place(event) {
    if (this.open) return;
    this.guess = this.plane.where(event);
    event.preventDefault();
  }

  keys(target) {
    if (target !== this.el || this.open) return {};
    const go = (right, up) => () => {
      const { x, y } = this.data;
      const [across, height] = this.at ? [share(x, this.at[0]), share(y, this.at[1])] : [0.5, 0.5];
      this.guess = [valueAt(x, across + STEP * right), valueAt(y, height + STEP * up)];
    };
    return { ArrowRight: go(1, 0), ArrowLeft: go(-1, 0), ArrowUp: go(0, 1), ArrowDown: go(0, -1) };
  }

  draw() { this.plane.draw(); }

  paint() {
    if (this.open) this.plane.mark('truth', ...this.data.truth);
    if (this.at) this.plane.mark('guess', ...this.at);
    this.plane.explain(this.open, this.at !== null);
    this.el.setAttribute('aria-label', `Your point: ${this.at ? this.written(this.at) : 'not placed'}`);
  }

  written([x, y]) { return `${this.data.x.label} ${figures(x)}, ${this.data.y.label} ${figures(y)}`; }

  away([x, y], [u, v]) {
    return Math.hypot(share(this.data.x, x) - share(this.data.x, u), share(this.data.y, y) - share(this.data.y, v));
  }

  told(guess) {
    const it = `It is at ${this.written(this.data.truth)}`;
    if (guess === null) return `${it}.`;
    const said = `You expected ${this.written(guess)}.`;
    if (this.away(guess, this.data.truth) <= this.data.near) return `✓ ${said} ${it}.`;
    const words = this.data.mistakes.find(({ at }) => this.away(guess, at) <= this.data.near)?.said ?? '';
    return `✗ ${said} ${it}. ${words}`;
  }

  reveal(open) {
    this.open = open;
    this.draw();
  }
}
