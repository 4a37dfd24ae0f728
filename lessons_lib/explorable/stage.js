// The picture on the page: frames to a canvas; pointer, keys and the page's look to the kernel.
// Only the newest state is kept on the way to the kernel (ipywidgets holds back the rest), so a
// pointer message always tells the whole stroke, and no event between two messages is lost.

const KEYS = { PageDown: 'next', PageUp: 'previous', ' ': 'play', f: 'full', F: 'full' };

const make = (tag, name, parent) => {
  const node = document.createElement(tag);
  node.className = name;
  parent.append(node);
  return node;
};

// JupyterLab names its theme; elsewhere the first opaque background behind the picture tells.
function isDark(node) {
  const named = document.body.dataset.jpThemeLight;
  if (named) return named === 'false';
  for (; node; node = node.parentElement) {
    const [r, g, b, a = 1] = getComputedStyle(node).backgroundColor.match(/[\d.]+/g).map(Number);
    if (a > 0.5) return 0.3 * r + 0.6 * g + 0.1 * b < 110;
  }
  return false;
}

function render({ model, el }) {
  el.classList.add('lessons-stage');
  const title = make('div', 'title', el);
  const picture = make('div', 'picture', el);
  const canvas = make('canvas', '', picture);
  const full = make('button', 'full', picture);
  const readout = make('div', 'readout', el);
  const box = () => el.closest('.lessons-explorable') || el;
  const listeners = new AbortController();
  const on = (target, type, handler) => target.addEventListener(type, handler, { signal: listeners.signal });

  title.textContent = model.get('title');
  full.innerHTML = '<svg viewBox="0 0 16 16"><path d="M1 6V1h5M10 1h5v5M15 10v5h-5M6 15H1v-5"/></svg>';
  full.title = 'Full screen (key f)';
  full.setAttribute('aria-label', 'Full screen');
  canvas.tabIndex = 0;
  canvas.setAttribute('role', 'img');
  readout.setAttribute('role', 'status');
  // Jupyter takes a plain key for its own command (m, x, d d) unless the very element is marked.
  const shield = event => {
    if (!box().contains(event.target)) return;
    const theirs = event.ctrlKey || event.metaKey || event.altKey || event.key === 'Escape' ||
      (event.shiftKey && event.key === 'Enter');
    event.target.toggleAttribute('data-lm-suppress-shortcuts', !theirs);
  };
  window.addEventListener('keydown', shield, { capture: true, signal: listeners.signal });

  // ---- frames, in the order in which they came
  let painted = Promise.resolve();
  const paint = () => {
    const bytes = model.get('frame');
    if (!bytes || !bytes.byteLength) return;
    const [serial, alt, words, error] = ['serial', 'alt', 'readout', 'error'].map(name => model.get(name));
    if (model.get('playing')) model.send({ arrived: serial });
    const decoded = createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    painted = painted.then(() => decoded).then(bitmap => {
      if (canvas.width !== bitmap.width || canvas.height !== bitmap.height) {
        canvas.width = bitmap.width;
        canvas.height = bitmap.height;
      }
      canvas.getContext('2d').drawImage(bitmap, 0, 0);
      bitmap.close();
      canvas.setAttribute('aria-label', alt);
      canvas.dataset.serial = serial;
      speak(words, error);
    });
  };
  const speak = (words, error) => {
    readout.textContent = error || words;
    readout.classList.toggle('error', Boolean(error));
    readout.setAttribute('role', error ? 'alert' : 'status');
  };
  // An error comes without a frame; words come with theirs.
  const fail = () => {
    const error = model.get('error');
    if (error) painted = painted.then(() => speak('', error));
  };
  const shape = () => {
    const [width, height] = model.get('size');
    canvas.style.aspectRatio = `${width} / ${height}`;
    el.style.setProperty('--lessons-shape', width / height);
  };

  // ---- what the page looks like: pixels across the picture, and dark or light
  let wait;
  const look = () => {
    clearTimeout(wait);
    wait = setTimeout(() => {
      const pixels = Math.round(canvas.clientWidth * window.devicePixelRatio);
      if (!pixels) return;
      model.set('outlook', { pixels, dark: isDark(el) });
      model.save_changes();
    }, 60);
  };

  // ---- pointer and keys move points
  const point = (control, index, path) => { model.set('pointer', { control, index, path }); model.save_changes(); };
  const place = event => {
    const edge = canvas.getBoundingClientRect();
    return [(event.clientX - edge.left) / edge.width, (event.clientY - edge.top) / edge.height];
  };
  const follow = (node, start) => on(node, 'pointerdown', down => {
    const put = start(down);
    if (!put || down.button) return;
    down.preventDefault();
    node.focus({ preventScroll: true });
    node.setPointerCapture(down.pointerId);
    const path = [place(down)];
    const move = event => { path.push(...(event.getCoalescedEvents?.() || [event]).map(place)); put(path); };
    const end = () => { node.removeEventListener('pointermove', move); node.removeEventListener('pointerup', end); };
    node.addEventListener('pointermove', move);
    node.addEventListener('pointerup', end);
    put(path);
  });
  follow(canvas, () => model.get('strokes') && (path => point('', -1, [...path])));

  const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const handles = () => {
    const wanted = model.get('handles');
    const present = [...picture.querySelectorAll('.handle')];
    present.slice(wanted.length).forEach(node => node.remove());
    wanted.forEach(([control, index, x, y, words], i) => {
      let node = present[i];
      if (!node) {
        node = make('button', 'handle', picture);
        node.setAttribute('role', 'slider');
        const mine = () => model.get('handles')[i];
        follow(node, () => path => point(mine()[0], mine()[1], [path[path.length - 1]]));
        on(node, 'keydown', event => {
          const step = ARROWS[event.key];
          if (!step) return;
          event.preventDefault();
          event.stopPropagation();
          const [name, number] = mine();
          model.send({ nudge: [name, number, ...step, event.shiftKey] });
        });
      }
      node.style.left = `${100 * x}%`;
      node.style.top = `${100 * y}%`;
      node.title = words;
      node.setAttribute('aria-label', words);
      node.setAttribute('aria-valuetext', words);
    });
  };
  const strokes = () => canvas.classList.toggle('strokes', model.get('strokes'));

  // ---- keys for the presenter; clickers send PageDown and PageUp
  const screen = () => (document.fullscreenElement ? document.exitFullscreen() : box().requestFullscreen());
  on(full, 'click', screen);
  on(el, 'keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target === full) return;
    const key = /^[1-9]$/.test(event.key) ? Number(event.key) - 1 : KEYS[event.key];
    if (key === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    key === 'full' ? screen() : model.send({ key });
  });

  const watch = { 'change:serial': paint, 'change:size': shape, 'change:handles': handles, 'change:strokes': strokes };
  watch['change:error'] = fail;
  for (const [event, handler] of Object.entries(watch)) model.on(event, handler);
  shape(); paint(); handles(); strokes();
  const resized = new ResizeObserver(look);
  resized.observe(canvas);
  const themed = new MutationObserver(look);
  themed.observe(document.body, { attributes: true });
  on(window, 'resize', look);

  return () => {
    clearTimeout(wait);
    listeners.abort();
    resized.disconnect();
    themed.disconnect();
    for (const [event, handler] of Object.entries(watch)) model.off(event, handler);
  };
}

export default { render };
