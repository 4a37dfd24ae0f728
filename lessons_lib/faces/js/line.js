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
    Object.assign(this, { source, came, failed, tarries, waiting: [], underWay: 0 });
  }

  get idle() { return !this.underWay && !this.waiting.length; }

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

  async next() {
    if (this.underWay >= UNDER_WAY || !this.waiting.length) return;
    const { request, done } = this.waiting.shift();
    this.underWay += 1;
    const clock = setTimeout(() => this.tarries(true), TARRIES);
    try {
      await this.came(await this.source.ask(request), request);
    } catch (error) {
      this.failed(error);
    } finally {
      clearTimeout(clock);
      this.tarries(false);
      this.underWay -= 1;
      done();
      this.next();
    }
  }
}
