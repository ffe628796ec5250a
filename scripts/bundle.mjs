// How programs are bundled: the command line in dist/, and those that benchmarks and tests start.

/** Options of esbuild for one split ESM bundle. */
export const bundleOptions = {
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20",
  minifySyntax: true,
  legalComments: "none",
  logLevel: "warning",
  // Starts a file of its own in each thread, which must lie where its package has it.
  external: ["tinypool"],
  // CommonJS dependencies inside an ESM bundle still ask for Node's own modules with require.
  banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
};
