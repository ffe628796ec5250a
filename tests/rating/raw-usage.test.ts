import { expect, test } from "vitest";
import { decimal } from "../../src/decimal.ts";
import { UserError } from "../../src/errors.ts";
import type { RawUsageFile } from "../../src/rating/raw-usage-rows.ts";
import { parseRawUsagePairs } from "../../src/rating/raw-usage-pairs.ts";
import { parseRawUsage } from "../../src/rating/raw-usage.ts";

const row = {
  usageType: null,
  serviceCode: null,
  operation: null,
  productFamily: null,
  databaseEngine: null,
  unit: null,
  sku: null,
  priceId: null,
  component: "",
  covered: null,
};

function csv(text: string, own: Partial<RawUsageFile> = {}) {
  return parseRawUsage({ file: "usage.csv", text, format: "csv", value: "quantity", ...own }).rows;
}

function json(text: string) {
  return parseRawUsage({ file: "usage.json", text, format: "json", value: "quantity" }).rows;
}

/** The problems as a person reads them. */
function complaints(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof UserError) return `${error.code}\n${error.message}`;
    throw error;
  }
  return "none";
}

test("reads rows of CSV", () => {
  const rows = csv(
    [
      "region,usageType,quantity,component",
      "us-east-1,NatGateway-Bytes,10240,nat",
      "global,US-Requests-Tier1,1e6,",
    ].join("\n"),
  );
  expect(rows).toEqual([
    {
      ...row,
      place: { file: "usage.csv", line: 2, column: 1 },
      region: "us-east-1",
      usageType: "NatGateway-Bytes",
      component: "nat",
      quantity: decimal("10240"),
    },
    {
      ...row,
      place: { file: "usage.csv", line: 3, column: 1 },
      region: "global",
      usageType: "US-Requests-Tier1",
      quantity: decimal("1000000"),
    },
  ]);
});

test("reads the same rows of JSON", () => {
  const text = `[
  { "region": "us-east-1", "usageType": "NatGateway-Bytes", "quantity": "10240", "component": "nat" },
  { "region": "us-east-1", "sku": "M2YSHUBETB3JX4M4", "quantity": 0.5 }
]`;
  expect(json(text)).toEqual([
    {
      ...row,
      place: { file: "usage.json", line: 2, column: 3 },
      region: "us-east-1",
      usageType: "NatGateway-Bytes",
      component: "nat",
      quantity: decimal("10240"),
    },
    {
      ...row,
      place: { file: "usage.json", line: 3, column: 3 },
      region: "us-east-1",
      sku: "M2YSHUBETB3JX4M4",
      quantity: decimal("0.5"),
    },
  ]);
});

test("reports every problem of a CSV file with its place", () => {
  const text = [
    "region,usageTyp,quantity,sku",
    "us-east-1,NatGateway-Bytes,12,",
    ",NatGateway-Bytes,-1,M2YSHUBETB3JX4M4",
    "us-east-1,NatGateway-Bytes,1,024,M2YSHUBETB3JX4M4",
  ].join("\n");
  expect(complaints(() => csv(text))).toBe(`USAGE_INVALID
usage.csv:1:8
  usageTyp is not a known column
  hint: did you mean usageType?

usage.csv:2:1
  usageType is missing; name the price by it, by sku or by priceId

usage.csv:3:19
  quantity must be a number such as 1024 or 0.5, without sign and separators; got "-1"

usage.csv:4:34
  the row has 5 cells, the header 4
  hint: put a cell that holds a comma in quotes`);
});

test("asks for a header", () => {
  expect(complaints(() => csv("us-east-1,NatGateway-Bytes,12\n"))).toContain(
    "the header line must name the columns usageType and quantity\n  hint: the first line is, for example: region,usageType,quantity",
  );
  expect(complaints(() => csv(""))).toContain(
    "usage.csv:1:1\n  the header line must name the columns usageType and quantity",
  );
});

test("reports every problem of a JSON file with its place", () => {
  const text = `[
  { "region": 7, "usageType": "NatGateway-Bytes", "quantity": "many" },
  "NatGateway-Bytes",
  { "region": "us-east-1", "usageType": "NatGateway-Bytes", "quantity": 9007199254740993, "quantitiy": 1 }
]`;
  expect(complaints(() => json(text))).toBe(`USAGE_INVALID
usage.json:2:15
  region must be text

usage.json:2:63
  quantity must be a number such as 1024 or 0.5, without sign and separators; got "many"

usage.json:3:3
  the row must be an object

usage.json:4:73
  quantity is too large for a JSON number; write it in quotes

usage.json:4:104
  quantitiy is not a known column
  hint: did you mean quantity?`);
});

test("says what is not JSON, or not rows", () => {
  expect(complaints(() => json("region,usageType"))).toContain("usage.json:1:1\n  the file is not JSON: ");
  expect(complaints(() => json("{}"))).toContain(
    "the file must hold an array of rows\n  hint: write an array of objects",
  );
});

test.each(["1e24", "1e99", "1e-21", "0.000000000000000000000000000000000000000000000001"])(
  "refuses a quantity of %s",
  (text) => {
    expect(complaints(() => csv(`region,usageType,quantity\nus-east-1,LCUUsage,${text}\n`))).toContain(
      `usage.csv:2:20\n  quantity must be 0, or from 10^-20 to below 10^24; got ${text}`,
    );
  },
);

test("reads own rates from a column of that name", () => {
  const text = "region,usageType,pricePerUnit\nus-east-1,NatGateway-Bytes,0.04\n";
  expect(csv(text, { value: "pricePerUnit" })[0]?.quantity).toEqual(decimal("0.04"));
  expect(complaints(() => csv(text))).toContain("pricePerUnit is not a known column");
});

test("reads pairs from a flag", () => {
  expect(parseRawUsagePairs("us-east-1/Aurora:StorageUsage=51200, GU2ZS9HVP6QTQ7KE=1e6", "--already-used")).toEqual([
    { ...row, place: null, region: "us-east-1", usageType: "Aurora:StorageUsage", quantity: decimal("51200") },
    { ...row, place: null, region: "", priceId: "GU2ZS9HVP6QTQ7KE", quantity: decimal("1000000") },
  ]);
  expect(complaints(() => parseRawUsagePairs("us-east-1/LCUUsage,=3", "--already-used"))).toBe(`USAGE_INVALID
--already-used: cannot read "us-east-1/LCUUsage"
hint: write REGION/USAGETYPE=QUANTITY or PRICEID=QUANTITY, several separated by commas

--already-used: cannot read "=3"
hint: write REGION/USAGETYPE=QUANTITY or PRICEID=QUANTITY, several separated by commas`);
});
