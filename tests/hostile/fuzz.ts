/** Inputs nobody would write, and what must hold of whatever comes of them. */
import { readdirSync, readFileSync } from "node:fs";
import * as fc from "fast-check";
import { problem, UserError } from "../../src/errors.ts";
import { estimateWithSeries } from "../../src/estimate.ts";
import { estimateSchema } from "../../src/estimate-schema.ts";
import { loadPriceBook } from "../../src/node.ts";
import { REGIONS } from "../../src/pricing/regions.ts";
import { parseScenario } from "../../src/scenario/parse.ts";
import { services } from "../../src/services/index.ts";
import { anyDocument } from "../support/schema-arbitrary.ts";

export interface Input {
  readonly text: string;
  readonly set: readonly string[];
}

const prices = loadPriceBook({ needed: [...REGIONS, "global"].map((region) => ({ region, serviceCode: null })) });

/** Whether the input is a scenario; throws where it is neither run nor refused as it must be. */
export function outcomeOf({ text, set }: Input): "valid" | "refused" {
  const scenario = parsed(text, set);
  if (scenario === null) return "refused";
  const { estimate } = estimateWithSeries(scenario, prices, { sensitivity: false });
  estimateSchema.parse(estimate);
  const costs = estimate.bill.lineItems.flatMap(({ cost }) => (cost === null ? [] : [cost]));
  const negative = [estimate.bill.total, ...costs].find((cost) => cost.startsWith("-"));
  if (negative !== undefined) throw new Error(`a cost of ${negative}`);
  return "valid";
}

function parsed(text: string, set: readonly string[]): ReturnType<typeof parseScenario> | null {
  try {
    return parseScenario(
      { text, file: "fuzz.yaml" },
      {
        services,
        set,
        resolve(reference) {
          throw new UserError("FILE_UNREADABLE", [problem(`${reference} is not there`)]);
        },
      },
    );
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const flags = /^--set |^there are \d+ more problems$/;
    const lost = error.problems.find(({ place, what }) => place === null && !flags.test(what));
    if (error.problems.length === 0 || lost !== undefined)
      throw new Error(`no place: ${lost?.what ?? "no problem"}`, { cause: error });
    return null;
  }
}

const junk: readonly unknown[] = [
  null,
  true,
  [],
  {},
  "",
  " ",
  "x",
  "NaN",
  "1e400",
  "-0",
  "0x10",
  "__proto__",
  "a".repeat(5e3),
  "\x1B[2J\0",
  -1,
  0,
  0.1,
  0x38d7ea4c68000,
  1e300,
  4294967296,
  -1e-300,
  "-5s",
  "99999999999d",
  "1e5/s",
  "9".repeat(300) + "/s",
  "0%",
  "-1%",
  "9".repeat(40) + "GB",
  "$" + "9".repeat(60),
  "2026-02-31",
  "0000-01-01",
  "-99999999h",
  [[]],
  [{}],
  { a: { b: [null] } },
];

type Change = { readonly at: number; readonly how: "drop" | "junk" | "twice"; readonly what: unknown };

const change: fc.Arbitrary<Change> = fc.record({
  at: fc.nat(),
  how: fc.constantFrom("drop", "junk", "twice"),
  what: fc.constantFrom(...junk),
});

/** Documents of the schema's shape with up to three changes anywhere in them. */
export const structured: fc.Arbitrary<Input> = fc
  .tuple(
    anyDocument,
    fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, fc.array(change, { minLength: 1, maxLength: 3 })),
  )
  .map(([document, changes]) => {
    const copy = structuredClone(document);
    for (const one of changes) applyChange(copy, one);
    return { text: JSON.stringify(copy), set: [] };
  });

function applyChange(document: object, { at, how, what }: Change): void {
  const places = placesIn(document);
  const place = places[at % places.length];
  if (place === undefined) return;
  const { holder, key } = place;
  if (how === "junk") holder[key] = what;
  else if (how === "twice") holder[Array.isArray(holder) ? String(holder.length) : `${key}_2`] = holder[key];
  else if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else delete holder[key];
}

interface PlaceIn {
  readonly holder: Record<string, unknown>;
  readonly key: string;
}

function placesIn(value: unknown): readonly PlaceIn[] {
  if (typeof value !== "object" || value === null) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((key) => [{ holder, key }, ...placesIn(holder[key])]);
}

const shipped = readdirSync("scenarios")
  .filter((file) => file.endsWith(".yaml"))
  .map((file) => readFileSync(`scenarios/${file}`, "utf8"));

/** A month in steps of an hour takes a few milliseconds. */
const coarse = ["step={ base: 1h, event: 60s }"];

const pieces = [
  "",
  " ",
  "  ",
  "\n",
  "\t",
  ":",
  ": ",
  "-",
  "- ",
  "{",
  "}",
  "[",
  "]",
  "&a ",
  "*a",
  "<<: ",
  "#",
  "'",
  '"',
  "|\n",
  "!!",
  "?",
  "%",
  "@",
  "\u0000",
  "\uFEFF",
  "\u2028",
  "é",
  "😀",
  "0",
  "1e999",
  "-",
  "99",
  "---\n",
];

const edit = fc.record({
  at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  length: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 4 }), fc.integer({ min: 5, max: 200 })),
  put: fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 6, unit: "binary" })),
  line: fc.boolean(),
});

/** Shipped scenarios with characters and lines put in, taken out or replaced. */
export const textual: fc.Arbitrary<Input> = fc
  .tuple(fc.constantFrom(...shipped), fc.array(edit, { minLength: 1, maxLength: 4 }))
  .map(([original, edits]) => {
    const text = edits.reduce((now, { at, length, put, line }) => {
      const from = line ? now.lastIndexOf("\n", at * now.length) + 1 : Math.floor(at * now.length);
      const until = line && length > 0 ? now.indexOf("\n", from) + 1 || now.length : from + length;
      return now.slice(0, from) + put + now.slice(until);
    }, original);
    return { text, set: coarse };
  });
