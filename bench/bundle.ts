/** Bundles a program of bench/subjects/ as the command line is bundled, below dist/ so that it finds the price cache. */
import { buildSync } from "esbuild";
import { bundleOptions } from "../scripts/bundle.mjs";

export function bundled(name: string): string {
  buildSync({
    ...bundleOptions,
    entryPoints: [`bench/subjects/${name}.ts`],
    outdir: `dist/bench/${name}`,
  });
  return `dist/bench/${name}/${name}.js`;
}
