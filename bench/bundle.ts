/** Bundles a program of bench/subjects/ as the command line is bundled, below dist/ so that it finds the price cache. */
import { buildSync } from "esbuild";

export function bundled(name: string): string {
  const outfile = `dist/bench/${name}.mjs`;
  buildSync({
    entryPoints: [`bench/subjects/${name}.ts`],
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    minifySyntax: true,
    banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
  });
  return outfile;
}
