// A quiz: one question at a time, its answers as radio buttons, and what is said of the chosen one.
import { make } from './dom.js';
import { Panel } from './panel.js';

let quizzes = 0; // radio buttons of two quizzes must not share a name

export class QuizFace extends Panel {
  // `tries` are, for each question, the numbers of the answers given so far.
  constructor(el, data, source = {}) {
    super(el, data, source, { here: 0, tries: data.questions.map(() => []) });
  }

  get question() { return this.data.questions[this.state.here]; }
  get tries() { return this.state.tries[this.state.here]; }

  build() {
    const { el } = this;
    this.name = `lessons-quiz-${quizzes += 1}`;
    this.asked = make('fieldset', el, { class: 'asked' });
    const row = make('div', el, { class: 'lessons-row' });
    this.button(row, 'Check', () => this.check());
    if (this.source.show) this.button(row, 'Show me', () => this.bring(this.state.here));
    this.leading(row);
    this.status = make('div', el, { class: 'said', role: 'status' });
    this.place = make('div', el);
  }

  show() {
    if (this.shown !== this.question) this.ask();
    const last = this.tries.at(-1);
    if (last === undefined) this.status.textContent = '';
    else {
      this.radios[last].checked = true;
      this.status.textContent = `${this.question.answers[last].said}\n${this.summary}`;
    }
  }

  ask() {
    const { asked, data, question, state } = this;
    if (this.shown) this.bring(null);
    this.shown = question;
    this.title.textContent = `Question ${state.here + 1} of ${data.questions.length}, from ${question.lesson}`;
    asked.replaceChildren();
    make('legend', asked, { text: question.text });
    this.radios = question.answers.map(({ text }) => {
      const row = make('label', asked, { class: 'answer' });
      const radio = make('input', row, { type: 'radio', name: this.name });
      make('span', row, { text });
      return radio;
    });
  }

  check() {
    const chosen = this.radios.findIndex(radio => radio.checked);
    if (chosen < 0) {
      this.status.textContent = 'Choose an answer first.';
      return;
    }
    const { here, tries } = this.state;
    this.go({ tries: tries.map((each, i) => (i === here ? [...each, chosen] : each)) });
  }

  get summary() {
    const { questions } = this.data;
    const tried = questions.map((question, i) =>
      this.state.tries[i].map(number => question.answers[number].right));
    const done = tried.filter(rights => rights.includes(true)).length;
    const atOnce = tried.filter(rights => rights[0]).length;
    const back = new Set(questions.filter((_, i) => tried[i][0] === false).map(({ lesson }) => lesson));
    const again = back.size ? ` To look at again: ${[...back].sort().join('; ')}.` : '';
    return `${done} of ${questions.length} answered, ${atOnce} at the first try.${again}`;
  }

  to(here) { this.go({ here: Math.min(Math.max(here, 0), this.data.questions.length - 1) }); }
  next() { this.to(this.state.here + 1); }
  back() { this.to(this.state.here - 1); }

  keys({ target, shiftKey }) {
    return target.type === 'radio' && !shiftKey ? { Enter: () => this.check() } : {};
  }
}
