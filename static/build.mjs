// Bundle the pages' scripts and styles and copy images into dist, with hashed names.
import { createHash } from "node:crypto";
import { cp, mkdir, readFile, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, extname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const pages = ["phone", "desk", "wall", "roster", "me", "links", "sign-in"];
const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, "dist");
const fresh = join(here, "dist.new");

/** Our sockets are WebSockets: engine.io's other transports stay out of the pages. */
const websocketOnly = {
  name: "websocket-only",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^\.\/(polling-xhr|webtransport)\.js$/ }, ({ path }) => ({ path, namespace: "left-out" }));
    onLoad({ filter: /./, namespace: "left-out" }, () => ({ contents: "export const XHR = undefined, WT = undefined;" }));
  },
};

await rm(fresh, { recursive: true, force: true });
await mkdir(fresh, { recursive: true });
const manifest = { ...(await scripts()), ...(await styles()), ...(await images()) };
await writeFile(join(fresh, "manifest.json"), JSON.stringify(manifest, null, 1));
await rm(dist, { recursive: true, force: true });
await rename(fresh, dist);

/** One script a page. */
async function scripts() {
  const entries = (await files(join(here, "src"), ".ts")).filter((file) => pages.includes(basename(file, ".ts")));
  return bundle(entries, { format: "esm", target: "es2022", conditions: ["production", "browser"] });
}

/** One stylesheet for every file directly in css that no other imports. */
async function styles() {
  const all = await files(join(here, "css"), ".css");
  const imported = new Set();
  for (const file of all) {
    for (const [, name] of (await readFile(file, "utf8")).matchAll(/@import\s+(?:url\()?["']\.?\/?([^"']+)["']/g)) {
      imported.add(name);
    }
  }
  return bundle(all.filter((file) => !imported.has(basename(file))), { target: ["es2022"] });
}

async function bundle(entryPoints, options) {
  if (entryPoints.length === 0) return {};
  const result = await build({
    entryPoints,
    outdir: fresh,
    entryNames: "[name].[hash]",
    assetNames: "[name].[hash]",
    bundle: true,
    minify: true,
    legalComments: "none",
    metafile: true,
    logLevel: "warning",
    loader: { ".svg": "file", ".png": "file", ".webp": "file" },
    plugins: [websocketOnly],
    ...options,
  });
  const named = {};
  for (const [output, { entryPoint }] of Object.entries(result.metafile.outputs)) {
    if (entryPoint) named[basename(entryPoint, ".ts") + (entryPoint.endsWith(".ts") ? ".js" : "")] = basename(output);
  }
  return named;
}

async function images() {
  const named = {};
  const from = join(here, "img");
  for (const file of await files(from, "", true)) {
    const hash = createHash("sha256").update(await readFile(file)).digest("hex").slice(0, 8);
    const name = relative(from, file);
    const hashed = join("img", dirname(name), `${basename(name, extname(name))}.${hash}${extname(name)}`);
    await cp(file, join(fresh, hashed));
    named[`img/${name}`] = hashed;
  }
  return named;
}

async function files(folder, extension, recursive = false) {
  const names = await readdir(folder, { recursive }).catch(() => []);
  const found = [];
  for (const name of names.sort()) {
    const file = join(folder, name);
    if (name.endsWith(extension) && (await stat(file)).isFile()) found.push(file);
  }
  return found;
}
