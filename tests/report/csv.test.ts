import { expect, test } from "vitest";
import { csvReport, csvRow } from "../../src/report/csv.ts";
import { failingDrop } from "../support/estimates.ts";

test("has a row for each line item, with exact figures and nothing where there is none", async () => {
  await expect(csvReport(failingDrop)).toMatchFileSnapshot("../golden/reports/failing-drop.csv");
});

test("quotes what RFC 4180 says must be quoted, and ends lines with CR LF", () => {
  expect(csvRow(["plain", "a,b", 'say "hi"', "two\nlines", ""])).toBe('plain,"a,b","say ""hi""","two\nlines",\r\n');
});
