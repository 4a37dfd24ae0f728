// What is too wide for the page scrolls on its own; then the keyboard reaches it.

const WIDE = '.katex-display, .table-wrapper';

export function startScrolling() {
  const watch = new ResizeObserver(entries => entries.forEach(({ target }) => reach(target)));
  document.querySelectorAll(WIDE).forEach(node => watch.observe(node));
}

function reach(node) {
  if (node.scrollWidth > node.clientWidth) node.tabIndex = 0;
  else node.removeAttribute('tabindex');
}
