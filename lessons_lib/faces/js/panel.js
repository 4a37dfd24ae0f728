// What the faces of all panels have in common: words and choices that are all in the data, led
// through by buttons and by a presenter's keys. What is shown follows from the data and the state.
//
// A face of its own builds (`build`, with a `status` at its end), shows what the state says
// (`show`), and goes on and back (`next`, `back`). A panel needs no source; one may have any of these:
//   kept() -> state, keep(state)   where the reader's state outlives the page; false: it does not
//   changed(listener)              calls listener(state) when the state was changed elsewhere
//   told(listener) -> words        what the kernel says of the state; calls listener(words) when that changes
//   show(number, place)            brings a picture into view, null takes it away; a promise
import { fullScreen, fullScreenButton, keepKeys, make } from './dom.js';

export class Panel {
  // `state` is the first state: how far a reader has come who has just begun.
  constructor(el, data, source, state) {
    Object.assign(this, { el, data, source });
    this.state = { ...state, ...source.kept?.() };
    this.ending = new AbortController();
    el.classList.add('lessons-face', 'lessons-words');
    el.tabIndex = -1; // a click on its words gives it the focus, and so the keys
    el.addEventListener('keydown', event => this.pressed(event), { signal: this.ending.signal });
    keepKeys(el, this.ending.signal);
    const head = make('div', el, { class: 'head' });
    this.title = make('div', head, { class: 'title', 'aria-live': 'polite' });
    fullScreenButton(head, () => this.full());
    this.build();
    this.show();
    source.changed?.(changed => {
      if (changed === this.state) return;
      this.state = { ...state, ...changed };
      this.show();
    });
  }

  go(changes) {
    this.state = { ...this.state, ...changes };
    this.keeps = this.source.keep?.(this.state);
    this.show();
    this.status.scrollIntoView({ block: 'nearest' });
  }

  button(parent, text, work) {
    const node = make('button', parent, { type: 'button', text });
    node.addEventListener('click', work);
    return node;
  }

  // Back and Next, as the presenter's keys do.
  leading(parent) {
    this.button(parent, 'Back', () => this.back());
    this.onward = this.button(parent, 'Next', () => this.next());
  }

  // The picture of a number in `place`, for a panel that has one; null takes it away.
  async bring(number) {
    if (number === null && !this.pictured) return;
    this.pictured = number !== null;
    this.place.textContent = this.pictured ? 'The picture is on its way.' : '';
    try {
      await this.source.show(number, this.place);
      if (this.place.textContent === 'The picture is on its way.') this.place.textContent = '';
    } catch (error) {
      this.place.textContent = error.message;
    }
  }

  full() { fullScreen(this.el.closest('.lessons-panel') ?? this.el); }

  pressed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const work = {
      PageDown: () => this.next(), PageUp: () => this.back(),
      f: () => this.full(), F: () => this.full(), ...this.keys(event),
    }[event.key];
    if (!work) return;
    event.preventDefault(); // a slider would take five steps at once, the page scroll
    event.stopPropagation();
    work();
  }

  // A panel's own keys.
  keys() { return {}; }

  end() { this.ending.abort(); }
}
