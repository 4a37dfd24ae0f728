// The Python in the page, seen from the page; which one it is only `worker.js` knows.
//
// `state` is 'off', 'starting', 'ready' or 'failed'; `document.documentElement.dataset.python`
// says it too. Listeners of 'state' and 'progress' are told of every change. One worker answers all
// requests, in their order; `stop` ends it, whatever it is doing, and what it held is gone.

export class Python extends EventTarget {
  constructor(url = new URL('./worker.js', import.meta.url)) {
    super();
    Object.assign(this, { url, asked: new Map(), number: 0, life: 0, progress: null });
    this.become('off');
  }

  become(state, reason = '') {
    this.state = state;
    this.reason = reason;
    document.documentElement.dataset.python = state;
    this.dispatchEvent(new Event('state'));
  }

  // Resolves when Python is ready; a failed one is tried again.
  start() {
    if (this.state === 'starting' || this.state === 'ready') return this.ready;
    this.life += 1;
    this.ready = new Promise((resolve, reject) => Object.assign(this, { resolve, reject }));
    this.ready.catch(() => {}); // those who wait are told, and the state says it
    this.become('starting');
    try {
      this.worker = new Worker(this.url, { type: 'module' });
      this.worker.onmessage = ({ data }) => this.hear(data);
      this.worker.onerror = event => this.fail(event.message || 'The worker could not be loaded.');
    } catch (error) {
      this.fail(error.message);
    }
    return this.ready;
  }

  hear({ n, head, bitmap, progress, ready, failed, fatal }) {
    if (progress) {
      this.progress = progress;
      this.dispatchEvent(new Event('progress'));
    } else if (ready) {
      this.become('ready');
      this.resolve();
    } else if (failed !== undefined) this.fail(failed);
    else if (fatal !== undefined) this.fail(fatal);
    else {
      this.asked.get(n)?.resolve({ head, bitmap });
      this.asked.delete(n);
      this.dispatchEvent(new Event('progress'));
    }
  }

  fail(reason) {
    if (this.state === 'starting') this.wanted = false; // it would only fail again
    this.end(reason);
    this.become('failed', reason);
  }

  stop() {
    if (this.state === 'off') return;
    this.end('Python was stopped.');
    this.become('off');
  }

  end(reason) {
    this.worker?.terminate();
    this.worker = null;
    this.reject?.(new Error(reason));
    for (const { reject } of this.asked.values()) reject(new Error(reason));
    this.asked.clear();
  }

  // What is under way and since when, in milliseconds; 0 if nothing is.
  get busy() {
    const [oldest] = this.asked.values();
    return oldest ? performance.now() - oldest.since : 0;
  }

  async send(message, transfer = []) {
    await this.start();
    return new Promise((resolve, reject) => {
      this.asked.set(this.number += 1, { resolve, reject, since: performance.now() });
      this.worker.postMessage({ ...message, n: this.number }, transfer);
      this.dispatchEvent(new Event('progress'));
    });
  }

  async request(request) {
    const { head, bitmap } = await this.send({ request });
    if (head.error && request.op !== 'cell') throw new Error(head.error);
    return { ...head, bitmap };
  }

  // Runs a cell of a lesson's notebook, its published code if `code` is null:
  // {text, html, error, place}; `place`, or null, is what `mount` of page.js shows.
  cell(lesson, id, code = null) { return this.request({ op: 'cell', lesson, id, code }); }

  async ask(key, request) {
    const { frame, bitmap } = await this.request({ op: 'ask', key, request });
    return { ...frame, bitmap };
  }

  async show(key, number) { return (await this.request({ op: 'show', key, number })).place; }

  // A file in the folder where cells run.
  write(name, bytes) { return this.send({ write: name, bytes }); }
}
