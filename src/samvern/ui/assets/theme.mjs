// The theme: Designsystemet's own token tool turns theme.json into CSS variables.

import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

const DARK = /^@layer ds\.theme\.color-scheme\.dark \{[\s\S]*?(?=^@layer )/m;

/**
 * The theme's CSS, dark only on screens, from the cache when neither the configuration nor the tool has changed.
 *
 * @param {string} config path of theme.json
 * @param {string} packages path of node_modules
 */
export async function buildTheme(config, packages) {
  const tool = join(packages, "@digdir", "designsystemet");
  const { version, bin } = JSON.parse(await readFile(join(tool, "package.json"), "utf8"));
  const settings = await readFile(config);
  const hash = createHash("sha256").update(settings).update(version).update(String(DARK));
  const key = hash.digest("hex").slice(0, 16);
  const cache = join(packages, ".cache", "samvern-theme");
  const kept = join(cache, `${key}.css`);
  const known = await readFile(kept, "utf8").catch(() => null);
  if (known !== null) return known;

  const work = await mkdtemp(join(tmpdir(), "samvern-theme-"));
  const tokens = (...args) =>
    run(process.execPath, [join(tool, bin), "tokens", ...args], { cwd: work });
  try {
    await writeFile(join(work, "theme.json"), settings);
    await tokens("create", "--config", "theme.json");
    await tokens("build", "--config", "theme.json", "--tokens", "tokens", "--out-dir", "css");
    const built = await readFile(join(work, "css", "samvern.css"), "utf8");
    const css = built.replace(DARK, (dark) => `@media screen {\n${dark}}\n`);
    if (css === built) throw new Error("The theme has no dark colours to keep from paper");
    await mkdir(cache, { recursive: true });
    await writeFile(kept, css);
    return css;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
