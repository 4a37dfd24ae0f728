// A panel in one widget: its state is kept in the model, its pictures are brought by the kernel.
import { showPanel } from './panels.js';
import { Kernel } from './kernel.js';

function render({ model, el }) {
  const kernel = new Kernel(model);
  let heard, hearing;
  const face = showPanel(el, model.get('data'), {
    kept: () => model.get('state'),
    keep: state => {
      model.set('state', state);
      model.save_changes();
    },
    changed: listener => model.on('change:state', heard = () => listener(model.get('state'))),
    told: listener => {
      model.on('change:told', hearing = () => listener(model.get('told')));
      return model.get('told');
    },
    show: number => kernel.ask({ number }),
  });
  return () => {
    face.end();
    kernel.end();
    model.off('change:state', heard);
    model.off('change:told', hearing);
  };
}

export default { render };
