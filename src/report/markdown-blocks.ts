/** The pieces of Markdown the reports are made of. Text from outside is escaped: a name must not become markup. */
import { printable } from "./printable.ts";

export interface MarkdownColumn {
  readonly title: string;
  readonly align: "left" | "right";
}

/** Columns by title; a colon at the end aligns to the right: `columnsOf("Class", "Cost:")`. */
export function columnsOf(...titles: readonly string[]): MarkdownColumn[] {
  return titles.map((title) =>
    title.endsWith(":") ? { title: title.slice(0, -1), align: "right" } : { title, align: "left" },
  );
}

/** A table of cells that are Markdown already. */
export function markdownTable(columns: readonly MarkdownColumn[], rows: readonly (readonly string[])[]): string {
  const rule = columns.map(({ align }) => (align === "right" ? "--:" : "---"));
  return [columns.map(({ title }) => title), rule, ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** A part that opens on a click. */
export function details(summary: string, content: string): string {
  return `<details><summary>${escaped(summary)}</summary>\n\n${content}\n\n</details>`;
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", "@": "&#64;" };

/** Plain text as Markdown that reads the same: no markup, no mention, no line break. */
export function escaped(text: string): string {
  return printable(text)
    .replace(/[&<>@\\`*_[\]|~#]/g, (character) => ENTITIES[character] ?? `\\${character}`)
    .replace(/\s+/g, " ");
}

/** A web address as it is, so that it becomes a link; anything else escaped. */
export function linked(source: string): string {
  return /^https:\/\/[\w./#?=&%+~:-]+$/.test(source) ? source : escaped(source);
}
