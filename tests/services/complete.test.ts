import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { assumptionTable } from "../../src/scenario/assumption-table.ts";
import { services } from "../../src/services/index.ts";

const rules = readFileSync("docs/billing-rules.md", "utf8");
const sections = new Map(
  rules
    .split(/^## /m)
    .slice(1)
    .map((section): [string, string] => [section.slice(0, section.indexOf("\n")), section]),
);

/** An AWS page, a word for who set the limit, or an assumption that says what is not known. */
const limitSource = /^(?:https:\/\/(?:docs\.aws\.amazon\.com|aws\.amazon\.com)\/|scenario$|assumption(?:$|: ))/;
const awsPage = /^https:\/\/(?:docs\.aws\.amazon\.com|aws\.amazon\.com|calculator\.aws)\//;

test("services are listed once, in alphabetical order of kinds", () => {
  const kinds = services.map(({ kind }) => kind);
  expect(kinds).toEqual([...new Set(kinds)].sort());
  expect(kinds.every((kind) => /^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/.test(kind))).toBe(true);
});

describe.each(services.map((service) => [service.kind, service] as const))("%s", (_kind, service) => {
  test("names the AWS pages it models", () => {
    expect(service.sources.length).toBeGreaterThan(0);
    expect(service.sources.filter((source) => !awsPage.test(source))).toEqual([]);
  });

  test("has a section in docs/billing-rules.md with all of its pages", () => {
    const section = sections.get(`${service.title} (\`${service.kind}\`)`) ?? "";
    expect(section).not.toBe("");
    const limits = Object.values(service.limits).map(({ source }) => source);
    const pages = [...service.sources, ...limits.filter((source) => awsPage.test(source))];
    expect(pages.filter((page) => !section.includes(`<${page}>`))).toEqual([]);
  });

  test("says of every meter what it is called, in which unit it is billed and what that holds", () => {
    const incomplete = Object.entries(service.meters).filter(([, { title, unit, size }]) => {
      const units = typeof size === "number" ? size : size.perMonth;
      return title === "" || unit === "" || !(Number.isFinite(units) && units > 0);
    });
    expect(incomplete.map(([name]) => name)).toEqual([]);
  });

  test("says of every limit where it is from and what a user sees", () => {
    const incomplete = Object.entries(service.limits).filter(
      ([, { title, source, seen }]) => title === "" || seen === "" || !limitSource.test(source),
    );
    expect(incomplete.map(([name]) => name)).toEqual([]);
  });
});

test("every section of docs/billing-rules.md belongs to a service, and leads to files that are there", () => {
  const known = services.map(({ title, kind }) => `${title} (\`${kind}\`)`);
  expect([...sections.keys()]).toEqual(["Every service", ...known]);
  const links = [...rules.matchAll(/\]\(([^)]+)\)/g)].map(([, link = ""]) => join(dirname("docs/x"), link));
  expect(links.length).toBeGreaterThan(services.length);
  expect(links.filter((link) => !existsSync(link))).toEqual([]);
});

test("every assumption has an id of its own, a range of finite numbers around its typical value, and a source", () => {
  const all = assumptionTable(services);
  const ids = all.map(({ id }) => id);
  expect(ids.length).toBeGreaterThan(40);
  expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
  const wrong = all.filter(({ low, typical, high, baseUnits, what, source, unit }) => {
    const finite = [low, typical, high, baseUnits].every((value) => Number.isFinite(value) && value >= 0);
    const between = Math.min(low, high) <= typical && typical <= Math.max(low, high);
    return !finite || !between || baseUnits === 0 || what === "" || source === "" || unit === "";
  });
  expect(wrong.map(({ id }) => id)).toEqual([]);
});
