// An editor of code: CodeMirror, or a textarea where that cannot be loaded.
import { make } from './dom.js';

const loading = () => import('./codemirror.js').catch(() => null);
let loaded;

// `changed(code)` is called at each change, `run()` on Shift or Control with Enter.
export async function editor(parent, code, { label, changed, run }) {
  const found = await (loaded ??= loading());
  return found ? found.edit(parent, code, { label, changed, run }) : plain(parent, code, { label, changed, run });
}

function plain(parent, code, { label, changed, run }) {
  const area = make('textarea', parent, { class: 'lessons-editor', 'aria-label': label, spellcheck: 'false', wrap: 'off' });
  const fit = () => { area.rows = area.value.split('\n').length; };
  area.value = code;
  fit();
  area.addEventListener('input', () => { fit(); changed(area.value); });
  area.addEventListener('keydown', event => {
    if (event.key !== 'Enter' || !(event.shiftKey || event.ctrlKey)) return;
    event.preventDefault();
    run();
  });
  return {
    get code() { return area.value; },
    set code(text) { area.value = text; fit(); },
  };
}
