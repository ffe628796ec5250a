import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { sourceFiles } from "./support/imports.ts";

const codes = [...readFileSync("src/errors.ts", "utf8").matchAll(/^ {2}\| "([A-Z_]+)"/gm)].map(([, code]) => code);
const sections = readFileSync("docs/errors.md", "utf8").split(/^## /m).slice(1);

test("docs/errors.md has a section for every code, in the same order, and for no other", () => {
  expect(codes.length).toBeGreaterThan(5);
  expect(sections.map((section) => section.slice(0, section.indexOf("\n")))).toEqual(codes);
});

test("every section says when it happens, what is printed and what to do", () => {
  const shape = /^[A-Z_]+\n\n[A-Z`].+?\n\n```text\n.+?\n```\n\n[A-Z`].+\n$/s;
  expect(sections.filter((section) => !shape.test(section.trimEnd() + "\n"))).toEqual([]);
});

test("every code is thrown somewhere", () => {
  const code = sourceFiles("src").filter(({ path }) => path !== "src/errors.ts");
  expect(codes.filter((name) => !code.some(({ text }) => text.includes(`"${name}"`)))).toEqual([]);
});
