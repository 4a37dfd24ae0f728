// What Python does, in words, and the hand that the reader has in it.
import { make } from './dom.js';

const SLOW = 2000; // milliseconds after which a work that goes on can be stopped
const BRIEF = 4000; // for which good news stay

// Whether Python may start by itself: not on small devices, nor where data are to be saved.
export function wanted() {
  const { connection, deviceMemory = 8, hardwareConcurrency = 2 } = navigator;
  const slow = connection && (connection.saveData || /2g|3g/.test(connection.effectiveType));
  const phone = matchMedia('(pointer: coarse) and (max-width: 600px)').matches;
  return !(slow || phone || deviceMemory < 4 || hardwareConcurrency < 2);
}

const megabytes = bytes => Math.round(bytes / 1e6);

export class Status {
  constructor(python) {
    this.python = python;
    this.el = make('div', document.body, { class: 'lessons-python', hidden: true });
    this.words = make('span', this.el, { role: 'status' });
    this.button = make('button', this.el, { type: 'button' });
    this.button.addEventListener('click', () => this.act());
    for (const type of ['state', 'progress']) python.addEventListener(type, () => this.show());
    addEventListener('pointerdown', event => this.offer(event), true);
    addEventListener('keydown', event => this.offer(event), true);
  }

  // Where Python does not start by itself the first touch of a picture offers it.
  offer({ target }) {
    if (this.python.wanted || this.offered || !target.closest?.('.lessons-place, .lessons-panel-place')) return;
    this.offered = true;
    this.show();
  }

  show() {
    const { words, button, act } = this.now();
    this.act = act;
    this.el.hidden = !words;
    if (this.words.textContent !== words) this.words.textContent = words;
    this.button.textContent = button ?? '';
    this.button.hidden = !button;
  }

  now() {
    const { python } = this;
    const start = () => { python.wanted = true; python.start(); };
    if (python.state === 'starting') return { words: this.starting(), button: 'Stop', act: () => this.stop() };
    if (python.state === 'failed') {
      const words = `Python could not start or had to end: ${python.reason.trim().split('\n').at(-1)} Pictures move from their records.`;
      return { words, button: 'Start again', act: start };
    }
    if (python.state === 'ready') return this.ready();
    if (this.stopped) return { words: 'Python is stopped. Pictures move from their records.', button: 'Start again', act: start };
    if (!this.offered) return { words: '' };
    return { words: 'Pictures move from their records. Python makes them fully alive; about 40 MB are loaded for it.', button: 'Start Python', act: start };
  }

  starting() {
    const { got = 0, all = 0 } = this.python.progress ?? {};
    if (!all) return 'Python is starting in this page.';
    if (got < all) return `Python is starting in this page: ${megabytes(got)} of ${megabytes(all)} MB are here.`;
    return 'Python is starting in this page: all is here, it begins.';
  }

  ready() {
    this.stopped = false;
    this.since ??= performance.now();
    clearTimeout(this.timer);
    const { busy } = this.python;
    if (busy > SLOW) return { words: 'Python is at work.', button: 'Stop', act: () => this.stop() };
    if (busy) this.timer = setTimeout(() => this.show(), SLOW - busy + 20);
    const left = BRIEF - (performance.now() - this.since);
    if (left < 0) return { words: '' };
    if (!busy) this.timer = setTimeout(() => this.show(), left + 20);
    return { words: 'Python runs in this page: everything is fully alive.' };
  }

  stop() {
    this.stopped = true;
    this.since = null;
    this.python.wanted = false; // not before it is asked for
    this.python.stop();
  }
}
