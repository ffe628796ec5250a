import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  type Address,
  formatAddress,
  formatModule,
  parseAddress,
  parseModule,
  parts,
} from "../../src/terraform/address.ts";

const key = fc.oneof(
  fc.constant(null),
  fc.nat(),
  fc.string({ unit: "grapheme" }),
  fc.string({ unit: fc.constantFrom('"', "\\", "[", "]", ".", "$", "%", "{", "}", "\n", "\u0000", "é", "a") }),
);
const name = fc.stringMatching(/^[a-z_][a-z0-9_-]{0,12}$/);
const address: fc.Arbitrary<Address> = fc.record({
  module: fc.array(fc.record({ name, key }), { maxLength: 3 }),
  mode: fc.constantFrom("managed" as const, "data" as const),
  type: name.filter((type) => type !== "module" && type !== "data"),
  name,
  key,
});

test("an address that is written and read again is the same, whatever its keys hold", () => {
  fc.assert(
    fc.property(address, (written) => {
      expect(parseAddress(formatAddress(written))).toEqual(written);
      expect(parseModule(formatModule(written.module))).toEqual(written.module);
    }),
  );
});

test("keys may hold dots, brackets, quotes and letters of any script", () => {
  expect(parseAddress('module.a["k"].module.b[0].aws_subnet.private["x.y"]')).toEqual({
    module: [
      { name: "a", key: "k" },
      { name: "b", key: 0 },
    ],
    mode: "managed",
    type: "aws_subnet",
    name: "private",
    key: "x.y",
  });
  expect(parseAddress('aws_sqs_queue.q["mail[low] \\"now\\" 日本 $${x}"]')?.key).toBe('mail[low] "now" 日本 ${x}');
  expect(parseAddress("module.größe.data.aws_region.current")).toMatchObject({
    module: [{ name: "größe", key: null }],
    mode: "data",
    type: "aws_region",
  });
});

test("a traversal may go on behind the resource", () => {
  expect(parts('aws_subnet.private["a"].id')?.map((part) => part.name)).toEqual(["aws_subnet", "private", "id"]);
  expect(parts("aws_subnet.private[*].id")).toEqual([
    { name: "aws_subnet", keys: [] },
    { name: "private", keys: [] },
    { name: "id", keys: [] },
  ]);
});

test("what is no address is none", () => {
  const wrong = [
    "",
    "aws_vpc",
    "aws_vpc.",
    ".a",
    "aws_vpc.a[",
    'aws_vpc.a["x',
    'aws_vpc.a["x"',
    "aws_vpc.a[x]",
    "a.b.c",
    "a b.c",
  ];
  expect(wrong.filter((text) => parseAddress(text) !== null)).toEqual([]);
  expect(parseModule("module.a.aws_vpc.b")).toBe(null);
  expect(parseModule("")).toEqual([]);
});

test("any text is none, or an address that reads the same once written as Terraform does", () => {
  const unit = fc.constantFrom("a", "data", "module", ".", "[", "]", '"', "\\", "0", "$", "{", "u00e9", "*", " ", "é");
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 20 }), (text) => {
      const found = parseAddress(text);
      if (found !== null) expect(parseAddress(formatAddress(found))).toEqual(found);
    }),
    { numRuns: 1000 },
  );
});
