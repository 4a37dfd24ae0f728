// What a reader typed, kept by the browser under the chapter's and the cell's name. Where the browser
// keeps nothing (a private window, a frame), the page works on without.

const CHAPTER = location.pathname.split('/').pop().replace(/\.html$/, '');
const name = id => `lessons:code:${CHAPTER}:${id}`;

export function kept(id) {
  try {
    return localStorage.getItem(name(id));
  } catch {
    return null;
  }
}

// null forgets.
export function keep(id, code) {
  try {
    if (code === null) localStorage.removeItem(name(id));
    else localStorage.setItem(name(id), code);
  } catch { /* not kept, then */ }
}
