// A number, typed.
import { make } from './dom.js';
import { figures, times } from './amount.js';

export class NumberInput {
  constructor(el, data) {
    this.data = data;
    const label = make('label', el, { class: 'control' });
    make('span', label, { class: 'name', text: 'Your number' });
    this.input = make('input', label, { type: 'text', inputmode: 'decimal', autocomplete: 'off', 'data-control': 'number' });
    make('span', label, { text: data.unit });
  }

  // A comma is taken for a decimal point, and 3/4 for what it is.
  get guess() {
    const [over, under = 1, more] = this.input.value.trim().replace(',', '.').split('/')
      .map(part => (part.trim() ? Number(part) : NaN));
    return more === undefined && Number.isFinite(over / under) ? over / under : null;
  }

  set guess(guess) { this.input.value = guess === null ? '' : figures(guess); }

  get missing() { return this.guess === null ? 'Type a number first, such as 0.25 or 1/4.' : ''; }

  close(a, b) {
    if (!this.data.factor) return Math.abs(a - b) <= this.data.near;
    return a * b > 0 && Math.abs(Math.log(a / b)) <= Math.log(this.data.near) + 1e-9;
  }

  told(guess) {
    const { truth, mistakes } = this.data;
    const it = `It is ${this.written(truth)}`;
    if (guess === null) return `${it}.`;
    const said = `You expected ${this.written(guess)}.`;
    if (this.close(guess, truth)) return `✓ ${said} ${it}.`;
    const words = mistakes.find(({ at }) => this.close(guess, at))?.said ?? '';
    return `✗ ${said} ${it}${this.apart(guess, truth)}. ${words}`;
  }

  apart(guess, truth) {
    if (this.data.factor) return guess * truth > 0 ? `, ${times(truth / guess)} that` : '';
    return `, which is ${this.written(Math.abs(truth - guess))} ${truth > guess ? 'more' : 'less'}`;
  }

  written(value) { return this.data.unit ? `${figures(value)} ${this.data.unit}` : figures(value); }

  reveal(open) { this.input.disabled = open; }
}
