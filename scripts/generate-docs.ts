// Writes the documents that are made from the code. `tsx scripts/generate-docs.ts`; a test fails when they are out of date.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { adviceJsonSchema } from "../src/advice/json-schema.ts";
import { comparisonJsonSchema } from "../src/comparison/json-schema.ts";
import { estimateJsonSchema, recoveryJsonSchema } from "../src/estimate-json-schema.ts";
import { writeFileAtomically } from "../src/files/write-file.ts";
import { scenarioJsonSchema } from "../src/scenario/json-schema.ts";
import { services } from "../src/services/index.ts";
import { accuracyDocuments } from "./accuracy.ts";
import { articleDocument } from "./article.ts";
import { cliPages } from "./cli-pages.ts";
import { readme } from "./readme.ts";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Every generated document: its path from the root of the project, and its text. */
export async function generatedDocuments(): Promise<ReadonlyMap<string, string>> {
  return new Map([
    ["docs/schemas/advice-1.json", `${JSON.stringify(adviceJsonSchema(), null, 2)}\n`],
    ["docs/schemas/estimate-1.json", `${JSON.stringify(estimateJsonSchema(), null, 2)}\n`],
    ["docs/schemas/recovery-1.json", `${JSON.stringify(recoveryJsonSchema(), null, 2)}\n`],
    ["docs/schemas/comparison-1.json", `${JSON.stringify(comparisonJsonSchema(), null, 2)}\n`],
    ["docs/schemas/scenario-1.json", `${JSON.stringify(scenarioJsonSchema(services), null, 2)}\n`],
    ...(await cliPages()),
    ["docs/article.md", articleDocument()],
    ...accuracyDocuments(readFileSync(join(root, "docs/accuracy.md"), "utf8")),
    ["README.md", readme(readFileSync(join(root, "README.md"), "utf8"))],
  ]);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [path, text] of await generatedDocuments()) writeFileAtomically(join(root, path), text);
}
