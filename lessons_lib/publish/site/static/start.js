// Brings a chapter to life: its pictures, panels and code cells.
import { start } from './page.js';
import { startScrolling } from './scroll.js';

startScrolling();
start();
