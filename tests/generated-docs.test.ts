import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { generatedDocuments } from "../scripts/generate-docs.ts";
import { surgecast } from "./cli/support/surgecast.ts";

test.each([...generatedDocuments()])("%s is what the code says (npm run docs writes it)", (path, text) => {
  expect(readFileSync(path, "utf8")).toBe(text);
});

test("surgecast schema estimate prints the committed schema, surgecast schema lists what there is", async () => {
  expect((await surgecast(["schema", "estimate"])).stdout).toBe(readFileSync("docs/schemas/estimate-1.json", "utf8"));
  expect((await surgecast(["schema"])).stdout).toBe("estimate    what --format json prints\n");
});
