// The source of a picture on a page: its record at once, and its Python as soon as there is one.
// The first touch starts Python; what was asked of the record until then is told to it in order.
// `data-answers` of the picture's element says which of the two answers: "record" or "python".
import { changed, readCall, writeCall } from './calls.js';

export class Live {
  // `make` runs the picture's cell and gives its key; without a `record` Python alone answers.
  constructor({ el, python, record, make, name }) {
    Object.assign(this, { el, python, record, make, name, look: null });
    this.first = record?.first;
    this.answers(null);
    python.addEventListener('state', this.lost = () => this.python.state === 'ready' || this.lose());
  }

  // A Python that is gone holds no picture any more: the last values are replayed in the next.
  lose() {
    if (this.key && this.record && this.frame) this.record.rest(this.frame);
    this.answers(null);
    this.coming = null;
  }

  // The key of the picture in Python; null while the record answers.
  answers(key) {
    this.key = key;
    this.el.dataset.answers = key === null && this.record ? 'record' : 'python';
  }

  pushed(listener, failed) {
    this.listener = listener;
    this.failed = failed;
  }

  async ask(request) {
    if (request.op === 'look') this.look = request;
    if (this.key === null && this.record) {
      if (request.op !== 'look') this.come();
      return this.keep(await this.record.ask(request));
    }
    if (this.key === null) this.answers(await this.make());
    const { key } = this;
    return this.keep(await this.python.ask(key, request));
  }

  keep(frame) { return this.frame = frame; }

  // Python takes over, once: after this it answers.
  come() {
    if (this.python.wanted === false) return;
    this.coming ??= this.takeOver().catch(error => {
      this.coming = null;
      if (this.python.state === 'ready') this.failed?.(error);
    });
  }

  async takeOver() {
    await this.python.start();
    const key = await this.make();
    const { look, record } = this;
    let frame = await this.python.ask(key, look ?? { op: 'look', dark: false, pixels: this.record.spec.size[0] });
    for (;;) {
      const request = record.next();
      if (request) frame = await this.told(key, request) ?? frame;
      else if (record.frame.playing) await new Promise(done => { setTimeout(done, 100); });
      else break;
    }
    if (this.look !== look) frame = await this.python.ask(key, this.look);
    if (this.coming === null) return; // stopped meanwhile
    this.answers(key);
    this.listener?.(this.keep(frame));
  }

  // What the record could promise and Python refuses is said, and the rest goes on.
  async told(key, request) {
    const steps = request.op === 'run' ? [{ op: 'reset' }, { op: 'step', n: request.steps }] : [request];
    let frame = null;
    for (const each of steps) {
      frame = await this.python.ask(key, each).catch(error => { this.failed?.(error); return null; });
    }
    return frame;
  }

  // The address of this state: a call with the values that are not the first's.
  link({ values }) {
    const address = new URL(location.href);
    address.hash = writeCall(this.name, changed(values, this.first?.values ?? {}));
    return address.href;
  }

  end() { this.python.removeEventListener('state', this.lost); }
}

// {name, values} that an address asks for, or null.
export function asked(hash) {
  if (!hash.includes('(')) return null;
  try {
    return readCall(decodeURIComponent(hash.replace(/^#/, '')));
  } catch {
    return null;
  }
}
