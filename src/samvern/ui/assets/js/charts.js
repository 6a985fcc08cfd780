// Draws a Vega specification. Expressions are interpreted, never compiled to code, so that the
// page's security policy needs no exception.

import { parse, View } from "vega";
import { expressionInterpreter } from "vega-interpreter";

const views = new WeakMap();

/**
 * @param {HTMLElement} stage where the chart goes; an earlier one there is taken down
 * @param {object} specification a Vega specification with its colours in it
 */
export async function render(stage, specification) {
  views.get(stage)?.finalize();
  const view = new View(parse(specification, null, { ast: true }), {
    expr: expressionInterpreter,
    renderer: "svg",
    container: stage,
    hover: true,
  });
  views.set(stage, view);
  await view.runAsync();
}
