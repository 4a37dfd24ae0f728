// A prediction: what a reader expects, said before it is seen; then the difference in words, the
// reader's own reason, and ours. While `data-veils` is set, the style sheet veils the next picture.
import { make } from './dom.js';
import { Panel } from './panel.js';
import { ChoiceInput } from './choice.js';
import { NumberInput } from './number.js';
import { PointInput } from './point.js';
import { CurveInput } from './curve.js';

// An input is built in an element with the data. `guess` is what was answered so far, null if
// nothing was, and can be set; `missing` says what is still to be done; `told(guess)` is what is
// said of it, as HTML; `reveal(open)` shows what happens beside the guess, and ends the answering.
const INPUTS = { choice: ChoiceInput, number: NumberInput, point: PointInput, curve: CurveInput };

export class PredictionFace extends Panel {
  // `open`: the result may be seen; `reason`: null until the reader has written one, or has not wanted to.
  constructor(el, data, source = {}) {
    super(el, data, source, { guess: null, open: false, reason: null });
  }

  build() {
    const { el, data } = this;
    this.title.textContent = 'Predict';
    this.asked = make('fieldset', el, { class: 'asked' });
    make('legend', this.asked).innerHTML = data.question;
    this.input = new INPUTS[data.asks](this.asked, data);
    this.deciding = make('div', el, { class: 'lessons-row' });
    this.button(this.deciding, 'This is what I expect', () => this.commit());
    this.button(this.deciding, 'Show me', () => this.reveal(null));
    this.status = make('div', el, { class: 'said', role: 'status' });
    this.askReason(el);
    this.reasons = make('div', el, { class: 'reasons', 'aria-live': 'polite' });
    this.again = make('div', el, { class: 'lessons-row' });
    this.button(this.again, 'Ask me again', () => this.go({ guess: null, open: false, reason: null }));
  }

  askReason(el) {
    this.reasoning = make('form', el, { class: 'lessons-row' });
    const label = make('label', this.reasoning, { class: 'control reason' });
    make('span', label, { class: 'name', text: 'In one line: why do you think it is so?' });
    this.reason = make('input', label, { type: 'text', autocomplete: 'off', 'data-control': 'reason' });
    make('button', this.reasoning, { type: 'submit', text: 'Now your reason' });
    this.reasoning.addEventListener('submit', event => {
      event.preventDefault();
      this.go({ reason: this.reason.value.trim() });
    });
  }

  commit() {
    const missing = this.input.missing;
    if (missing) this.status.textContent = missing;
    else this.reveal(this.input.guess);
  }

  // Whoever has not answered is not asked why.
  reveal(guess) { this.go({ guess, open: true, reason: guess === null ? '' : null }); }

  show() {
    const { guess, open, reason } = this.state;
    this.el.toggleAttribute('data-veils', this.data.veils && !open);
    document.dispatchEvent(new Event('lessons-veil'));
    if (open || guess === null) this.input.guess = guess;
    this.input.reveal(open);
    this.asked.classList.toggle('open', open);
    this.deciding.hidden = open;
    this.status.innerHTML = open ? this.input.told(guess) : '';
    this.reasoning.hidden = !open || reason !== null;
    this.again.hidden = !open || reason === null;
    this.reasons.hidden = !open || reason === null;
    this.reasons.innerHTML = `<p>${this.data.why}</p>`;
    if (reason) make('p', this.reasons, { text: `You wrote: ${reason}` });
  }

  next() {
    if (!this.state.open) this.reveal(null);
    else if (this.state.reason === null) this.go({ reason: '' });
  }

  back() { this.go({ guess: null, open: false, reason: null }); }

  keys({ target, shiftKey }) {
    const answering = this.asked.contains(target) && !this.state.open && !shiftKey;
    return { ...(answering ? { Enter: () => this.commit() } : {}), ...this.input.keys?.(target) };
  }
}
