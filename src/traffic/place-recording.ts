/** Where in the period a recording stands, and what stands where it has nothing. */
import { cutRecorded, requestsBetween, type Recorded, type Recording } from "./recorded.ts";
import { zoneOffset } from "./time-zone.ts";

export interface Placing {
  /** The period: seconds since 1970 at its start, and its length. */
  readonly startSeconds: number;
  readonly seconds: number;
  /** `start`: its first moment at the period's; `week`: by weekday and local time; `date`: when it was recorded. */
  readonly align: "start" | "week" | "date";
  /** What stands after its end: what it had a whole number of days or weeks before; null: nothing. */
  readonly repeat: "daily" | "weekly" | null;
  readonly timezone: string;
  /** Times every count. */
  readonly scale: number;
  /** Mean over the period that counts are scaled to, per second; null: as recorded. */
  readonly meanPerSecond: number | null;
  /** Steps of the simulation where it is not refined. */
  readonly stepSeconds: number;
}

const DAY_SECONDS = 86_400;
const repeatSeconds = { daily: DAY_SECONDS, weekly: 7 * DAY_SECONDS } as const;

/** The recording laid into the period, with remarks about what did not fit. */
export function placeRecording(recording: Recording, placing: Placing): Recorded {
  const { startSeconds, seconds } = placing;
  const shift = shiftSeconds(recording, placing) - startSeconds;
  const shifted: Recorded = {
    ...recording,
    fromSeconds: recording.fromSeconds.map((from) => from + shift),
    untilSeconds: recording.untilSeconds.map((until) => until + shift),
  };
  const whole = placing.repeat === null ? shifted : repeated(shifted, repeatSeconds[placing.repeat], seconds);
  const inside = cutRecorded(whole, 0, seconds);
  const total = sum(inside.requests);
  const { meanPerSecond } = placing;
  const factor = meanPerSecond === null ? placing.scale : total === 0 ? 0 : (meanPerSecond * seconds) / total;
  return {
    ...inside,
    requests: factor === 1 ? inside.requests : inside.requests.map((requests) => requests * factor),
    remarks: [...recording.remarks, ...misfits(shifted, inside, placing)],
  };
}

/** Seconds that the recording is moved by. */
function shiftSeconds({ fromSeconds }: Recording, { align, startSeconds, timezone }: Placing): number {
  const first = fromSeconds[0]!;
  if (align === "date") return 0;
  if (align === "start") return startSeconds - first;
  // Whole weeks of local time, so many that the recording has begun when the period does.
  const offsetAt = zoneOffset(timezone);
  const clocks = offsetAt(first) - offsetAt(startSeconds);
  const week = repeatSeconds.weekly;
  return Math.floor((startSeconds - first - clocks) / week) * week + clocks;
}

/** The recording, followed by its last `every` seconds again and again until the period's end. */
function repeated(recorded: Recorded, every: number, seconds: number): Recorded {
  const end = recorded.untilSeconds.at(-1)!;
  const tile = cutRecorded(recorded, end - every, every);
  const copies = Math.max(0, Math.ceil((seconds - end) / every));
  const moved = (of: Float64Array, copy: number): Float64Array => of.map((at) => at + end + copy * every);
  const joined = (first: Float64Array, parts: (copy: number) => Float64Array): Float64Array => {
    const all = new Float64Array(first.length + copies * tile.requests.length);
    all.set(first);
    for (let copy = 0; copy < copies; copy += 1) all.set(parts(copy), first.length + copy * tile.requests.length);
    return all;
  };
  return {
    ...recorded,
    fromSeconds: joined(recorded.fromSeconds, (copy) => moved(tile.fromSeconds, copy)),
    untilSeconds: joined(recorded.untilSeconds, (copy) => moved(tile.untilSeconds, copy)),
    requests: joined(recorded.requests, () => tile.requests),
  };
}

function misfits(shifted: Recorded, inside: Recorded, { seconds, repeat, stepSeconds }: Placing): string[] {
  const remarks: string[] = [];
  const first = shifted.fromSeconds[0]!;
  const end = shifted.untilSeconds.at(-1)!;
  const left = sum(shifted.requests) - requestsBetween(shifted, 0, seconds);
  const outside = Math.max(0, Math.min(0, end) - first) + Math.max(0, end - Math.max(first, seconds));
  if (outside > 0) {
    const requests = Math.round(left).toLocaleString("en-US");
    remarks.push(`${hours(outside)} of the recording, with ${requests} requests, lie outside of the period: left out`);
  }
  const before = Math.max(0, Math.min(seconds, first));
  const after = repeat === null ? Math.max(0, seconds - Math.max(0, end)) : 0;
  if (before > 0)
    remarks.push(`the recording begins ${hours(before)} after the period: there is no traffic until then`);
  if (after > 0) {
    remarks.push(
      `the recording ends ${hours(after)} before the period: no traffic comes after it; shorten the period, or say traffic.baseline.repeat: weekly`,
    );
  }
  if (sum(inside.requests) === 0) remarks.push("the recording has no request in the period");
  const shortest = inside.fromSeconds.reduce(
    (least, from, i) => Math.min(least, inside.untilSeconds[i]! - from),
    stepSeconds,
  );
  // The first and the last may have been cut.
  if (shortest < stepSeconds && inside.requests.length > 2) {
    remarks.push(
      `the recording is finer than the steps of ${stepSeconds} s, within which requests are spread evenly; say step: { base: ${Math.max(1, Math.floor(shortest))}s } to see its peaks`,
    );
  }
  return remarks;
}

function hours(seconds: number): string {
  return seconds < 5400 ? `${Math.round(seconds / 6) / 10} min` : `${Math.round(seconds / 360) / 10} h`;
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
