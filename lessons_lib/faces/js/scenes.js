// Scenes: buttons where they are few, one menu where they are many.
import { make } from './dom.js';

const FEW = 6;

export class Scenes {
  constructor(parent, names, ask) {
    Object.assign(this, { names, ask });
    if (!names.length) return;
    const row = make('div', parent, { class: 'lessons-scenes', role: 'group', 'aria-label': 'scenes' });
    if (names.length > FEW) {
      const label = make('label', row, { class: 'control choice' });
      make('span', label, { class: 'name', text: 'scene' });
      this.menu = make('select', label);
      make('option', this.menu, { value: '', text: '' });
      for (const name of names) make('option', this.menu, { value: name, text: name });
      this.menu.addEventListener('change', () => this.menu.value && this.go(this.menu.value));
    } else {
      this.buttons = names.map(name => {
        const button = make('button', row, { type: 'button', text: name, 'aria-pressed': 'false' });
        button.addEventListener('click', () => this.go(name));
        return button;
      });
    }
  }

  go(name) { if (name) this.ask({ op: 'scene', name }); }

  // By its number from 0, or one on or back from the present one.
  key(to) {
    const here = this.names.indexOf(this.scene);
    const number = { next: here + 1, previous: Math.max(here - 1, 0) }[to] ?? to;
    this.go(this.names[number]);
  }

  show(scene) {
    this.scene = scene;
    if (this.menu) this.menu.value = scene ?? '';
    this.buttons?.forEach((button, i) => {
      const mine = this.names[i] === scene;
      button.setAttribute('aria-pressed', String(mine));
      button.classList.toggle('mod-active', mine);
    });
  }
}
