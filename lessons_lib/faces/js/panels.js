// Every kind of panel: what its data call it, and its face.
import { QuizFace } from './quiz.js';
import { DerivationFace } from './derivation.js';
import { PredictionFace } from './prediction.js';
import { SolutionFace } from './solution.js';
import { TestFace } from './test.js';

const PANELS = {
  quiz: QuizFace, derivation: DerivationFace, prediction: PredictionFace, solution: SolutionFace,
  test: TestFace,
};

// Shows a panel in an element; see `panel.js` for what a source may have.
export function showPanel(el, data, source = {}) {
  return new PANELS[data.kind](el, data, source);
}
