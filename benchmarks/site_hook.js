// Measures a chapter from inside, in whatever browser shows it, and posts what it found.
const pause = ms => new Promise(done => { setTimeout(done, ms); });
const frame = () => new Promise(done => { requestAnimationFrame(() => setTimeout(done)); });
const median = list => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];

async function until(test, most = 180000) {
  const begun = performance.now();
  for (let found; performance.now() - begun < most; await pause(2)) {
    if ((found = test())) return found;
  }
  throw new Error(`waited in vain for ${test}`);
}

const post = body => fetch('/found', { method: 'POST', body: JSON.stringify(body) });
const parameters = new URLSearchParams(location.search);

async function measure() {
  const found = { load: performance.now() };
  await pause(2500);
  await post({ mark: 'first view' });
  const place = [...document.querySelectorAll('.lessons-place')].find(el => el.dataset.name === parameters.get('picture'));
  place.scrollIntoView();
  const canvas = await until(() => place.querySelector('canvas[data-serial]'));
  const slider = place.querySelector('input[type=range]');
  const serial = () => Number(canvas.dataset.serial);

  // From a hand's event to the picture's paint.
  async function step(by) {
    const before = serial();
    const begun = performance.now();
    slider.value = Number(slider.value) + by;
    slider.dispatchEvent(new Event('input', { bubbles: true }));
    await until(() => serial() > before);
    await frame();
    return performance.now() - begun;
  }

  slider.focus();
  const touched = performance.now();
  found.touch = await step(1);
  found.record = median([await step(1), await step(1), await step(1), await step(-1), await step(-1)]);
  await until(() => document.documentElement.dataset.python === 'ready');
  found.ready = performance.now() - touched;
  const last = serial();
  await until(() => serial() > last);
  found.live = performance.now() - touched;
  const keys = [];
  for (let n = 0; n < 40; n += 1) keys.push(await step(n % 2 ? -1 : 1) );
  found.key = median(keys);
  found.slowest = Math.max(...keys);
  const begun = [performance.now(), serial()];
  for (let n = 0; performance.now() - begun[0] < 3000; n += 1) {
    slider.value = Number(slider.value) + (Math.floor(n / 20) % 2 ? -1 : 1);
    slider.dispatchEvent(new Event('input', { bubbles: true }));
    await pause(16);
  }
  found.frames = (serial() - begun[1]) / 3;
  await post({ mark: 'alive' });
  return found;
}

const found = await measure().catch(error => ({ error: String(error) }));
await post({ visit: parameters.get('visit'), ...found });
if (parameters.get('visit') === 'first' && !found.error) {
  await pause(4000); // for what keeps the visit's files
  location.search = location.search.replace('first', 'second');
}
