// The kernel as a source: requests and frames are the messages of one widget.
import { Face } from './face.js';

class Kernel {
  constructor(model) {
    Object.assign(this, { model, number: 0, asked: new Map(), listeners: [] });
    model.on('msg:custom', this.heard = (content, buffers) => this.hear(content, buffers));
  }

  ask(request) {
    return new Promise((resolve, reject) => {
      const id = `${this.name ??= Math.random().toString(36).slice(2)} ${this.number += 1}`;
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

  pushed(listener) { this.listeners.push(listener); }

  end() { this.model.off('msg:custom', this.heard); }
}

function render({ model, el }) {
  const source = new Kernel(model);
  const face = new Face(el, model.get('spec'), source);
  return () => { face.end(); source.end(); };
}

export default { render };
