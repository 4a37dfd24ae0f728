// Page Down and Page Up, what a presenter's clicker sends, while the focus is anywhere in a panel.
const KEYS = { PageDown: 'Next', PageUp: 'Back' };

function render({ model, el }) {
  const box = () => el.closest('.lessons-panel');
  const heard = event => {
    const button = KEYS[event.key];
    // A picture in the panel has its own.
    if (!button || !box()?.contains(event.target) || event.target.closest('.lessons-explorable')) return;
    event.preventDefault();
    // Before Jupyter scrolls the page, and before a slider takes five steps at once.
    event.stopPropagation();
    model.send({ button });
  };
  window.addEventListener('keydown', heard, { capture: true });
  // A click on its words gives it the focus.
  requestAnimationFrame(() => box()?.setAttribute('tabindex', '-1'));
  return () => window.removeEventListener('keydown', heard, { capture: true });
}

export default { render };
