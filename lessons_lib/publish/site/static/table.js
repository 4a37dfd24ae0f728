// A table of the reader's own, handed to the Python in the page as a file. It never leaves the machine.
import { make } from './dom.js';

export function tableField(cell) {
  const label = make('label', cell.tools, { class: 'file', text: 'Take a CSV file of yours' });
  const input = make('input', label, { type: 'file', accept: '.csv,text/csv' });
  input.addEventListener('change', async () => {
    const [file] = input.files;
    if (!file) return;
    try {
      await window.lessonsPython.write(file.name, new Uint8Array(await file.arrayBuffer()));
      const first = (await file.text()).split(/\r?\n/, 1)[0];
      cell.say(`Write data="${file.name}" in the code, and the name of a column as the target. The columns are: ${first}.`);
    } catch (error) {
      cell.say(error.message);
    }
  });
}
