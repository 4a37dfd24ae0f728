// Axes in the page, on which a reader draws before the picture is seen.
import { make } from './dom.js';
import { tick } from './amount.js';

const SHAPE = 0.5; // height over width
const LOWEST = 240; // pixels

export function drawn(tag, parent, attributes = {}) {
  const node = document.createElementNS(parent.namespaceURI, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  parent.append(node);
  return node;
}

// How far along an axis a value lies, from 0 to 1, and the value that lies there.
export function share({ low, high, log }, value) {
  const inside = Math.min(Math.max(value, low), high);
  return log ? Math.log(inside / low) / Math.log(high / low) : (inside - low) / (high - low);
}

export function valueAt({ low, high, log }, part) {
  const inside = Math.min(Math.max(part, 0), 1);
  return log ? low * (high / low) ** inside : low + inside * (high - low);
}

// `redraw(plane)` draws what stands on the axes, whenever their size has changed as well.
export class Plane {
  constructor(el, { x, y }, redraw) {
    Object.assign(this, { x, y, redraw });
    const place = make('div', el, { class: 'plane' });
    place.innerHTML = '<svg></svg>';
    this.svg = place.firstChild;
    this.legend = make('div', el, { class: 'legend' });
    new ResizeObserver(() => this.draw()).observe(this.svg.parentElement);
  }

  draw() {
    const { svg } = this;
    this.width = svg.parentElement.clientWidth;
    if (!this.width) return;
    this.height = Math.max(Math.min(SHAPE * this.width, 0.5 * window.innerHeight), LOWEST);
    this.text = parseFloat(getComputedStyle(svg).fontSize);
    this.left = 4.8 * this.text;
    this.bottom = this.height - 3.2 * this.text;
    this.top = 0.8 * this.text;
    this.right = this.width - 1.2 * this.text;
    svg.replaceChildren();
    svg.setAttribute('viewBox', `0 0 ${this.width} ${this.height}`);
    this.axes();
    this.redraw(this);
  }

  axes() {
    const { x, y, left, right, top, bottom, text, svg } = this;
    drawn('path', svg, { class: 'frame', d: `M${left} ${top}V${bottom}H${right}` });
    for (const value of x.ticks) {
      this.word(this.across(value), bottom + 1.2 * text, tick(value), 'middle');
      drawn('path', svg, { class: 'frame', d: `M${this.across(value)} ${bottom}v4` });
    }
    for (const value of y.ticks) {
      this.word(left - 0.5 * text, this.up(value) + 0.35 * text, tick(value), 'end');
      drawn('path', svg, { class: 'grid', d: `M${left} ${this.up(value)}H${right}` });
    }
    this.word((left + right) / 2, bottom + 2.7 * text, x.label, 'middle');
    const label = this.word(0, 0, y.label, 'middle');
    label.setAttribute('transform', `translate(${text} ${(top + bottom) / 2}) rotate(-90)`);
  }

  word(x, y, text, anchor) {
    const node = drawn('text', this.svg, { x, y, 'text-anchor': anchor });
    node.textContent = text;
    return node;
  }

  across(value) { return this.left + share(this.x, value) * (this.right - this.left); }

  up(value) { return this.bottom - share(this.y, value) * (this.bottom - this.top); }

  line(kind, points) {
    const path = points.map(([x, y]) => `${this.across(x)} ${this.up(y)}`).join('L');
    if (points.length > 1) drawn('path', this.svg, { class: kind, d: `M${path}` });
    for (const [x, y] of points) this.mark(kind, x, y);
  }

  // A guess is a square, what happens a circle.
  mark(kind, x, y) {
    const [cx, cy, r] = [this.across(x), this.up(y), 0.32 * this.text];
    if (kind === 'guess') drawn('rect', this.svg, { class: kind, x: cx - r, y: cy - r, width: 2 * r, height: 2 * r });
    else drawn('circle', this.svg, { class: kind, cx, cy, r });
  }

  // The values where a pointer is.
  where(event) {
    const box = this.svg.getBoundingClientRect();
    return [
      valueAt(this.x, (event.clientX - box.left - this.left) / (this.right - this.left)),
      valueAt(this.y, (this.bottom - event.clientY + box.top) / (this.bottom - this.top)),
    ];
  }

  explain(open, guessed) {
    this.legend.replaceChildren();
    const entries = [guessed && ['guess', 'what you expect'], open && ['truth', 'what happens']].filter(Boolean);
    for (const [kind, words] of entries) make('span', this.legend, { class: kind, text: `${kind === 'guess' ? '■ ' : '● '}${words}` });
  }
}
