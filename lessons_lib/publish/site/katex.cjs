// Answers each line {formula, display} with a line {html} or {error}.
const katex = require(process.argv[2]);

// A sign that KaTeX has no font for, such as ½, is drawn in the page's own.
const FONTLESS = ['unknownSymbol', 'symbolNotInFont'];
const strict = code => (FONTLESS.includes(code) ? 'ignore' : 'error');
console.warn = () => {};

require('node:readline').createInterface({ input: process.stdin }).on('line', line => {
  const { formula, display } = JSON.parse(line);
  let answer;
  try {
    answer = { html: katex.renderToString(formula, { displayMode: display, strict, throwOnError: true }) };
  } catch (error) {
    answer = { error: error.message };
  }
  process.stdout.write(JSON.stringify(answer) + '\n');
});
