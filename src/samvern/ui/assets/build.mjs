// Builds the front end: assets/ and the packages of package-lock.json -> static/samvern/.
//
// Every file gets the hash of its content in its name, so that browsers may keep it for ever;
// manifest.json tells which name is current. The same input gives the same bytes.

import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

import { buildSprite } from "./icons.mjs";
import { buildTheme } from "./theme.mjs";

const ASSETS = dirname(fileURLToPath(import.meta.url));
const SOURCES = join(ASSETS, "..", "..");
const PACKAGES = join(SOURCES, "..", "..", "node_modules");
const TARGET = process.argv[2] ?? join(ASSETS, "..", "static", "samvern");
const FONTS = join(PACKAGES, "@fontsource-variable", "inter", "files");
const BROWSERS = ["chrome111", "firefox115", "safari16.4"];

const work = `${TARGET}.new`;
const manifest = {};
// What is not bundled by esbuild but copied: it names its packages here by itself.
const used = new Set(["@fontsource-variable/inter", "@navikt/aksel-icons"]);

/** Write a file under a name with its content's hash; returns that name. */
async function emit(name, content) {
  const bytes = Buffer.from(content);
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 12);
  const extension = extname(name);
  const hashed = `${basename(name, extension)}.${hash}${extension}`;
  await writeFile(join(work, hashed), bytes);
  manifest[name] = hashed;
  return hashed;
}

async function bundle(options) {
  const { outputFiles, metafile } = await build({
    absWorkingDir: ASSETS,
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    target: BROWSERS,
    legalComments: "none",
    logLevel: "warning",
    ...options,
  });
  for (const input of Object.keys(metafile.inputs)) {
    const found = input.match(/.*node_modules\/((?:@[^/]+\/)?[^/]+)\//);
    if (found) used.add(found[1]);
  }
  return outputFiles[0].contents;
}

/** The licence texts of every package whose work is in the build; they ask to go along. */
async function licences() {
  const parts = [];
  for (const name of [...used].sort()) {
    const folder = join(PACKAGES, name);
    const { version, license } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
    const file = (await readdir(folder)).sort().find((each) => /^licen[cs]e/i.test(each));
    const text = file ? await readFile(join(folder, file), "utf8") : "";
    parts.push(`${name} ${version} (${license})\n\n${text.trim()}\n`);
  }
  await emit("licences.txt", parts.join(`\n${"=".repeat(80)}\n\n`));
}

async function styles() {
  for (const subset of ["latin", "latin-ext"]) {
    const name = `inter-${subset}-wght-normal.woff2`;
    await emit(name, await readFile(join(FONTS, name)));
  }
  const theme = await buildTheme(join(ASSETS, "theme.json"), PACKAGES);
  const themePlugin = {
    name: "theme",
    setup(context) {
      context.onResolve({ filter: /^theme$/ }, () => ({ path: "theme", namespace: "theme" }));
      context.onLoad({ filter: /.*/, namespace: "theme" }, () => ({ contents: theme, loader: "css" }));
      context.onResolve({ filter: /^font:/ }, ({ path }) => ({
        path: `./${manifest[path.slice("font:".length)]}`,
        external: true,
      }));
    },
  };
  await emit("samvern.css", await bundle({ entryPoints: ["css/samvern.css"], plugins: [themePlugin] }));
}

async function scripts() {
  for (const name of ["samvern.js", "charts.js"]) {
    await emit(name, await bundle({ entryPoints: [`js/${name}`], format: "esm" }));
  }
}

async function images() {
  await emit("icons.svg", await buildSprite(SOURCES, PACKAGES));
  const favicon = await emit("favicon.svg", await readFile(join(ASSETS, "favicon.svg")));
  const application = {
    name: "Samvern",
    short_name: "Samvern",
    display: "browser",
    icons: [{ src: favicon, sizes: "any", type: "image/svg+xml" }],
  };
  await emit("site.webmanifest", JSON.stringify(application));
}

await rm(work, { recursive: true, force: true });
await mkdir(work, { recursive: true });
await Promise.all([styles(), scripts(), images()]);
await licences();
const sorted = Object.fromEntries(Object.entries(manifest).sort());
await writeFile(join(work, "manifest.json"), `${JSON.stringify(sorted, null, 2)}\n`);
await rm(TARGET, { recursive: true, force: true });
await rename(work, TARGET);
