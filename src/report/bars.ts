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

function level(value: number, largest: number): string {
  if (Number.isNaN(value)) return " ";
  if (!(value > 0)) return LEVELS[0] ?? "";
  return LEVELS[clamp(Math.ceil((value / largest) * 8) - 1, 0, 7)] ?? "";
}
