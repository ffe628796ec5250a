/** Unicode bars and sparklines: a picture in a line of text. */
import { clamp } from "../math.ts";

const EIGHTHS = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
const LEVELS = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];

/** A share in `[0, 1]` as a bar of at most `width` characters; anything above nothing shows: `bar(0.5, 4) === "██"`. */
export function bar(share: number, width: number): string {
  const eighths = Math.round(clamp(share, 0, 1) * width * 8);
  const shown = share > 0 ? Math.max(1, eighths) : 0;
  return "█".repeat(Math.floor(shown / 8)) + (EIGHTHS[shown % 8] ?? "");
}

/**
 * One character for each value, from ▁ at zero to █ at the largest; a space where there is no value (NaN).
 * `sparkline([0, 4, 8]) === "▁▄█"`. Measured from zero, so that heights compare as the values do.
 */
export function sparkline(values: readonly number[]): string {
  const largest = values.reduce((most, value) => (value > most ? value : most), 0);
  return values.map((value) => level(value, largest)).join("");
}

/**
 * A span and a point in or beside it, shares in `[0, 1]` of `width` characters: `interval({ from: 0.1, at: 0.3, until: 0.9 }, 11)` is
 * ` ├─●─────┤`.
 */
export function interval(
  { from, at, until }: { readonly from: number; readonly at: number; readonly until: number },
  width: number,
): string {
  const place = (share: number): number => Math.round(clamp(share, 0, 1) * (width - 1));
  const [first, point, last] = [place(from), place(at), place(until)];
  const marks = Array.from({ length: Math.max(last, point) + 1 }, (_, i) => {
    if (i === point) return "●";
    if (i < first || i > last) return " ";
    return i === first ? "├" : i === last ? "┤" : "─";
  });
  return marks.join("");
}

function level(value: number, largest: number): string {
  if (Number.isNaN(value)) return " ";
  if (!(value > 0)) return LEVELS[0] ?? "";
  return LEVELS[clamp(Math.ceil((value / largest) * 8) - 1, 0, 7)] ?? "";
}
