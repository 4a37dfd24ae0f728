// A picture's state as a call: Theorem(units=12, eps=0.05). Read, never evaluated.

const TOKEN = /\s*(?:([A-Za-z_]\w*)|(-?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)|("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|([()[\],=]))/y;
const WORDS = { True: true, False: false, None: null };
const ESCAPES = { n: '\n', t: '\t' };

function tokens(text) {
  const found = [];
  TOKEN.lastIndex = 0;
  while (text.slice(TOKEN.lastIndex).trim()) {
    const match = TOKEN.exec(text);
    if (!match) throw new SyntaxError(`not a call: ${text}`);
    const [, name, number, quoted, sign] = match;
    if (name !== undefined) found.push({ name });
    else if (number !== undefined) found.push({ value: Number(number) });
    else if (quoted !== undefined) {
      found.push({ value: quoted.slice(1, -1).replace(/\\(.)/gs, (_, letter) => ESCAPES[letter] ?? letter) });
    } else found.push({ sign });
  }
  return found;
}

class Reader {
  constructor(text) { Object.assign(this, { left: tokens(text), text }); }

  fail() { throw new SyntaxError(`not a call: ${this.text}`); }

  is(sign) { return this.left[0]?.sign === sign; }

  take(sign) {
    const next = this.left.shift();
    if (!next || (sign && next.sign !== sign)) this.fail();
    return next;
  }

  value() {
    const next = this.take();
    if ('value' in next) return next.value;
    if (next.name in WORDS) return WORDS[next.name];
    const close = { '(': ')', '[': ']' }[next.sign] ?? this.fail();
    const items = [];
    while (!this.is(close)) {
      items.push(this.value());
      if (!this.is(close)) this.take(',');
    }
    this.take(close);
    return items;
  }

  call() {
    const { name = this.fail() } = this.take();
    const values = {};
    this.take('(');
    while (!this.is(')')) {
      const { name: key = this.fail() } = this.take();
      this.take('=');
      values[key] = this.value();
      if (!this.is(')')) this.take(',');
    }
    this.take(')');
    if (this.left.length) this.fail();
    return { name, values };
  }
}

// {name, values} of a call with named arguments; SyntaxError for anything else.
export function readCall(text) { return new Reader(text).call(); }

export function written(value) {
  if (typeof value === 'string') return `"${value.replace(/[\\"]/g, '\\$&').replace(/\n/g, '\\n')}"`;
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (Array.isArray(value)) return `(${value.map(written).join(', ')}${value.length === 1 ? ',' : ''})`;
  return value === null ? 'None' : String(value);
}

export function writeCall(name, values) {
  return `${name}(${Object.entries(values).map(([key, value]) => `${key}=${written(value)}`).join(', ')})`;
}

export const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

// Those of the values that are not the others'.
export function changed(values, others) {
  return Object.fromEntries(Object.entries(values).filter(([name, value]) => !same(value, others[name])));
}

// A call's text with the new values in place of those it had.
export function rewritten(code, before, after) {
  let text = code;
  for (const [name, value] of Object.entries(changed(after, before))) {
    const old = new RegExp(`([(,]\\s*${name}=)(?:"(?:[^"\\\\]|\\\\.)*"|'(?:[^'\\\\]|\\\\.)*'|[-+.\\w]+)(?=[,)])`);
    text = text.replace(old, (_, head) => head + written(value));
  }
  return text;
}
