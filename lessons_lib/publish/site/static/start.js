// Brings a chapter to life: its pictures, panels and code cells.
import { start } from './page.js';

start();
