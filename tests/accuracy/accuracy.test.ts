/** What others measured, repeated on our code. That docs/accuracy.md shows just this is tested with the other generated documents. */
import { describe, expect, test } from "vitest";
import { comparisons } from "./comparison.ts";
import { measurements } from "./measurement.ts";
import { assumptionTable } from "../../src/scenario/assumption-table.ts";
import { services } from "../../src/services/index.ts";

const compared = comparisons();
const figures = compared.flatMap(({ measurement, figures }) =>
  figures.map((one) => ({
    ...one,
    name: `${measurement.id}: ${one.figure.what}`,
    heldOut: measurement.held_out,
    isRule: measurement.kind === "rule",
  })),
);

test("at most two figures miss what was measured by more than 15 %", () => {
  const missed = figures.filter(({ within, heldOut }) => !within && !heldOut).map(({ name }) => name);
  expect(missed.length, missed.join("; ")).toBeLessThanOrEqual(2);
});

test("no figure of a rule misses it", () => {
  expect(figures.filter(({ isRule, within }) => isRule && !within).map(({ name }) => name)).toEqual([]);
});

describe("a figure that misses says why, and no other does", () => {
  test.each(figures)("$name", ({ figure, within }) => {
    expect(figure.misses === null).toBe(within);
  });
});

test("no figure that was held out chose a value, and what was chosen are assumptions", () => {
  const known = new Set(assumptionTable(services).map(({ id }) => id));
  for (const { figure, heldOut } of figures) {
    if (heldOut) expect(figure.calibrates).toEqual([]);
    for (const id of figure.calibrates) expect(known).toContain(id);
  }
});

test("no figure without an entry that names its source, and every plot has a name of its own", () => {
  const ids = measurements().map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const plots = compared.flatMap(({ plots }) => plots.map(({ name }) => name));
  expect(new Set(plots).size).toBe(plots.length);
});
