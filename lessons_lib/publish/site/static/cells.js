// All code cells of a chapter, and the row of links in which they are saved and loaded.
import { make } from './dom.js';
import { Cell } from './cell.js';
import { codesIn, saved, withCodes } from './notebook.js';

// `mount(el, place)` shows in an element what a cell gave: a picture or a panel.
export function startCells({ mount }) {
  const cells = [...document.querySelectorAll('.lessons-cell')].map(el => new Cell(el, mount));
  const row = document.querySelector('.lessons-links');
  if (row && cells.length) new Files(row, cells);
  return cells;
}

class Files {
  constructor(row, cells) {
    Object.assign(this, { row, cells });
    this.button('Save my notebook', () => this.save());
    const label = make('label', row, { class: 'file', text: 'Load my notebook' });
    const input = make('input', label, { type: 'file', accept: '.ipynb' });
    input.addEventListener('change', () => this.load(input));
    this.button('Run all code', () => this.runAll());
    this.said = make('span', row, { class: 'said', role: 'status' });
  }

  button(text, work) {
    make('button', this.row, { type: 'button', text }).addEventListener('click', work);
  }

  say(words) { this.said.textContent = words; }

  async original() {
    const answer = await fetch(this.row.dataset.notebook);
    if (!answer.ok) throw new Error('The notebook of this lesson cannot be read.');
    return answer.json();
  }

  async save() {
    const codes = new Map(this.cells.map(cell => [cell.id, cell.code]));
    const name = this.row.dataset.notebook.split('/').pop();
    await this.telling(async () => saved(withCodes(await this.original(), codes), name));
  }

  async load(input) {
    await this.telling(async () => {
      const codes = codesIn(JSON.parse(await input.files[0].text()), await this.original());
      const changed = this.cells.filter(cell => codes.has(cell.id) && codes.get(cell.id) !== cell.code);
      for (const cell of changed) cell.code = codes.get(cell.id);
      if (!codes.size) throw new Error('this is not the notebook of this lesson');
      this.say(changed.length === 1 ? '1 cell was taken from your notebook.' : `${changed.length} cells were taken from your notebook.`);
    }, 'That file was not taken: ');
    input.value = '';
  }

  async runAll() {
    for (const cell of this.cells) {
      if (!cell.editor) await cell.open();
      await cell.run();
    }
  }

  async telling(work, before = '') {
    this.say('');
    await work().catch(error => this.say(`${before}${error.message}.`.replace(/\.\.$/, '.')));
  }
}
