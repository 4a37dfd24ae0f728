// A derivation: its steps one after another; the next may have to be chosen first.
import { make } from './dom.js';
import { Panel } from './panel.js';

export class DerivationFace extends Panel {
  // `here` counts the steps shown, from 1; `said` is what was said of the last choice.
  constructor(el, data, source = {}) {
    super(el, data, source, { here: 1, asking: false, said: '', ask: data.ask });
  }

  get steps() { return this.data.steps; }
  get options() { return this.steps[this.state.here]?.options ?? []; }

  build() {
    const { el, data } = this;
    this.title.textContent = data.title;
    const list = make('ol', el, { class: 'steps', 'aria-live': 'polite' });
    this.lines = data.steps.map(({ formula, reason, verdict }, i) => {
      const line = make('li', list);
      this.formula(line, formula);
      const words = make('div', line, { text: `${i + 1}. ${reason} ` });
      make('em', words, { text: verdict });
      return line;
    });
    this.choice = make('div', el, { class: 'choice', role: 'group', 'aria-label': 'Which step comes next?' });
    this.row(el);
    this.status = make('div', el, { class: 'said', role: 'status' });
  }

  formula(parent, mathml) { make('div', parent, { class: 'formula' }).innerHTML = mathml; }

  row(el) {
    const row = make('div', el, { class: 'lessons-row' });
    this.leading(row);
    const steps = make('label', row, { class: 'control slider' });
    make('span', steps, { class: 'name', text: 'step' });
    this.slider = make('input', steps, { type: 'range', min: 1, max: this.steps.length, step: 1 });
    this.number = make('span', steps, { class: 'value', 'aria-hidden': 'true' });
    this.slider.addEventListener('input', () => this.to(Number(this.slider.value)));
    const asks = make('label', row, { class: 'control toggle' });
    this.asks = make('input', asks, { type: 'checkbox' });
    make('span', asks, { class: 'name', text: 'ask me first' });
    this.asks.addEventListener('change', () => this.go({ ask: this.asks.checked }));
  }

  show() {
    const { here, asking, said, ask } = this.state;
    this.lines.forEach((line, i) => {
      line.hidden = i >= here;
      line.classList.toggle('last', i === here - 1);
    });
    this.slider.value = here;
    this.slider.setAttribute('aria-valuetext', `${here} of ${this.steps.length}`);
    this.number.textContent = `${here} of ${this.steps.length}`;
    this.asks.checked = ask;
    this.offer(asking ? this.options : []);
    this.status.textContent = said;
    // What is too wide for the page is scrolled by keys as well.
    for (const each of this.el.querySelectorAll('.formula')) {
      each.scrollWidth > each.clientWidth ? each.setAttribute('tabindex', 0) : each.removeAttribute('tabindex');
    }
  }

  offer(options) {
    const { choice } = this;
    choice.hidden = !options.length;
    if (this.offered === options || (!options.length && !choice.hasChildNodes())) return;
    const held = choice.contains(document.activeElement);
    this.offered = options;
    choice.replaceChildren();
    if (options.length) make('div', choice, { class: 'title', text: 'Which step comes next?' });
    for (const option of options) {
      const row = make('div', choice, { class: 'option' });
      make('button', row, { type: 'button', text: `(${option.letter})` });
      this.formula(row, option.formula);
      row.addEventListener('click', () => this.choose(option));
    }
    if (held) this.onward.focus(); // the button that had it is gone
  }

  choose({ said, right }) {
    if (right) this.go({ here: this.state.here + 1, asking: false, said });
    else this.go({ said });
  }

  to(here) {
    this.go({ here: Math.min(Math.max(here, 1), this.steps.length), asking: false, said: '' });
  }

  // The question first, if there is one; then the step.
  next() {
    const { here, asking, ask } = this.state;
    if (ask && !asking && this.options.length > 1) this.go({ asking: true, said: '' });
    else this.to(here + 1);
  }

  // Takes the last step, or an open question, back.
  back() { this.to(this.state.here - !this.state.asking); }

  keys() {
    const offered = this.state.asking ? this.options : [];
    return Object.fromEntries(offered.map(option => [option.letter, () => this.choose(option)]));
  }
}
