// What was gained between two tests, in words: over all questions, and in one of them.
import { make } from './dom.js';

// The number of the last page of a test: a finished first test has one page, a finished second one
// an overview and each question; a running one its questions and an end.
export function pages({ when, pairs }, { finished }) {
  return finished && when === 'before' ? 0 : pairs.length;
}

function verdict(pair, test, given) {
  const letter = given[test][pair.name];
  return letter === undefined ? 'open' : letter === pair[test].right ? 'right' : 'wrong';
}

const MARKS = { right: '✓ right', wrong: '✗ wrong', open: '– no answer' };

// One sentence for each kind of question that there is.
export function gained(pairs, given) {
  const of = pairs.length;
  const right = test => pairs.filter(pair => verdict(pair, test, given) === 'right').length;
  if (!Object.keys(given.before).length) {
    return [
      `${right('after')} of ${of} are right.`,
      'There are no answers from before the lessons beside this notebook, so there is nothing to compare.',
    ];
  }
  const those = (before, after) => pairs.flatMap((pair, i) => (
    (verdict(pair, 'before', given) === 'right') === before && (verdict(pair, 'after', given) === 'right') === after
      ? [i + 1] : []));
  const named = (words, numbers) => (numbers.length ? [`${words}: ${numbers.join(', ')}.`] : []);
  return [
    `${right('before')} of ${of} before, ${right('after')} of ${of} after.`,
    ...named('Gained', those(false, true)),
    ...named('Not right either time', those(false, false)),
    ...named('Right before, and not now', those(true, false)),
  ];
}

// All questions at a glance; `go(number)` leads to one, from 1.
export function overview(el, pairs, given, go) {
  make('p', el, { text: gained(pairs, given).join(' ') });
  const table = make('table', make('div', el, { class: 'wide' }), { class: 'gains' });
  const tests = Object.keys(given.before).length ? ['before', 'after'] : ['after'];
  const head = make('tr', make('thead', table));
  for (const text of ['question', ...tests]) make('th', head, { scope: 'col', text });
  const body = make('tbody', table);
  pairs.forEach((pair, i) => {
    const row = make('tr', body);
    const button = make('button', make('th', row, { scope: 'row' }), { type: 'button', text: `${i + 1}. ${pair.idea}` });
    button.addEventListener('click', () => go(i + 1));
    for (const test of tests) {
      const is = verdict(pair, test, given);
      make('td', row, { class: is, text: MARKS[is] });
    }
  });
}

// One pair: each question, what was answered, and what is right.
export function compared(el, pair, given) {
  make('p', el, { class: 'idea', text: pair.idea });
  const tests = Object.keys(given.before).length ? ['before', 'after'] : ['after'];
  for (const test of tests) one(el, pair[test], test, given[test][pair.name]);
}

function one(el, { text, options, right }, test, letter) {
  const part = make('section', el, { 'aria-label': test });
  const asked = make('p', part);
  make('b', asked, { text: test === 'before' ? 'Before: ' : 'After: ' });
  make('span', asked, { text });
  const option = name => options.find(each => each.name === name);
  const told = (mark, words, { name, text: answer, words: why }) => {
    const line = make('p', part, { class: mark });
    make('span', line, { text: `${words} (${name}) ${answer}` });
    make('br', line);
    make('span', line, { class: 'why', text: why });
  };
  if (letter === right) told('right', '✓ You answered, and it is right:', option(right));
  else {
    if (letter) told('wrong', '✗ You answered:', option(letter));
    else make('p', part, { class: 'open', text: '– You gave no answer.' });
    told('right', '✓ Right is:', option(right));
  }
}
