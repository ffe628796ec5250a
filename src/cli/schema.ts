/** `surgecast schema`: the JSON Schemas of what surgecast reads and writes. */
import { Argument, Command } from "commander";
import { writeResult } from "./output.ts";
import { type OutputOptions, withExamples, withOutputOptions } from "./output-options.ts";

interface PrintableSchema {
  readonly what: string;
  readonly load: () => Promise<object>;
}

const SCHEMAS: Readonly<Record<string, PrintableSchema>> = {
  scenario: {
    what: "what a scenario file holds, for editors",
    load: async () =>
      (await import("../scenario/json-schema.ts")).scenarioJsonSchema((await import("../services/index.ts")).services),
  },
  estimate: {
    what: "what --format json prints",
    load: async () => (await import("../estimate-json-schema.ts")).estimateJsonSchema(),
  },
  comparison: {
    what: "what compare --format json prints",
    load: async () => (await import("../comparison/json-schema.ts")).comparisonJsonSchema(),
  },
  advice: {
    what: "what advise --format json prints",
    load: async () => (await import("../advice/json-schema.ts")).adviceJsonSchema(),
  },
  recovery: {
    what: "what dr --format json prints",
    load: async () => (await import("../estimate-json-schema.ts")).recoveryJsonSchema(),
  },
};

export function schemaCommand(): Command {
  const command = new Command("schema")
    .description("Print a JSON Schema (draft 2020-12); without a name, list those there are.")
    .addArgument(new Argument("[name]", "which schema").choices(Object.keys(SCHEMAS)))
    .action(print);
  return withExamples(withOutputOptions(command, []), [
    ["schema", "list the schemas"],
    ["schema estimate --out estimate.schema.json", "the schema of an estimate, into a file"],
  ]);
}

async function print(name: string | undefined, options: OutputOptions): Promise<void> {
  const schema = name === undefined ? undefined : SCHEMAS[name];
  const list = Object.entries(SCHEMAS).map(([known, { what }]) => `${known.padEnd(12)}${what}\n`);
  const text = schema === undefined ? list.join("") : `${JSON.stringify(await schema.load(), null, 2)}\n`;
  await writeResult(text, options);
}
