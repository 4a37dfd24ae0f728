// The canvas and its words: frames in the order in which they came.
import { make } from './dom.js';

export class Picture {
  constructor(parent, readout, size) {
    this.readout = readout;
    this.place = make('div', parent, { class: 'picture' });
    this.canvas = make('canvas', this.place, { tabindex: 0, role: 'img' });
    this.canvas.style.aspectRatio = size.join(' / ');
    this.painted = Promise.resolve();
    this.serial = 0;
  }

  // Draws the frame after those before it.
  show(frame) {
    const decoded = frame.bitmap ?? createImageBitmap(new Blob([frame.png], { type: 'image/png' }));
    this.painted = this.painted.then(() => decoded).then(bitmap => this.paint(bitmap, frame));
    return this.painted;
  }

  paint(bitmap, frame) {
    const { canvas } = this;
    if (canvas.width !== bitmap.width || canvas.height !== bitmap.height) {
      canvas.width = bitmap.width;
      canvas.height = bitmap.height;
    }
    canvas.getContext('2d').drawImage(bitmap, 0, 0);
    canvas.setAttribute('aria-label', frame.alt);
    canvas.dataset.serial = this.serial += 1;
    this.say(frame.readout);
  }

  say(words, error = false) {
    const { readout } = this;
    if (readout.textContent !== words) readout.textContent = words;
    readout.classList.toggle('error', error);
  }
}
