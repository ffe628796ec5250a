import { expect, test } from "vitest";
import { parseCsv } from "../../src/rating/csv.ts";

/** `text@line:column`, cells separated by " | ", a row an entry. */
function cells(text: string): readonly string[] {
  return parseCsv(text).map((row) => row.map((cell) => `${cell.text}@${cell.line}:${cell.column}`).join(" | "));
}

test("reads rows with the place of each cell, whatever ends the lines", () => {
  const expected = ["region@1:1 | quantity@1:8", "us-east-1@2:1 | 3@2:11"];
  expect(cells("region,quantity\nus-east-1,3\n")).toEqual(expected);
  expect(cells("region,quantity\r\nus-east-1,3\r\n")).toEqual(expected);
  expect(cells("region,quantity\rus-east-1,3")).toEqual(expected);
});

test("skips a byte order mark, empty lines and the spaces around a cell", () => {
  expect(cells("\uFEFFa,b\n\n  \n 1 , 2 \n")).toEqual(["a@1:1 | b@1:3", "1@4:1 | 2@4:5"]);
});

test("reads commas, quotes and line ends inside quotes", () => {
  expect(cells('"a,b", "say ""hi"" ",c\n"two\nlines",x')).toEqual([
    'a,b@1:1 | say "hi" @1:7 | c@1:22',
    "two\nlines@2:1 | x@3:8",
  ]);
});

test("keeps empty cells", () => {
  expect(cells('a,,c\n,,\n"",')).toEqual(["a@1:1 | @1:3 | c@1:4", "@2:1 | @2:2 | @2:3", "@3:1 | @3:4"]);
});

test("takes the rest of the text where a quote never ends", () => {
  expect(cells('a,"b\nc,d')).toEqual(["a@1:1 | b\nc,d@1:3"]);
});

test("has no rows in an empty text", () => {
  expect(cells("")).toEqual([]);
  expect(cells("\n\n")).toEqual([]);
});
