/** What every part of the text report is given. */
import type { Style } from "../style.ts";

export interface Page {
  /** Characters in a line. */
  readonly width: number;
  readonly style: Style;
}

/** A part of the report: its heading, then its lines; nothing at all when there are no lines. */
export function section(title: string, lines: readonly string[], { style }: Page): string[] {
  return lines.length === 0 ? [] : ["", style("heading", title), "", ...lines];
}
