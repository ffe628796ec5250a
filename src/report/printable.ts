/** Text from outside on its way to a terminal. */

/** Control characters as spaces, so that a name can neither move the cursor nor break a line. */
export function printable(text: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what this is about.
  return text.replace(/[\u0000-\u001F\u007F-\u009F]/g, " ");
}

/** The same for text of several lines: line breaks and tabs stay. */
export function printableLines(text: string): string {
  // oxlint-disable-next-line no-control-regex -- as above.
  return text.replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/g, " ");
}

/** The same document with every text in it printable. */
export function printableDocument<T>(value: T): T {
  return transformed(value) as T; // Same shape: only texts change, and into texts.
}

function transformed(value: unknown): unknown {
  if (typeof value === "string") return printable(value);
  if (Array.isArray(value)) return value.map(transformed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, transformed(inner)]));
}
