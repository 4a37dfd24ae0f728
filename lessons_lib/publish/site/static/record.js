// A record as a source: the frames of a picture in the states that a hand reaches first. What is
// not among them is answered with the nearest, which the words say.
import { changed, rewritten, same } from './calls.js';

const HEAVY = 4; // a control that is moved weighs so much more than one that is not
const PACE = 240; // milliseconds between the frames of a run, two being under way

export class Record {
  // `folder` is its address, `shown` the picture that the page shows already.
  constructor(folder, { spec, frame }, shown) {
    Object.assign(this, { folder, spec, first: frame, shown, frame, story: [], told: 0 });
    this.frame = { ...frame, kept: false };
    this.number = null; // of the state that is shown; null before a hand has come near
  }

  static async open(folder, shown) {
    const answer = await fetch(new URL('record.json', folder));
    if (!answer.ok) throw new Error(`There is no record at ${folder}`);
    return new Record(folder, await answer.json(), shown);
  }

  // The states and their pictures: {sizes, states} and where the pictures begin.
  load() {
    return this.loading ??= (async () => {
      const answer = await fetch(new URL('states.bin', this.folder));
      if (!answer.ok) throw new Error('The record of this picture cannot be loaded.');
      const bytes = await answer.arrayBuffer();
      const length = new DataView(bytes).getUint32(0, true);
      const index = JSON.parse(new TextDecoder().decode(new Uint8Array(bytes, 4, length)));
      let at = 4 + length;
      this.pictures = index.sizes.map(size => new Blob([bytes.slice(at, at += size)], { type: 'image/webp' }));
      this.states = index.states.map(state => this.whole(state));
    })();
  }

  whole({ values, control, value, scene, steps, picture, ...told }) {
    const by = { control, value, steps, scene };
    const all = { ...this.first.values, ...values };
    const frame = { ...this.first, scene: scene ?? null, ...told, values: all, kept: false };
    if (told.readout && !told.alt) frame.alt = `${this.spec.title} ${told.readout}`;
    frame.code = rewritten(this.first.code, this.first.values, all);
    return { by, picture, frame };
  }

  async bitmap(picture) {
    const first = createImageBitmap(this.pictures[0]);
    if (!picture) return first;
    const [below, above] = await Promise.all([first, createImageBitmap(this.pictures[picture])]);
    const canvas = new OffscreenCanvas(below.width, below.height);
    const pen = canvas.getContext('2d');
    pen.drawImage(below, 0, 0);
    pen.drawImage(above, 0, 0);
    return canvas.transferToImageBitmap();
  }

  async ask(request) {
    if (request.op === 'look') return this.again();
    await this.load();
    if (request.op === 'work') await new Promise(done => { setTimeout(done, PACE); });
    this.number ??= 0;
    const answer = this[request.op]?.(request) ?? this.later(request);
    this.frame = { ...answer, bitmap: await this.bitmap(this.states[this.number].picture) };
    return this.frame;
  }

  // Stands where a Python that is gone stood; the next one is told its values.
  rest(frame) {
    this.frame = { ...frame, playing: false, kept: false };
    this.story = [{ op: 'set', values: { ...frame.values } }];
    this.told = 0;
    if (this.states) this.number = this.nearest(null, frame.values);
  }

  async again() {
    if (this.number === null) return { ...this.frame, bitmap: await createImageBitmap(await this.shown()) };
    return { ...this.frame, bitmap: await this.bitmap(this.states[this.number].picture) };
  }

  // ---- requests that a record can answer; each gives a frame and tells the story

  set({ values }) {
    this.tell({ op: 'set', values });
    const wanted = { ...this.frame.values, ...values };
    const [name] = Object.keys(values);
    this.number = this.nearest(name, wanted);
    const { frame } = this.states[this.number];
    if (Object.keys(values).every(key => same(frame.values[key], wanted[key])) && this.reached(name, wanted, frame)) {
      return frame;
    }
    const words = `The nearest recorded picture${this.difference(frame.values, wanted)}. ${frame.readout}`;
    return { ...frame, values: wanted, scene: null, readout: words, alt: `${this.spec.title} ${words}`,
      code: rewritten(this.first.code, this.first.values, wanted) };
  }

  // Whether the frame is what the hand asks for, and not the nearest to it: either all values are
  // those wanted, or the hand moved one control from the first state and others depend on it.
  reached(name, wanted, frame) {
    const here = this.states[this.number].by;
    const away = Object.keys(changed(wanted, this.first.values)).filter(key => key !== name);
    return same(frame.values, wanted) || (here.control === name && !away.length);
  }

  difference(values, wanted) {
    const away = Object.entries(changed(values, wanted)).filter(([, value]) => typeof value !== 'object');
    const label = key => this.spec.controls.find(({ name }) => name === key)?.label ?? key;
    const digits = value => (typeof value === 'number' ? Number(value.toPrecision(4)) : value);
    return away.length ? ` has ${away.map(([key, value]) => `${label(key)} ${digits(value)}`).join(', ')}` : '';
  }

  nearest(name, wanted) {
    const far = this.states.map(({ by, frame }) =>
      (by.steps === undefined ? this.distance(name, wanted, frame.values) : Infinity));
    return far.indexOf(Math.min(...far));
  }

  distance(moved, wanted, values) {
    return this.spec.controls.reduce((sum, { name, ...control }) =>
      sum + (name === moved ? HEAVY : 1) * apart(control, wanted[name], values[name]), 0);
  }

  scene({ name }) {
    this.story = this.story.slice(0, this.told);
    if (this.spec.plays) this.tell({ op: 'reset' });
    this.tell({ op: 'scene', name });
    this.number = this.states.findIndex(({ by }) => by.scene === name);
    return this.states[this.number].frame;
  }

  get course() { return this.states.flatMap(({ by }, number) => (by.steps === undefined ? [] : [number])); }

  // One recorded step on in the run; `on` says whether it goes on by itself.
  run(place, on) {
    const { course } = this;
    this.number = course[place];
    const { frame, by } = this.states[this.number];
    this.tell({ op: 'run', steps: by.steps });
    return { ...frame, playing: on && place < course.length - 1,
      readout: `A recorded run, after ${by.steps} steps. ${frame.readout}` };
  }

  // A run is recorded from the first values alone.
  get runs() { return this.course.length && !Object.keys(changed(this.frame.values, this.first.values)).length; }
  get place() { return this.course.indexOf(this.number); }

  play(request) {
    if (!this.runs) return this.later(request);
    return this.run(this.place === this.course.length - 1 ? 0 : Math.max(this.place, 0), true);
  }

  work() { return this.frame.playing ? this.run(this.place + 1, true) : this.frame; }
  pause() { return { ...this.frame, playing: false }; }
  reset(request) { return this.runs ? this.run(0, false) : this.later(request); }
  step(request) {
    return this.runs ? this.run(Math.min(this.place + 1, this.course.length - 1), false) : this.later(request);
  }

  // What only Python can answer.
  later(request) {
    this.tell(request);
    const words = `This waits for Python. ${this.states[this.number].frame.readout}`;
    return { ...this.frame, readout: words, playing: false };
  }

  // ---- the story: requests that lead a Python to where the record stands

  tell(request) {
    const last = this.story.length > this.told ? this.story.at(-1) : null;
    if (request.op === 'set' && last?.op === 'set') Object.assign(last.values, request.values);
    else if (request.op === 'run' && last?.op === 'run') last.steps = request.steps;
    else this.story.push(request.op === 'set' ? { op: 'set', values: { ...request.values } } : request);
  }

  // The next request of the story that has not been told yet.
  next() {
    if (this.told >= this.story.length) return null;
    this.told += 1;
    return this.story[this.told - 1];
  }
}

function apart(control, one, other) {
  if (same(one, other)) return 0;
  if (control.kind !== 'slider') return 1;
  const scale = control.log ? Math.log : value => value;
  return Math.abs(scale(one) - scale(other)) / (scale(control.max) - scale(control.min));
}
