// The icon sprite: only the Aksel icons that templates and Python files ask for by name.

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

// {% icon "Name" %} in templates; icon="Name" in templates and in Python calls.
const ASKED_FOR = /(?:\{%\s*icon\s+|\bicon=)["']([A-Z][A-Za-z0-9]*)["']/g;

/**
 * One SVG file with a symbol for each icon in use, sorted by name.
 *
 * @param {string} sources folder whose .html and .py files are searched
 * @param {string} packages path of node_modules
 */
export async function buildSprite(sources, packages) {
  const names = new Set();
  for (const entry of await readdir(sources, { recursive: true })) {
    if (!/\.(html|py)$/.test(entry)) continue;
    const text = await readFile(join(sources, entry), "utf8");
    for (const [, name] of text.matchAll(ASKED_FOR)) names.add(name);
  }
  const symbols = [];
  for (const name of [...names].sort()) {
    const file = join(packages, "@navikt", "aksel-icons", "dist", "svg", `${name}.svg`);
    const svg = await readFile(file, "utf8").catch(() => {
      throw new Error(`There is no Aksel icon called ${name}`);
    });
    const shape = svg.replace(/^[\s\S]*?<svg[^>]*>/, "").replace(/<\/svg>[\s\S]*$/, "").trim();
    symbols.push(`<symbol id="${name}" viewBox="0 0 24 24">${shape}</symbol>`);
  }
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("\n")}</svg>\n`;
}
