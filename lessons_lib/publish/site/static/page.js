// Brings a chapter to life: pictures and panels where the page has a place for them.
import { Face } from './face.js';
import { showPanel } from './panels.js';
import { Live, asked } from './live.js';
import { Python } from './python.js';
import { Record } from './record.js';
import { Status, wanted } from './status.js';
import { make } from './dom.js';
import { startCells } from './cells.js';

const ROOT = new URL('../../', import.meta.url);
const NEAR = '800px'; // of the window: what is as near is brought to life
const python = new Python();
const shown = new WeakMap(); // what stands at a place, by its element
const named = new Map(); // places of pictures by the name that an address has for them

window.lessonsPython = python;

export function start() {
  python.wanted = wanted();
  new Status(python);
  for (const el of document.querySelectorAll('.lessons-panel-place')) bringPanel(el);
  const near = new IntersectionObserver(entries => {
    for (const { isIntersecting, target } of entries) {
      if (isIntersecting) bringPicture(target);
    }
  }, { rootMargin: NEAR });
  for (const el of document.querySelectorAll('.lessons-place')) {
    name(el);
    near.observe(el);
  }
  addEventListener('hashchange', follow);
  follow();
  if (navigator.serviceWorker) remember().catch(() => {}); // a browser that keeps nothing
  startCells({ mount });
}

// A second picture of one class in a chapter is Theorem_2.
function name(el) {
  const { name: plain } = el.dataset;
  let number = 1;
  while (named.has(number === 1 ? plain : `${plain}_${number}`)) number += 1;
  el.lessonsName = number === 1 ? plain : `${plain}_${number}`;
  named.set(el.lessonsName, el);
}

// ---- pictures

function bringPicture(el) {
  if (!shown.has(el)) {
    shown.set(el, bring(el).catch(error => {
      console.error(error); // what the page shows already stays
      return null;
    }));
  }
  return shown.get(el);
}

async function bring(el) {
  const still = el.querySelector('img');
  const record = await Record.open(new URL(el.dataset.record, ROOT), async () => {
    still.loading = 'eager'; // it may be asked for before it is in sight
    await still.decode();
    return still;
  });
  const { lesson, cell } = el.dataset;
  const source = new Live({ el, python, record, name: el.lessonsName, make: () => made(lesson, cell) });
  const load = () => record.load().catch(() => {});
  el.addEventListener('pointerenter', load, { once: true });
  el.addEventListener('focusin', load, { once: true });
  return face(el, record.spec, source);
}

async function made(lesson, cell) {
  const { place, error } = await python.cell(lesson, cell);
  if (!place) throw new Error(error || 'This cell shows no picture.');
  return place.key;
}

// The face takes the place of what stood there once its first picture is drawn.
async function face(el, spec, source) {
  const before = [...el.childNodes];
  el.classList.add('lessons-explorable');
  const box = make('div', el);
  const it = new Face(box, spec, source);
  await new Promise(done => {
    const drawn = new MutationObserver(() => { drawn.disconnect(); done(); });
    drawn.observe(it.picture.canvas, { attributeFilter: ['data-serial'] });
  });
  for (const node of before) node.remove();
  return { end: () => { it.end(); source.end(); box.remove(); }, face: it, source };
}

// Shows what a cell has given (see `Python.cell`) in an element, in place of what stood there.
export async function mount(el, place) {
  const before = await shown.get(el);
  const going = mounted(el, place);
  shown.set(el, going);
  const it = await going;
  before?.end();
  return it;
}

function mounted(el, place) {
  if (place.kind === 'panel') return panel(el, place.data, { key: place.key });
  const make = async () => place.key;
  return face(el, place.spec, new Live({ el, python, name: el.lessonsName ?? place.spec.name, make }));
}

// ---- panels

function bringPanel(el) {
  const data = JSON.parse(el.querySelector('script[type="application/json"]').textContent);
  shown.set(el, panel(el, data, { lesson: el.dataset.lesson, cell: el.dataset.cell }));
}

function panel(el, data, { key = null, lesson, cell }) {
  const box = document.createElement('div');
  const own = `${location.pathname} ${lesson ?? key} ${cell ?? ''}`;
  const memory = `lessons ${data.kind === 'test' ? data.part : own}`; // a test is compared with one on another page
  let picture = null;
  const source = {
    kept: () => read(memory),
    keep: state => write(memory, state),
    changed: listener => el.addEventListener('lessons-tried', ({ detail: right }) => {
      const state = read(memory) ?? {};
      const tried = right ? data.needed : Math.min((state.tried ?? 0) + 1, data.needed);
      write(memory, { ...state, tried });
      listener({ ...state, tried });
    }),
    async show(number, place) {
      picture?.end();
      picture = null;
      if (number === null) return place.replaceChildren();
      const owner = key ?? await made(lesson, cell);
      const found = await python.show(owner, number);
      place.replaceChildren();
      picture = await mounted(make('div', place), found);
    },
  };
  el.classList.add('lessons-panel');
  el.replaceChildren(box);
  const it = showPanel(box, data, source);
  return { end: () => { it.end(); picture?.end(); box.remove(); } };
}

function read(name) {
  try {
    return JSON.parse(localStorage.getItem(name)) ?? undefined;
  } catch {
    return undefined;
  }
}

function write(name, state) {
  try {
    localStorage.setItem(name, JSON.stringify(state));
    return true;
  } catch {
    return false; // a browser that keeps nothing
  }
}

// ---- addresses

// A picture in the state that the address asks for.
async function follow() {
  const call = asked(location.hash);
  const el = call && named.get(call.name);
  if (!el) return;
  const it = await bringPicture(el);
  el.scrollIntoView();
  if (it) await it.face.ask({ op: 'set', values: { ...it.source.first.values, ...call.values } });
}

// ---- the second visit

async function remember() {
  await navigator.serviceWorker.register(new URL('sw.js', ROOT));
  const { active } = await navigator.serviceWorker.ready;
  const seen = performance.getEntriesByType('resource').map(({ name: address }) => address);
  active.postMessage({ keep: [location.href.replace(/#.*/, ''), ...seen] });
}
