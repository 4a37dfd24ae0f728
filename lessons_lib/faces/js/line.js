// The line to a source: at most two requests under way, and of those that wait only the newest
// of a kind. A source has `ask(request) -> Promise<frame>`; see `faces/__init__.py`.

const UNDER_WAY = 2;
const TARRIES = 1500; // milliseconds after which an answer is said to tarry

// Requests that a newer one of the same kind makes superfluous.
function kind({ op, control, index, values }) {
  if (op === 'set') return `set ${Object.keys(values)}`;
  return op === 'drag' ? `drag ${control} ${index}` : op === 'stroke' || op === 'look' ? op : null;
}

export class Line {
  constructor(source, { came, failed, tarries }) {
    Object.assign(this, { source, came, failed, tarries, waiting: [], underWay: [] });
  }

  get length() { return this.underWay.length + this.waiting.length; }

  // Whether a value of the control is on its way: what comes before its answer is older.
  carries(name) {
    return [...this.underWay, ...this.waiting].some(({ request }) =>
      request.op === 'set' && name in request.values);
  }

  // Resolves when the request was answered, or was made superfluous by a newer one.
  ask(request) {
    return new Promise(done => {
      const mine = kind(request);
      const older = mine && this.waiting.find(each => each.kind === mine);
      if (older) {
        older.done();
        Object.assign(older, { request, done });
      } else {
        this.waiting.push({ kind: mine, request, done });
      }
      this.next();
    });
  }

  // The run that failed has ended: what was asked of it besides must not cover the error.
  fail(error) {
    for (const each of [...this.underWay, ...this.waiting]) each.late = each.request.op === 'work';
    this.failed(error);
  }

  async next() {
    if (this.underWay.length >= UNDER_WAY || !this.waiting.length) return;
    const mine = this.waiting.shift();
    this.underWay.push(mine);
    const clock = setTimeout(() => this.tarries(true), TARRIES);
    const answer = await this.source.ask(mine.request).then(frame => ({ frame }), error => ({ error }));
    clearTimeout(clock);
    this.tarries(false);
    this.underWay.splice(this.underWay.indexOf(mine), 1);
    if (answer.error) this.fail(answer.error);
    else if (!mine.late) await this.came(answer.frame);
    mine.done();
    this.next();
  }
}
