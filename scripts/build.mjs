// Builds dist/: the library with tsc (declarations included), the CLI as one split ESM bundle with esbuild, and puts
// `surgecast` where `npx` looks first, so that it runs in this checkout without being installed.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { bundleOptions } from "./bundle.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
rmSync(join(root, "dist"), { recursive: true, force: true });

execFileSync(
  process.execPath,
  [join(root, "node_modules/typescript/bin/tsc"), "-p", join(root, "tsconfig.build.json")],
  {
    stdio: "inherit",
  },
);

await build({
  absWorkingDir: root,
  entryPoints: {
    main: "src/cli/main.ts",
    "estimate-worker": "src/threads/estimate-worker.ts",
    "measure-worker": "src/threads/measure-worker.ts",
  },
  outdir: "dist/cli",
  ...bundleOptions,
});

const link = join(root, "node_modules/.bin/surgecast");
mkdirSync(dirname(link), { recursive: true });
if (!existsSync(link)) {
  rmSync(link, { force: true });
  symlinkSync("../../bin/surgecast.js", link);
}
