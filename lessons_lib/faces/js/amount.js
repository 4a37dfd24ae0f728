// Amounts, and how they change, in words.

const PARTS = { 2: 'a half', 3: 'a third', 4: 'a quarter', 5: 'a fifth', 10: 'a tenth',
  100: 'a hundredth', 1000: 'a thousandth', 1e6: 'a millionth' };
const RAISED = { 0: '⁰', 1: '¹', 2: '²', 3: '³', 4: '⁴', 5: '⁵', 6: '⁶', 7: '⁷', 8: '⁸', 9: '⁹', '-': '⁻' };

// A number in two significant digits.
export function figures(value) {
  const size = Math.abs(value);
  if (size === 0) return '0';
  if (size >= 1e-3 && size < 1e5) return String(Number(value.toPrecision(size >= 100 ? 3 : 2))).replace('-', '−');
  const [digits, power] = value.toExponential(1).split('e');
  const raised = String(Number(power)).replace(/./g, sign => RAISED[sign]);
  const front = Number(digits) === 1 ? '' : `${Number(digits)} · `.replace('-', '−');
  return `${front}10${raised}`;
}

// A number on an axis, as it was chosen.
export function tick(value) {
  const size = Math.abs(value);
  return size === 0 || (size >= 1e-3 && size < 1e5) ? String(value).replace('-', '−') : figures(value);
}

// A factor: "3 times", "a quarter of".
export function times(factor) {
  if (factor >= 1) return `${figures(factor)} times`;
  if (factor > 0.55) return `${Math.round(100 * factor)} % of`;
  const over = Number((1 / factor).toPrecision(1));
  if (PARTS[over]) return `${PARTS[over]} of`;
  return over < 20 ? `1/${over} of` : `${figures(Number(factor.toPrecision(1)))} of`;
}

// What happens from one value to another, as the rest of "it will ..." and of "it ...".
export function change(from, to, log) {
  const same = log ? Math.abs(Math.log(to / from)) < 0.14 : from === to;
  if (same) return ['stay about the same', 'stays about the same'];
  const both = rest => [`${to > from ? 'rise' : 'fall'} ${rest}`, `${to > from ? 'rises' : 'falls'} ${rest}`];
  return both(log ? `to ${times(to / from)} its first value` : `from ${figures(from)} to ${figures(to)}`);
}

// The same of a whole curve: one that turns is told by its turn, a flat one by its range.
export function course(values, shape, log) {
  const first = values[0];
  if (shape === 'flat') {
    const range = `between ${figures(Math.min(...values))} and ${figures(Math.max(...values))}`;
    return [`stay ${range}`, `stays ${range}`];
  }
  const last = values.at(-1);
  if (shape !== 'peaks' && shape !== 'dips') return change(first, last, log);
  const peak = shape === 'peaks';
  const turn = figures(peak ? Math.max(...values) : Math.min(...values));
  const [up, down] = peak ? ['rise', 'fall'] : ['fall', 'rise'];
  const told = s => `${up}${s} from ${figures(first)} to ${turn} and then ${down}${s} to ${figures(last)}`;
  return [told(''), told('s')];
}
