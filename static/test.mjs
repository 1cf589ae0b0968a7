// Bundle every src/**/*.test.ts (Node 20 reads no types) and run them with node's own runner.
import { spawnSync } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const src = join(dirname(fileURLToPath(import.meta.url)), "src");
const names = await readdir(src, { recursive: true }).catch(() => []);
const tests = names.filter((name) => name.endsWith(".test.ts")).map((name) => join(src, name));
const out = await mkdtemp(join(tmpdir(), "teamfeed-tests-"));
try {
  process.exitCode = tests.length === 0 ? nothing() : await run();
} finally {
  await rm(out, { recursive: true, force: true });
}

function nothing() {
  console.error("no *.test.ts under static/src");
  return 1;
}

async function run() {
  await build({
    entryPoints: tests,
    outdir: out,
    outbase: src,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    target: "node20",
    format: "esm",
    sourcemap: "inline",
    logLevel: "warning",
    // What Node's own modules need when they are required from inside a bundle.
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  });
  const built = tests.map((name) => name.replace(src, out).replace(/\.ts$/, ".mjs"));
  const reporter = ["--test-reporter=spec"];
  const cwd = join(src, "..", "..");
  return spawnSync(process.execPath, ["--enable-source-maps", "--test", ...reporter, ...built], { stdio: "inherit", cwd }).status ?? 1;
}
