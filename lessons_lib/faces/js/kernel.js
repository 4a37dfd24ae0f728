// The kernel as a source: requests and answers are the messages of one widget.

const GONE = 'The kernel is gone: run this cell again.';
const LOST = ['dead', 'terminating', 'restarting', 'autorestarting'];

export class Kernel {
  constructor(model) {
    const name = Math.random().toString(36).slice(2);
    Object.assign(this, { model, name, number: 0, asked: new Map(), listeners: [] });
    model.on('msg:custom', this.heard = (content, buffers) => this.hear(content, buffers));
    this.kernel = model.widget_manager?.kernel;  // JupyterLab's and Notebook's alone tell of it
    this.kernel?.statusChanged?.connect(this.changed = (_, status) => LOST.includes(status) && this.lose());
  }

  lose() {
    this.lost = true;
    for (const { reject } of this.asked.values()) reject(new Error(GONE));
    this.asked.clear();
    this.failed?.(new Error(GONE));
  }

  ask(request) {
    if (this.lost) return Promise.reject(new Error(GONE));
    return new Promise((resolve, reject) => {
      const id = `${this.name} ${this.number += 1}`;
      this.asked.set(id, { resolve, reject });
      this.model.send({ id, request });
    });
  }

  hear({ id, frame, error, ahead }, buffers) {
    const mine = this.asked.get(id);
    this.asked.delete(id);
    const whole = frame && { ...frame, png: buffers[0] };
    if (mine) error === undefined ? mine.resolve(whole) : mine.reject(new Error(error));
    else if (whole && !ahead) this.listeners.forEach(listener => listener(whole));
  }

  // What comes unasked: frames, and the end of the connection.
  pushed(listener, failed) {
    this.listeners.push(listener);
    this.failed = failed;
  }

  // Of several views of one widget the first pulls, and all of them show.
  get leads() {
    if (!this.model.get('leader')) this.model.set('leader', this.name);
    return this.model.get('leader') === this.name;
  }

  end() {
    if (this.model.get('leader') === this.name) this.model.set('leader', '');
    this.model.off('msg:custom', this.heard);
    this.kernel?.statusChanged?.disconnect(this.changed);
  }
}
