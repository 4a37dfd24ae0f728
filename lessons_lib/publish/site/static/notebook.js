// The chapter as a notebook: what was typed goes into the file that the chapter was made from, and
// comes back from such a file.

const textOf = source => (Array.isArray(source) ? source.join('') : source);

// The notebook with the codes given by id; what a changed cell showed before is left out.
export function withCodes(notebook, codes) {
  const cells = notebook.cells.map(cell => {
    const code = codes.get(cell.id);
    if (cell.cell_type !== 'code' || code === undefined || code === textOf(cell.source)) return cell;
    return { ...cell, source: code, outputs: [], execution_count: null };
  });
  return { ...notebook, cells };
}

// The codes in a notebook, by the ids given. Some programs give cells new ids: then, if there are as
// many code cells as in the original, their order tells.
export function codesIn(notebook, original) {
  const code = ({ cells }) => cells.filter(cell => cell.cell_type === 'code');
  const [mine, theirs] = [code(original), code(notebook)];
  const ids = new Set(mine.map(cell => cell.id));
  const known = theirs.filter(cell => ids.has(cell.id));
  if (known.length) return new Map(known.map(cell => [cell.id, textOf(cell.source)]));
  if (theirs.length !== mine.length) return new Map();
  return new Map(theirs.map((cell, number) => [mine[number].id, textOf(cell.source)]));
}

export function saved(notebook, name) {
  const blob = new Blob([JSON.stringify(notebook, null, 1) + '\n'], { type: 'application/x-ipynb+json' });
  const link = Object.assign(document.createElement('a'), { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
