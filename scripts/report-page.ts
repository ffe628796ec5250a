// Bundles the HTML report's own script and style into src/report/html/assets.ts, so that the report is a pure function
// without files. `npm run report-page`; a test fails when the file is out of date.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Plugin } from "esbuild";
import { invariant } from "../src/invariant.ts";
import { writeFileAtomically } from "../src/files/write-file.ts";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
export const ASSETS = "src/report/html/assets.ts";

/** The text of `src/report/html/assets.ts`. */
export async function reportPageAssets(): Promise<string> {
  const script = await bundled("web/report/main.ts", { format: "iife" });
  const style = await bundled("web/report/style.css", {});
  invariant(!/<\/script|<!--/i.test(script), "the page's script would end its element");
  invariant(!/<\/style/i.test(style), "the page's style would end its element");
  // The charts are uPlot's: its licence goes wherever its code goes.
  const licence = readFileSync(join(root, "node_modules/uplot/LICENSE"), "utf8").trim();
  const whole = `/*!\nuPlot (https://github.com/leeoniya/uPlot)\n${licence}\n*/\n${script}`;
  return `${[
    "// Made from web/report/ by `npm run report-page`.",
    "",
    "/** Script of the HTML report, and its hash for the page's security policy. */",
    constant("PAGE_SCRIPT", whole),
    constant("PAGE_SCRIPT_HASH", hash(whole)),
    "",
    "/** Style of the HTML report, and its hash. */",
    constant("PAGE_STYLE", style),
    constant("PAGE_STYLE_HASH", hash(style)),
  ].join("\n")}\n`;
}

async function bundled(entry: string, options: { readonly format?: "iife" }): Promise<string> {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    target: "es2022",
    charset: "utf8",
    legalComments: "none",
    logLevel: "warning",
    plugins: [ownLanguage],
    ...options,
  });
  return outputFiles[0]?.text ?? "";
}

/** uPlot formats its numbers in the browser's language, and ends where that is none ("en-US@posix"). The report is in English. */
const ownLanguage: Plugin = {
  name: "own-language",
  setup({ onLoad }) {
    onLoad({ filter: /uPlot\.esm\.js$/ }, ({ path }) => {
      const source = readFileSync(path, "utf8");
      invariant(source.split("nav.language").length === 2, "uPlot asks for the language elsewhere than it did");
      return { contents: source.replace("nav.language", '"en-US"'), loader: "js" };
    });
  },
};

function hash(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}

function constant(name: string, value: string): string {
  return `export const ${name} =\n  ${JSON.stringify(value)};`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileAtomically(join(root, ASSETS), await reportPageAssets());
}
