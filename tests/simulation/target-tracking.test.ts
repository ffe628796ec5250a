import { expect, test } from "vitest";
import { targetTracking, type TargetTrackingPolicy } from "../../src/simulation/target-tracking.ts";

const policy: TargetTrackingPolicy = {
  periodSeconds: 60,
  target: 0.5,
  highDatapoints: 3,
  lowDatapoints: 15,
  lowShare: 0.9,
  delaySeconds: 0,
  alarmPhase: 0,
};

/** One datapoint a minute with `running` tasks: what is wanted at the end of each. */
function minutes(values: readonly number[], running = 10, of: Partial<TargetTrackingPolicy> = {}) {
  const it = targetTracking({ ...policy, ...of });
  return values.map((value, minute) => {
    it.observe(value, running, minute * 60, 60);
    return it.wanted((minute + 1) * 60);
  });
}

const repeat = (value: number, count: number): number[] => Array.from({ length: count }, () => value);

test("three datapoints above the target ask for ceil(current × metric / target)", () => {
  expect(minutes([0.9, 0.9, 0.9])).toEqual([null, null, { direction: "out", capacity: 18 }]);
  // The newest decides how many: 10 × 0.72 / 0.5.
  expect(minutes([0.9, 0.6, 0.72]).at(-1)).toEqual({ direction: "out", capacity: 15 });
  expect(minutes([0.9, 0.5, 0.9, 0.9])).toEqual([null, null, null, null]);
});

test("utilisation is capped at 100 %, so one decision multiplies by at most 1 / target", () => {
  expect(
    [3, 6, 11, 20, 37].map((running) => minutes(repeat(1, 3), running, { target: 0.55 }).at(-1)?.capacity),
  ).toEqual([6, 11, 20, 37, 68]);
});

test("fifteen datapoints below nine tenths of the target ask for less; between the two nothing is asked", () => {
  expect(minutes(repeat(0.3, 15)).at(-2)).toBe(null);
  expect(minutes(repeat(0.3, 15)).at(-1)).toEqual({ direction: "in", capacity: 6 });
  expect(minutes(repeat(0.46, 20)).at(-1)).toBe(null);
  expect(minutes([...repeat(0.3, 14), 0.46, 0.3]).at(-1)).toBe(null);
});

test("only datapoints whose delay is over are seen", () => {
  const it = targetTracking({ ...policy, delaySeconds: 120 });
  for (let minute = 0; minute < 5; minute += 1) it.observe(1, 4, minute * 60, 60);
  expect([299, 300].map((seconds) => it.wanted(seconds))).toEqual([null, { direction: "out", capacity: 8 }]);
});

test("an alarm looks once a minute, one of a shorter period every ten seconds, and sees then what has been published", () => {
  const firstSeen = (of: Partial<TargetTrackingPolicy>): number => {
    const it = targetTracking({ ...policy, ...of });
    for (let second = 0; ; second += 1) {
      if (it.wanted(second) !== null) return second;
      it.observe(1, 4, second, 1);
    }
  };
  const of = (periodSeconds: number, delaySeconds: number, alarmPhase: number) =>
    firstSeen({ periodSeconds, delaySeconds, alarmPhase });
  expect([0, 0.25, 0.5, 0.99].map((phase) => of(60, 0, phase))).toEqual([180, 195, 210, 240]);
  expect([0, 0.25, 0.5, 0.99].map((phase) => of(60, 20, phase))).toEqual([240, 255, 210, 240]);
  expect([0, 0.5, 0.9].map((phase) => of(20, 12, phase))).toEqual([80, 75, 79]);
});

test("what has been added since the newest datapoint began counts as part of what it asks for", () => {
  const it = targetTracking({ ...policy, delaySeconds: 60 });
  const wanted = [4, 4, 4, 8, 8, 8].map((running, minute) => {
    it.observe(1, running, minute * 60, 60);
    return it.wanted((minute + 1) * 60)?.capacity ?? null;
  });
  // Eight run from minute 3 on; the first datapoint of all eight is seen a minute after it ended.
  expect(wanted).toEqual([null, null, null, 8, 16, 16]);
});

test("without data no alarm speaks, and a gap breaks a streak", () => {
  expect(minutes([NaN, NaN, NaN, NaN])).toEqual([null, null, null, null]);
  expect(minutes([1, 1, NaN, 1, 1, 1]).map((one) => one?.capacity ?? null)).toEqual([null, null, null, null, null, 20]);
});

test.each([0.5, 1, 7, 60, 180])("a datapoint is the mean of its period, whatever the steps: %d s", (dt) => {
  const it = targetTracking({ ...policy, periodSeconds: 60 });
  // 0.4 in the first half of every three minutes, 0.8 in the second.
  for (let at = 0; at < 1260; at += dt) {
    const first = Math.max(0, Math.min(1, (90 - (at % 180)) / dt));
    it.observe(first * 0.4 + (1 - first) * 0.8, 10, at, dt);
  }
  // Minutes of 0.4, 0.6 and 0.8; a step of three minutes has their mean in each.
  expect(it.wanted(1260)).toEqual(dt === 180 ? { direction: "out", capacity: 12 } : null);
});

test("a step longer than a period makes several datapoints, and a long one the whole streak", () => {
  const it = targetTracking(policy);
  it.observe(0.2, 10, 0, 3600);
  expect(it.wanted(3600)).toEqual({ direction: "in", capacity: 4 });
});

test("a metric without cap asks for all it needs at once", () => {
  expect(minutes(repeat(400, 3), 3, { target: 10 }).at(-1)).toEqual({ direction: "out", capacity: 120 });
});
