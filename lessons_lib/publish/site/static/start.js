// Brings a chapter to life: its pictures, panels and code cells.
const page = await import('./page.js').catch(() => null);
page?.start();
