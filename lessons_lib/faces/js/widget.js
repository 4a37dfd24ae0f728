// The face of an explorable in one widget, its kernel the source.
import { Face } from './face.js';
import { Kernel } from './kernel.js';

function render({ model, el }) {
  const source = new Kernel(model);
  const face = new Face(el, model.get('spec'), source);
  return () => { face.end(); source.end(); };
}

export default { render };
