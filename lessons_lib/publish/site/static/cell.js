// A code cell: its code in an editor, buttons, and what it shows. Its code is kept by the browser;
// the Python in the page runs it.
import { make } from './dom.js';
import { editor } from './editor.js';
import { keep, kept } from './kept.js';
import { tableField } from './table.js';

const WAITS = {
  off: 'Python is being fetched, once: this takes some seconds.',
  starting: 'Python is being started.',
  failed: 'Python is being started anew.',
};

export class Cell {
  constructor(el, mount) {
    const { cell: id, lesson, exercise } = el.dataset;
    Object.assign(this, { el, id, lesson, mount, exercise: exercise === 'true' });
    this.source = el.querySelector('.highlight');
    this.published = this.source.textContent.replace(/\n$/, '');
    this.output = el.querySelector('.lessons-output');
    this.first = [...this.output.childNodes];
    this.folded = el.querySelector('details');
    if (this.kept !== this.published) this.source.querySelector('code').textContent = this.kept;
    this.whenSeen();
  }

  // What the reader left here; else what was published.
  get kept() { return kept(this.id) ?? this.published; }

  get code() { return this.editor?.code ?? this.kept; }

  set code(code) {
    keep(this.id, code === this.published ? null : code);
    if (this.editor) this.editor.code = code;
    else this.source.querySelector('code').textContent = code;
    this.mark();
  }

  // An editor costs time: it is made when its cell comes near, or is unfolded.
  whenSeen() {
    const near = new IntersectionObserver(entries => {
      if (!entries.some(entry => entry.isIntersecting)) return;
      near.disconnect();
      this.open();
    }, { rootMargin: '400px' });
    near.observe(this.source);
  }

  async open() {
    const place = make('div', this.source.parentNode, { class: 'lessons-editor' });
    const label = this.exercise ? 'Code of the exercise' : 'Code of the cell';
    this.source.after(place);
    this.editor = await editor(place, this.kept, {
      label,
      changed: code => { keep(this.id, code === this.published ? null : code); this.mark(); },
      run: () => this.run(),
    });
    this.source.remove();
    this.tools = make('div', place.parentNode, { class: 'lessons-tools' });
    place.after(this.tools);
    this.runs = this.button('Run', () => this.run(), { class: 'run', title: 'Shift + Enter' });
    this.stops = this.button('Stop', () => this.stop(), { hidden: true });
    this.resets = this.button('Reset', () => this.reset(), { title: 'Back to the code that was here first' });
    if (/\.csv\b/.test(this.published)) tableField(this);
    this.said = make('span', this.tools, { class: 'said', role: 'status' });
    this.mark();
  }

  button(text, work, attributes) {
    const node = make('button', this.tools, { type: 'button', text, ...attributes });
    node.addEventListener('click', work);
    return node;
  }

  mark() {
    if (this.resets) this.resets.hidden = this.code === this.published;
    this.output.classList.toggle('stale', this.code !== (this.ran ?? this.published));
  }

  reset() {
    this.code = this.published;
    this.ran = undefined;
    this.output.replaceChildren(...this.first);
    this.mark();
    this.runs.focus();
  }

  stop() { window.lessonsPython.stop(); }

  async run() {
    if (this.running) return;
    const python = window.lessonsPython;
    if (!python) return this.say('This browser cannot run Python here: take the notebook with you instead.');
    const code = this.code;
    this.busy(WAITS[python.state] ?? 'It runs.');
    try {
      this.show(await python.cell(this.lesson, this.id, code));
      this.ran = code;
      this.tried();
      this.say('');
    } catch (error) {
      this.say(error.message);
    }
    this.running = false;
    this.stops.hidden = true;
    this.runs.disabled = false;
    this.mark();
  }

  busy(words) {
    this.running = true;
    this.runs.disabled = true;
    this.stops.hidden = false;
    this.say(words);
  }

  say(words) { this.said.textContent = words; }

  show({ text, html, error, place }) {
    this.output.replaceChildren();
    this.output.setAttribute('aria-live', 'polite');
    if (place) this.mount(this.place ?? make('div', this.output), place);
    if (html) make('div', this.output).innerHTML = html; // from the reader's own Python
    else if (text && !place) make('pre', this.output, { text });
    if (error) make('pre', this.output, { class: 'error', text: error });
  }

  // The solution that follows an exercise opens after some answers, or a right one.
  tried() {
    const verdict = this.output.querySelector(':scope > div')?.textContent;
    if (!this.exercise || !verdict) return;
    const following = Node.DOCUMENT_POSITION_FOLLOWING;
    const place = [...document.querySelectorAll('.lessons-panel-place[data-kind=solution]')]
      .find(each => this.el.compareDocumentPosition(each) & following);
    place?.dispatchEvent(new CustomEvent('lessons-tried', { detail: verdict.startsWith('✓') }));
  }

  // Where the picture of this cell stands.
  get place() {
    return document.querySelector(`.lessons-place[data-cell="${this.id}"], .lessons-panel-place[data-cell="${this.id}"]`);
  }
}
