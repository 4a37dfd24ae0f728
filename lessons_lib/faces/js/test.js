// A test before or after some lessons: one question at a time, and no verdict while it runs. The
// first ends without one; at the end of the second both are compared, see `gain.js`.
import { make } from './dom.js';
import { Panel } from './panel.js';
import { compared, overview, pages } from './gain.js';

const WAIT = 5000; // milliseconds in which the kernel should have written an answer
const EMPTY = { here: 0, answers: {}, finished: false };

let tests = 0; // radio buttons of two tests must not share a name

export class TestFace extends Panel {
  // For "before" and "after": the letters given by name, whether it is finished, and the page shown.
  constructor(el, data, source = {}) {
    super(el, data, source, { before: EMPTY, after: EMPTY });
  }

  get mine() { return this.state[this.data.when]; }
  get pairs() { return this.data.pairs; }
  get pair() { return this.pairs[this.mine.here]; }
  get missing() { return this.pairs.flatMap(({ name }, i) => (this.mine.answers[name] ? [] : [i + 1])); }

  build() {
    const { el, source } = this;
    this.group = `lessons-test-${tests += 1}`;
    this.intro = make('p', el, { text: this.data.intro });
    this.asked = make('fieldset', el, { class: 'asked' });
    this.words = make('div', el, { class: 'compared', 'aria-live': 'polite' });
    const row = make('div', el, { class: 'lessons-row' });
    this.leading(row);
    this.finishing = this.button(row, 'Finish', () => this.finish());
    if (source.show) this.showing = this.button(row, 'Show me', () => this.bring(this.mine.here - 1));
    this.status = make('div', el, { class: 'said', role: 'status' });
    this.place = make('div', el);
    this.kept = source.told?.(told => {
      this.kept = told;
      this.tell();
    });
  }

  put(changes) {
    const { when } = this.data;
    this.go({ ...this.source.kept?.(), [when]: { ...this.mine, ...changes } });
    clearTimeout(this.waiting);
    if (this.source.told) this.waiting = setTimeout(() => this.tell(true), WAIT);
  }

  show() {
    const { finished, here } = this.mine;
    const asking = !finished && here < this.pairs.length;
    const key = finished ? `told ${here}` : asking ? `asked ${here}` : `end ${this.missing}`;
    const second = this.data.when === 'after';
    const { activeElement: focus } = document;
    const [choosing, inside] = [this.asked.contains(focus), this.el.contains(focus)];
    if (this.shown !== key) {
      if (this.shown) this.bring(null);
      this.shown = key;
      this.asked.hidden = !asking;
      this.words.hidden = asking;
      this.words.replaceChildren();
      if (asking) this.ask();
      else if (!finished) this.close();
      else if (second) this.compare();
      else this.part();
    }
    if (asking) for (const radio of this.radios) radio.checked = radio.value === this.mine.answers[this.pair.name];
    this.intro.hidden = !asking || here > 0;
    this.finishing.hidden = finished || asking;
    this.onward.hidden = !(asking || (finished && second));
    this.onward.previousSibling.hidden = finished && !second;
    if (this.showing) this.showing.hidden = !(finished && second && here > 0);
    if (inside) this.hold(focus, asking && choosing);
    this.tell();
  }

  // What had the focus may be gone; whoever uses keys alone must not be thrown out.
  hold(focus, choosing) {
    if (focus.isConnected && focus.checkVisibility()) return;
    if (choosing) (this.radios.find(radio => radio.checked) ?? this.radios[0]).focus();
    else if (!this.finishing.hidden) this.finishing.focus();
    else this.el.focus();
  }

  head(words) {
    const { when, title } = this.data;
    this.title.textContent = `${when === 'before' ? 'Before' : 'After'} the lessons, ${title}: ${words}`;
  }

  ask() {
    const { here } = this.mine;
    const { text, options } = this.pair[this.data.when];
    this.head(`question ${here + 1} of ${this.pairs.length}`);
    this.asked.replaceChildren();
    make('legend', this.asked, { text });
    this.radios = options.map(({ name, text: answer }) => {
      const row = make('label', this.asked, { class: 'answer' });
      const radio = make('input', row, { type: 'radio', name: this.group, value: name });
      make('span', row, { text: `(${name}) ${answer}` });
      radio.addEventListener('change', () => this.choose(name));
      return radio;
    });
  }

  choose(letter) { this.put({ answers: { ...this.mine.answers, [this.pair.name]: letter } }); }

  // All questions were asked; whatever is not answered counts as not known.
  close() {
    const { missing, pairs } = this;
    this.head('all questions were asked');
    const open = missing.length
      ? `You have answered ${pairs.length - missing.length} of ${pairs.length} questions; not answered: ${missing.join(', ')}. Go back to answer them, or finish: what is not answered counts as not known.`
      : `You have answered all ${pairs.length} questions. You may still go back and change an answer.`;
    const what = this.data.when === 'before' ? '' : ' When you have finished, you see what is right.';
    make('p', this.words, { text: open + what });
  }

  part() {
    this.head('finished');
    make('p', this.words, {
      text: `Nothing is told here, because the lessons answer these questions. After ${this.data.last} you are asked equivalent ones, and then you see, question by question, what you have gained.`,
    });
  }

  compare() {
    const { here } = this.mine;
    const given = { before: this.state.before.answers, after: this.state.after.answers };
    this.head(here ? `question ${here} of ${this.pairs.length}, ${this.pairs[here - 1].lesson}` : 'what you have gained');
    if (here) compared(this.words, this.pairs[here - 1], given);
    else overview(this.words, this.pairs, given, number => this.to(number));
  }

  // Where the answers are kept, or why they are not.
  tell(late = false) {
    const { mine, kept, data, source } = this;
    const given = Object.entries(mine.answers);
    const written = kept && kept.finished === mine.finished && given.every(([name, letter]) => kept.answers?.[name] === letter);
    const place = source.told ? data.file : 'this browser';
    const none = mine.finished || mine.here === this.pairs.length ? '' : 'Nothing is judged before the end.';
    if (kept?.trouble) this.say(kept.trouble);
    else if (!given.length) this.say(none);
    else if (this.keeps === false) this.say('This browser keeps nothing: your answers are gone when the page is closed.');
    else if (!source.told || written) this.say(`${given.length} of ${this.pairs.length} answered, kept in ${place}.`);
    else if (late) this.say('Your last answer is not kept yet. If no cell is running, run this cell again.');
  }

  say(words) {
    if (this.status.textContent !== words) this.status.textContent = words; // it is read aloud
  }

  finish() { this.put({ finished: true, here: 0 }); }

  to(here) { this.put({ here: Math.min(Math.max(here, 0), pages(this.data, this.mine)) }); }

  next() {
    const { finished, here } = this.mine;
    if (finished || here < this.pairs.length) this.to(here + 1);
    else if (!this.missing.length) this.finish();
  }

  back() { this.to(this.mine.here - 1); }

  keys({ target }) {
    const { finished, here } = this.mine;
    if (finished || here >= this.pairs.length) return {};
    const letters = this.pair[this.data.when].options.map(({ name }) => [name, () => this.choose(name)]);
    return { ...Object.fromEntries(letters), ...(target.type === 'radio' ? { Enter: () => this.next() } : {}) };
  }

  end() {
    clearTimeout(this.waiting);
    super.end();
  }
}
