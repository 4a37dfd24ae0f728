// The face: scenes, controls, picture, words. Every hand takes one path: a request to the source,
// and the frame that comes back.
import { copied, fullScreen, fullScreenButton, isDark, keepKeys, make } from './dom.js';
import { Line } from './line.js';
import { Picture } from './picture.js';
import { Controls } from './controls.js';
import { Handles } from './handles.js';
import { Scenes } from './scenes.js';
import { Ahead } from './ahead.js';

const KEYS = { PageDown: 'next', PageUp: 'previous', ' ': 'play', f: 'full', F: 'full' };
const UNSEEN = ['look', 'work']; // asked by the page itself
const REST = 150; // milliseconds without news after which words are spoken
const REFUSALS = 2; // of frames ahead, one after the other, after which no more are asked for

export class Face {
  constructor(el, spec, source) {
    Object.assign(this, { el, spec, source });
    el.classList.add('lessons-face');
    this.line = new Line(source, {
      came: frame => this.show(frame),
      failed: error => this.fail(error),
      tarries: late => this.el.classList.toggle('busy', late),
    });
    this.ahead = new Ahead();
    this.build();
    this.watch();
  }

  get box() { return this.el.closest('.lessons-explorable') ?? this.el; }

  // A hand on the picture has asked to see it.
  ask(request) {
    if (!UNSEEN.includes(request.op)) this.box.classList.add('lifted');
    return this.line.ask(request);
  }

  // Set by the style sheet while a prediction before this picture is open.
  get veiled() { return getComputedStyle(this.el).getPropertyValue('--lessons-veil').trim() === '1'; }

  build() {
    const { el, spec } = this;
    this.scenes = new Scenes(el, spec.scenes, request => this.ask(request));
    this.row = make('div', el, { class: 'lessons-row' });
    this.controls = new Controls(this.row, spec.controls, (name, value) => this.turn(name, value));
    this.player = spec.plays ? this.playing() : null;
    for (const { name, label } of spec.actions) this.button(label, { op: 'act', name });
    const head = make('div', el, { class: 'head' });
    make('div', head, { class: 'title', text: spec.title });
    this.tools(head);
    this.readout = make('div', el, { class: 'readout' });
    this.spoken = make('div', el, { class: 'spoken', role: 'status' });
    this.picture = new Picture(el, this.readout, spec.size);
    el.insertBefore(this.picture.place, this.readout);
    el.style.setProperty('--lessons-shape', spec.size[0] / spec.size[1]);
    this.handles = new Handles(this.picture, request => this.ask(request));
  }

  button(label, request, parent = this.row) {
    const node = make('button', parent, { type: 'button', text: label });
    node.addEventListener('click', () => this.ask(typeof request === 'function' ? request() : request));
    return node;
  }

  playing() {
    const group = make('span', this.row, { class: 'player' });
    const toggle = this.button('Play', () => ({ op: this.frame?.playing ? 'pause' : 'play' }), group);
    this.button('Step', { op: 'step' }, group);
    this.button('Reset', { op: 'reset' }, group);
    return { group, toggle };
  }

  tools(head) {
    const { source } = this;
    this.copier(head, 'Copy', 'Copy this state as code', () => this.frame.code);
    if (source.link) this.copier(head, 'Link', 'Copy a link to this state', () => source.link(this.frame));
    fullScreenButton(head, () => this.full());
  }

  copier(head, text, title, words) {
    const button = make('button', head, { type: 'button', class: 'tool copy', text, title });
    button.addEventListener('click', async () => {
      if (!await copied(words())) return this.picture.say(words());
      button.textContent = 'Copied';
      return setTimeout(() => { button.textContent = text; }, 1200);
    });
  }

  full() { fullScreen(this.box); }

  // ---- what comes

  show(frame) {
    if (!frame) return null;
    this.frame = frame;
    this.controls.show(frame, name => this.line.carries(name));
    this.scenes.show(frame.scene);
    this.handles.show(frame.handles);
    this.showRun(frame);
    this.el.classList.remove('failed');
    this.comeToRest();
    this.pull();
    return this.picture.show(frame);
  }

  fail(error) {
    this.el.classList.add('failed');
    this.picture.painted = this.picture.painted.then(() => {
      this.picture.say(error.message, true);
      this.spoken.textContent = error.message;
    });
    if (this.frame) this.showRun(this.frame = { ...this.frame, playing: false });
  }

  showRun({ playable, playing }) {
    if (!this.player) return;
    this.player.group.hidden = !playable;
    this.player.toggle.textContent = playing ? 'Pause' : 'Play';
  }

  // Spoken when a hand or a run comes to rest, not at every frame.
  comeToRest() {
    clearTimeout(this.resting);
    this.resting = setTimeout(() => {
      this.readout.ariaHidden = this.veiled;
      const told = this.frame && !this.veiled && !this.el.classList.contains('failed');
      if (told) this.spoken.textContent = this.frame.readout;
      this.lookAhead();
    }, REST);
  }

  // While a run plays, two requests for its next frame are under way.
  pull() {
    if (!this.frame?.playing || this.source.leads === false) return;
    while (this.line.length < 2) this.ask({ op: 'work' });
  }

  // ---- a control is turned

  turn(name, value) {
    const control = this.controls.all.find(each => each.name === name);
    const found = control.steps && this.frame && this.ahead.find(this.frame, name, control.position);
    if (found && !this.line.length) {
      this.show({ ...found, scene: this.frame.scene });
      clearTimeout(this.telling);
      this.telling = setTimeout(() => this.ask({ op: 'set', values: { [name]: value } }), REST);
    } else {
      clearTimeout(this.telling);
      this.ask({ op: 'set', values: { [name]: value } });
    }
  }

  async lookAhead(refused = 0) {
    const control = this.controls.all.find(each => each.input === document.activeElement && each.steps);
    if (!control || this.looking || !this.frame?.kept || this.line.length) return;
    const here = this.frame;
    const hand = { name: control.name, position: control.position, steps: control.steps };
    const next = this.ahead.missing(here, hand);
    this.el.dataset.ahead = next === null ? this.ahead.extent(here, hand) : 'parts';
    if (next === null) return;
    this.looking = true;
    try {
      const found = await this.source.ask({ op: 'ahead', values: { [hand.name]: control.at(next) } });
      found.bitmap = await createImageBitmap(new Blob([found.png], { type: 'image/png' }));
      this.ahead.keep(here, hand, next, found);
      refused = 0;
    } catch { // what cannot be drawn is said when it is asked for
      this.ahead.refuse(here, hand.name, next);
      refused += 1;
    } finally {
      this.looking = false;
    }
    if (refused < REFUSALS) this.lookAhead(refused);
  }

  // ---- the page around it

  watch() {
    const { el } = this;
    this.ending = new AbortController();
    const on = (target, type, handler, options = {}) =>
      target.addEventListener(type, handler, { signal: this.ending.signal, ...options });
    on(el, 'focusin', () => this.comeToRest());
    on(el, 'pointerover', () => this.comeToRest());
    on(el, 'keydown', event => this.key(event));
    keepKeys(el, this.ending.signal);
    this.resized = new ResizeObserver(() => this.look());
    this.resized.observe(this.picture.canvas);
    this.themed = new MutationObserver(() => this.look());
    this.themed.observe(document.body, { attributes: true });
    on(window, 'resize', () => this.look());
    on(document, 'lessons-veil', () => this.comeToRest());
    this.source.pushed?.(frame => this.show(frame), error => this.fail(error));
  }

  look() {
    clearTimeout(this.looked);
    this.looked = setTimeout(() => {
      const pixels = Math.round(this.picture.canvas.clientWidth * window.devicePixelRatio);
      const look = JSON.stringify({ dark: isDark(this.el), pixels });
      if (!pixels || look === this.ahead.look) return;
      this.ahead.look = look;
      this.ask({ op: 'look', ...JSON.parse(look) });
    }, 60);
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target.matches('input[type=text], select');
    const to = /^[1-9]$/.test(event.key) ? Number(event.key) - 1 : KEYS[event.key];
    const pressing = event.key === ' ' && event.target.matches('button, input[type=checkbox]');
    if (to === undefined || pressing || (typing && !event.key.startsWith('Page'))) return;
    event.preventDefault();
    event.stopPropagation();
    if (to === 'full') this.full();
    else if (to === 'play') this.player && this.ask({ op: this.frame.playing ? 'pause' : 'play' });
    else this.scenes.key(to);
  }

  end() {
    this.ending.abort();
    this.resized.disconnect();
    this.themed.disconnect();
    clearTimeout(this.looked);
    clearTimeout(this.resting);
    clearTimeout(this.telling);
  }
}
