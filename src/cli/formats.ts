/** What the formats are, for whoever chooses one. */

const FORMATS: Readonly<Record<string, string>> = {
  text: "tables and charts as wide as the terminal; colours where it has any",
  json: "one document with exact decimals, keys always present (`surgecast schema` lists what they are)",
  markdown: "for a pull request or a wiki, details folded away",
  csv: "one row a line item (RFC 4180)",
  html: "one file for a browser, with charts, that loads nothing",
  focus: "rows of the FinOps Open Cost and Usage Specification 1.2",
  brief: "one page for those who decide",
};

/** A line about a format; null for one that nobody has described. */
export function formatInWords(format: string): string | null {
  return FORMATS[format] ?? null;
}
