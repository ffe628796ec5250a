/** The time axis under a row of characters: ticks at round times and their labels; above it, where the events lie. */
import { DAY_SECONDS, HOUR_SECONDS, MINUTE_SECONDS } from "../../units.ts";
import type { Window } from "../chart.ts";
import { clock, day } from "../instants.ts";

const TICK_STEPS = [
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE_SECONDS),
  ...[1, 2, 3, 6, 12].map((hours) => hours * HOUR_SECONDS),
  ...[1, 2, 7, 14, 28, 56, 91, 182, 364].map((days) => days * DAY_SECONDS),
];
/** A label and the air after it. */
const CHARACTERS_PER_TICK = 11;

/** Two lines of `width` characters: the axis with its ticks, and their labels. */
export function timeAxis(window: Window, width: number): [string, string] {
  const axis = Array.from({ length: width }, () => "─");
  const labels = Array.from({ length: width }, () => " ");
  let free = 0;
  for (const { seconds, label } of ticks(window, width)) {
    const at = Math.floor(((seconds - window.from) / (window.to - window.from)) * width);
    if (at < free || at + label.length > width) continue;
    axis[at] = "┬";
    labels.splice(at, label.length, ...label.split(""));
    free = at + label.length + 2;
  }
  return [axis.join(""), labels.join("").trimEnd()];
}

function ticks({ from, to }: Window, width: number): { seconds: number; label: string }[] {
  const wanted = ((to - from) / width) * CHARACTERS_PER_TICK;
  const step = TICK_STEPS.find((candidate) => candidate >= wanted) ?? TICK_STEPS.at(-1) ?? DAY_SECONDS;
  // Days are counted from the window's first midnight: weeks of a month start with its first day.
  const unit = Math.min(step, DAY_SECONDS);
  const result: { seconds: number; label: string }[] = [];
  for (let seconds = Math.ceil(from / unit) * unit; seconds < to; seconds += step) {
    const isDay = seconds % DAY_SECONDS === 0;
    result.push({ seconds, label: isDay ? day(seconds) : clock(seconds) });
  }
  return result;
}

/** A name over the stretch of time it takes. */
export interface Span extends Window {
  readonly name: string;
}

/**
 * Lines of at most `width` characters with a mark for every span that touches the window: `├─ drop ─┤` where there is room,
 * else `▾ drop`. Spans that would overlap stand on lines of their own.
 */
export function spanMarks(spans: readonly Span[], window: Window, width: number): string[] {
  const lines: string[] = [];
  for (const span of spans) {
    if (span.to <= window.from || span.from >= window.to) continue;
    const { at, mark } = spanMark(span, window, width);
    const line = lines.findIndex((text) => text.length < at);
    const before = line === -1 ? "" : (lines[line] ?? "");
    lines[line === -1 ? lines.length : line] = before.padEnd(at) + mark;
  }
  return lines;
}

function spanMark(span: Span, window: Window, width: number): { at: number; mark: string } {
  const perSecond = width / (window.to - window.from);
  const first = Math.max(0, Math.floor((span.from - window.from) * perSecond));
  const last = Math.min(width - 1, Math.ceil((span.to - window.from) * perSecond) - 1);
  const room = last - first + 1 - span.name.length - 4;
  if (room >= 2) {
    const left = Math.floor(room / 2);
    return { at: first, mark: `├${"─".repeat(left)} ${span.name} ${"─".repeat(room - left)}┤` };
  }
  const pointing = `▾ ${span.name}`;
  // Near the right edge the name stands before its mark.
  if (first + pointing.length <= width) return { at: first, mark: pointing };
  const mirrored = `${span.name} ▾`;
  return { at: Math.max(0, first + 1 - mirrored.length), mark: mirrored };
}
