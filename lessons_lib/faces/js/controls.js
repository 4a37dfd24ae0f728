// Native inputs for the controls, each with its name, its label and its value in words.
import { make } from './dom.js';

const round = value => Number(value.toPrecision(10));

class Slider {
  constructor(spec, row, changed) {
    this.spec = spec;
    const scale = spec.log ? Math.log10 : value => value;
    this.low = scale(spec.min);
    this.steps = Math.max(1, Math.round((scale(spec.max) - this.low) / spec.step));
    this.input = make('input', row, { type: 'range', min: 0, max: this.steps, step: 1 });
    this.output = make('span', row, { class: 'value', 'aria-hidden': 'true' });
    this.input.addEventListener('input', () => {
      this.word(this.at(this.position));
      changed(this.at(this.position));
    });
  }

  get position() { return Number(this.input.value); }

  at(position) {
    const { min, max, step, log } = this.spec;
    const raw = this.low + position * step;
    return round(Math.min(Math.max(log ? 10 ** raw : raw, min), max));
  }

  show(value) {
    const raw = this.spec.log ? Math.log10(value) : value;
    this.input.value = Math.round((raw - this.low) / this.spec.step);
    this.word(value);
  }

  word(value) {
    const { log, digits } = this.spec;
    const words = log ? String(Number(value.toPrecision(digits))) : value.toFixed(digits);
    this.output.textContent = words;
    this.input.setAttribute('aria-valuetext', words);
  }
}

class Choice {
  constructor(spec, row, changed) {
    this.input = make('select', row);
    for (const option of spec.options) make('option', this.input, { value: option, text: option });
    this.input.addEventListener('change', () => changed(this.input.value));
  }
  show(value) { this.input.value = value; }
}

class Toggle {
  constructor(spec, row, changed) {
    this.input = make('input', row, { type: 'checkbox' });
    this.input.addEventListener('change', () => changed(this.input.checked));
  }
  show(value) { this.input.checked = value; }
}

// Takes effect on Enter or on leaving the field.
class Text {
  constructor(spec, row, changed) {
    this.input = make('input', row, { type: 'text', size: 24, spellcheck: 'false' });
    const commit = () => {
      if (this.input.value === this.told) return;
      this.told = this.input.value;
      changed(this.told);
    };
    this.input.addEventListener('change', commit);
    this.input.addEventListener('keydown', event => event.key === 'Enter' && commit());
  }

  // What is being typed stays.
  show(value) {
    if (document.activeElement !== this.input || this.input.value === this.told) this.input.value = value;
    this.told = value;
  }
}

const KINDS = { slider: Slider, choice: Choice, toggle: Toggle, text: Text };

export class Controls {
  constructor(parent, specs, changed) {
    this.all = specs.filter(spec => KINDS[spec.kind]).map(spec => {
      const row = make('label', parent, { class: `control ${spec.kind}` });
      make('span', row, { class: 'name', text: spec.label });
      const control = new KINDS[spec.kind](spec, row, value => changed(spec.name, value));
      control.input.dataset.control = spec.name;
      return Object.assign(control, { row, name: spec.name });
    });
  }

  // Shows the frame's values; what a hand has just moved (`held`) stays where the hand has it.
  show({ values, hidden }, held) {
    for (const control of this.all) {
      if (!held(control.name)) control.show(values[control.name]);
      control.row.hidden = hidden.includes(control.name);
    }
  }
}
