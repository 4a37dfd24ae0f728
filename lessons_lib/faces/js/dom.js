// Small words for the page's own elements.

export function make(tag, parent, attributes = {}) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === 'text') node.textContent = value;
    else if (value !== false) node.setAttribute(name, value === true ? '' : value);
  }
  parent.append(node);
  return node;
}

// JupyterLab names its theme; elsewhere the first opaque background behind the picture tells.
export function isDark(node) {
  const named = document.body.dataset.jpThemeLight;
  if (named) return named === 'false';
  for (; node; node = node.parentElement) {
    const [r, g, b, a = 1] = getComputedStyle(node).backgroundColor.match(/[\d.]+/g).map(Number);
    if (a > 0.5) return 0.3 * r + 0.6 * g + 0.1 * b < 110;
  }
  return false;
}

export function fullScreenButton(parent, go) {
  const button = make('button', parent, { type: 'button', class: 'tool full', 'aria-label': 'Full screen', title: 'Full screen (key f)' });
  button.innerHTML = '<svg viewBox="0 0 16 16"><path d="M1 6V1h5M10 1h5v5M15 10v5h-5M6 15H1v-5"/></svg>';
  button.addEventListener('click', go);
}

export function fullScreen(box) {
  document.fullscreenElement === box ? document.exitFullscreen() : box.requestFullscreen();
}

// Jupyter takes a plain key for its own command (m, x, d d) unless the very element is marked.
export function keepKeys(el, signal) {
  window.addEventListener('keydown', event => {
    if (!el.contains(event.target)) return;
    const theirs = event.ctrlKey || event.metaKey || event.altKey || event.key === 'Escape' ||
      (event.shiftKey && event.key === 'Enter');
    event.target.toggleAttribute('data-lm-suppress-shortcuts', !theirs);
  }, { capture: true, signal });
}

// Whether the text is on the clipboard. Pages without https, and some frames, have no clipboard of
// their own and copy what is selected.
export async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = make('textarea', document.body, { style: 'position: fixed; opacity: 0' });
    area.value = text;
    area.select();
    const done = document.execCommand('copy');
    area.remove();
    return done;
  }
}
