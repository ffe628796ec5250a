import { expect, test } from "vitest";
import { csvReport, csvRow } from "../../src/report/csv.ts";
import { failingDrop } from "../support/estimates.ts";

test("has a row for each line item, with exact figures and nothing where there is none", async () => {
  const report = csvReport(failingDrop);
  expect(report.split("\r\n").length).toBe(report.split("\n").length);
  await expect(report.replaceAll("\r\n", "\n")).toMatchFileSnapshot("../golden/reports/failing-drop.csv");
});

test("quotes what RFC 4180 says must be quoted, and ends lines with CR LF", () => {
  expect(csvRow(["plain", "a,b", 'say "hi"', "two\nlines", ""])).toBe('plain,"a,b","say ""hi""","two\nlines",\r\n');
});
