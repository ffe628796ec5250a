import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { generatedDocuments } from "../scripts/generate-docs.ts";
import { surgecast } from "./cli/support/surgecast.ts";

test.each([...(await generatedDocuments())])("%s is what the code says (npm run docs writes it)", (path, text) => {
  expect(readFileSync(path, "utf8")).toBe(text);
});

test("surgecast schema prints the committed schemas, and lists them when none is named", async () => {
  expect((await surgecast(["schema", "estimate"])).stdout).toBe(readFileSync("docs/schemas/estimate-1.json", "utf8"));
  expect((await surgecast(["schema", "advice"])).stdout).toBe(readFileSync("docs/schemas/advice-1.json", "utf8"));
  expect((await surgecast(["schema", "comparison"])).stdout).toBe(
    readFileSync("docs/schemas/comparison-1.json", "utf8"),
  );
  expect((await surgecast(["schema", "recovery"])).stdout).toBe(readFileSync("docs/schemas/recovery-1.json", "utf8"));
  expect((await surgecast(["schema", "scenario"])).stdout).toBe(readFileSync("docs/schemas/scenario-1.json", "utf8"));
  expect((await surgecast(["schema"])).stdout).toBe(
    "scenario    what a scenario file holds, for editors\nestimate    what --format json prints\ncomparison  what compare --format json prints\nadvice      what advise --format json prints\nrecovery    what dr --format json prints\n",
  );
});
