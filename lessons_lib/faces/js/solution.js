// A solution: it opens after some answers of the reader's own, or on request, which is asked twice.
import { make } from './dom.js';
import { Panel } from './panel.js';

export class SolutionFace extends Panel {
  // `tried` counts the answers given to the exercise; `stuck`: the reader has asked for help once.
  constructor(el, data, source = {}) {
    super(el, data, source, { tried: 0, stuck: false, open: false });
  }

  build() {
    const { el, data } = this;
    this.title.textContent = 'Solution';
    this.status = make('div', el, { class: 'said', role: 'status' });
    this.text = make('div', el);
    this.text.innerHTML = data.text;
    this.opener = this.button(make('div', el, { class: 'lessons-row' }), '', () => this.press());
  }

  show() {
    const { tried, stuck, open } = this.state;
    const { needed } = this.data;
    const ready = tried >= needed;
    this.text.hidden = !open;
    this.status.hidden = open;
    if (ready) this.status.textContent = 'It is open to you now.';
    else if (stuck) this.status.textContent = 'One more try of your own teaches more than reading. If you are stuck, go on.';
    else this.status.textContent = `It opens after ${needed} answers of your own; so far: ${tried}.`;
    this.opener.textContent = open ? 'Hide' : ready || stuck ? 'Show the solution' : 'I am stuck';
  }

  press() {
    const { tried, stuck, open } = this.state;
    if (open) this.back();
    else if (stuck || tried >= this.data.needed) this.next();
    else this.go({ stuck: true });
  }

  next() { this.go({ open: true }); }
  back() { this.go({ open: false }); }
}
