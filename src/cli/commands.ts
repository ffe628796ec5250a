/** Every command there is. Each has a file of its own, loaded when it is used. */
import type { CommandEntry } from "./program.ts";

export const commands: readonly CommandEntry[] = [
  {
    name: "prices",
    summary: "the catalogue of AWS list prices",
    load: async () => (await import("./prices.ts")).pricesCommand(),
  },
  {
    name: "schema",
    summary: "print the JSON Schema of what surgecast reads and writes",
    load: async () => (await import("./schema.ts")).schemaCommand(),
  },
  {
    name: "completion",
    summary: "print a completion script for bash, zsh or fish",
    load: async () => (await import("./completion.ts")).completionCommand(commands),
  },
];
