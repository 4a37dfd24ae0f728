// Points on the picture: dragged with the pointer, moved with the arrow keys.
import { make } from './dom.js';

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export class Handles {
  constructor(picture, ask) {
    Object.assign(this, { picture, ask, nodes: [] });
    this.follow(picture.canvas, down =>
      this.nodes.length ? path => ask({ op: 'stroke', path }) : null);
  }

  at(event) {
    const edge = this.picture.canvas.getBoundingClientRect();
    return [(event.clientX - edge.left) / edge.width, (event.clientY - edge.top) / edge.height];
  }

  // While the pointer is down the whole path is told, so that nothing between two is lost.
  follow(node, start) {
    node.addEventListener('pointerdown', down => {
      const tell = !down.button && start(down);
      if (!tell) return;
      down.preventDefault();
      node.focus({ preventScroll: true });
      node.setPointerCapture(down.pointerId);
      const path = [this.at(down)];
      tell([...path]);
      const moved = move => {
        for (const each of move.getCoalescedEvents?.() ?? [move]) path.push(this.at(each));
        tell([...path]);
      };
      const up = () => {
        node.removeEventListener('pointermove', moved);
      };
      node.addEventListener('pointermove', moved);
      node.addEventListener('pointerup', up, { once: true });
      node.addEventListener('pointercancel', up, { once: true });
    });
  }

  show(handles) {
    const { canvas, place } = this.picture;
    canvas.classList.toggle('strokes', handles.length > 0);
    while (this.nodes.length > handles.length) this.nodes.pop().remove();
    handles.forEach((handle, i) => {
      const [control, index, x, y, words] = handle;
      const node = this.nodes[i] ?? this.made(place);
      this.nodes[i] = node;
      Object.assign(node, { control, index });
      node.style.left = `${100 * x}%`;
      node.style.top = `${100 * y}%`;
      node.title = words;
      node.setAttribute('aria-label', words);
      node.setAttribute('aria-valuetext', words);
    });
  }

  made(place) {
    const node = make('button', place, { class: 'handle', type: 'button', role: 'slider' });
    this.follow(node, () => {
      const { control, index } = node;
      return path => this.ask({ op: 'drag', control, index, path });
    });
    node.addEventListener('keydown', event => {
      const step = ARROWS[event.key];
      if (!step) return;
      event.preventDefault();
      event.stopPropagation();
      const [right, down] = step;
      const { control, index } = node;
      this.ask({ op: 'nudge', control, index, right, down, far: event.shiftKey });
    });
    return node;
  }
}
