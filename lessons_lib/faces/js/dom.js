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
