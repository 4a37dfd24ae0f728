// The editor of code cells, bundled for the site by esbuild. Tab leaves it, as keyboard users need.
import { EditorState } from '@codemirror/state';
import { EditorView, keymap, drawSelection, highlightSpecialChars } from '@codemirror/view';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from '@codemirror/language';
import { python } from '@codemirror/lang-python';
import { classHighlighter } from '@lezer/highlight';

// `changed(code)` is called at each change, `run()` on Shift or Control with Enter.
export function edit(parent, code, { label, changed, run }) {
  const running = ['Shift-Enter', 'Mod-Enter'].map(key => ({ key, run: () => { run(); return true; } }));
  const view = new EditorView({
    parent,
    doc: code,
    extensions: [
      keymap.of(running),
      keymap.of([...defaultKeymap, ...historyKeymap]),
      history(),
      drawSelection(),
      highlightSpecialChars(),
      bracketMatching(),
      indentOnInput(),
      indentUnit.of('    '),
      EditorState.tabSize.of(4),
      python(),
      syntaxHighlighting(classHighlighter),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false' }),
      EditorView.updateListener.of(update => update.docChanged && changed(view.state.doc.toString())),
    ],
  });
  return {
    get code() { return view.state.doc.toString(); },
    set code(text) { view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } }); },
  };
}
