// An answer chosen among a few.
import { make } from './dom.js';

let choices = 0; // radio buttons of two questions must not share a name

export class ChoiceInput {
  constructor(el, data) {
    this.data = data;
    const group = `lessons-choice-${choices += 1}`;
    this.radios = data.options.map(({ name, text }) => {
      const row = make('label', el, { class: 'answer' });
      const radio = make('input', row, { type: 'radio', name: group, value: name });
      make('span', row).innerHTML = `(${name}) ${text}`;
      return radio;
    });
  }

  get guess() { return this.radios.find(radio => radio.checked)?.value ?? null; }

  set guess(guess) { for (const radio of this.radios) radio.checked = radio.value === guess; }

  get missing() { return this.guess === null ? 'Choose an answer first.' : ''; }

  option(name) { return this.data.options.find(option => option.name === name); }

  told(guess) {
    if (guess === this.data.right) return this.option(guess).said;
    const right = this.option(this.data.right).said.replace('✓ Right.', `It is (${this.data.right}).`);
    return guess === null ? right : `${this.option(guess).said}<br>${right}`;
  }

  reveal(open) {
    for (const radio of this.radios) {
      radio.disabled = open;
      const right = radio.value === this.data.right;
      radio.parentElement.classList.toggle('right', open && right);
      radio.parentElement.classList.toggle('wrong', open && radio.checked && !right);
    }
  }
}
