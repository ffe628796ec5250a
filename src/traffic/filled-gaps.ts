/** Time that a recording leaves out, filled in. */
import { growing } from "./growing.ts";
import type { Recording } from "./recorded.ts";

/** Each gap as a stretch of its own, at the mean of the rates before and after it. */
export function filledGaps(recording: Omit<Recording, "remarks">): Omit<Recording, "remarks"> {
  const { fromSeconds, untilSeconds, requests } = recording;
  const from = growing();
  const until = growing();
  const counts = growing();
  const rate = (i: number): number => requests[i]! / (untilSeconds[i]! - fromSeconds[i]!);
  for (let i = 0; i < requests.length; i += 1) {
    from.push(fromSeconds[i]!);
    until.push(untilSeconds[i]!);
    counts.push(requests[i]!);
    const next = fromSeconds[i + 1];
    if (next === undefined || next <= untilSeconds[i]!) continue;
    from.push(untilSeconds[i]!);
    until.push(next);
    counts.push(((rate(i) + rate(i + 1)) / 2) * (next - untilSeconds[i]!));
  }
  return { ...recording, fromSeconds: from.values(), untilSeconds: until.values(), requests: counts.values() };
}
