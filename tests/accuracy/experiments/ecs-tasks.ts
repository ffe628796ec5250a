/** ECS services: how many tasks one decision adds and takes away, and how fast tasks are launched. */
import { fargate } from "../../../src/services/fargate.ts";
import { alone, requestClass } from "../../support/service-alone.ts";
import { type Experiment, swept } from "../experiment.ts";

const request = requestClass({ name: "request", compute: "it", cpuSeconds: 0.0005 });

/** Numbers of tasks under way, in the order in which they came. */
function counts(it: ReturnType<typeof alone>, seconds: number, perSecond: number): number[] {
  const seen: number[] = [];
  for (let second = 0; second < seconds; second += 1) {
    it.step(1, [perSecond]);
    const billed = it.driver("billed").now;
    if (billed !== seen.at(-1)) seen.push(billed);
  }
  return seen;
}

function underTest() {
  const it = alone(
    fargate,
    { cpu: 0.25, memory: "512MB", min: 2, max: 6, scaling: { requests: "50/min", cpu: "50%" }, image: "1MB" },
    { classes: [request], assume: { appBoot: 0 } },
  );
  it.step(1200, [0]);
  return it;
}

export const loadTest: Experiment = {
  repeats: "ecs-load-test",
  setting:
    "Tasks of 0.25 vCPU, 0.5 ms of CPU a request; 375 requests a second for seven minutes, because our decision takes longer than " +
    "the three of the test.",
  run() {
    const it = underTest();
    const out = counts(it, 420, 375);
    const after = counts(it, 3600, 0).map(Math.round);
    return { figures: { out: Math.max(...out), in: after.find((tasks) => tasks < 6) ?? 6 }, plots: [] };
  },
};

export const loadTestTime: Experiment = {
  repeats: "ecs-load-test-time",
  setting: "The same test, begun at each second of a minute.",
  run() {
    const seconds = Array.from({ length: 60 }, (_, phase) => {
      const it = underTest();
      if (phase > 0) it.step(phase, [0]);
      let second = 0;
      do {
        it.step(1, [375]);
        second += 1;
      } while (it.driver("launches").now === 0);
      return second;
    });
    return { figures: { trigger: swept(seconds) }, plots: [] };
  },
};

export const launchRate: Experiment = {
  repeats: "ecs-launch-rate",
  setting:
    "A scheduled action raises the minimum of a service from 10 tasks to 1,500 at 18:00; launches are counted by the second, the minute's " +
    "from the first full minute on.",
  run() {
    const it = alone(
      fargate,
      { min: 10, max: 1500, scaling: { scheduled: [{ from: "18:00", until: "22:00", min: 1500 }] } },
      { classes: [request], startSeconds: 17 * 3600, hours: 2 },
    );
    for (let minute = 0; minute < 59; minute += 1) it.step(60, [60]);
    const launched: number[] = [];
    for (let second = 0; second < 260; second += 1) {
      it.step(1, [1]);
      launched.push(it.driver("launches").now);
    }
    const first = launched.findIndex((count) => count > 0);
    const total = (from: number, seconds: number) =>
      launched.slice(from, from + seconds).reduce((sum, count) => sum + count, 0);
    let sum = 0;
    const curve = launched.slice(first - 1).map((count, second): [number, number] => [second, (sum += count)]);
    return {
      figures: {
        burst: launched[first] ?? 0,
        rate: total(first + 1, 10) / 10,
        minute: total(first + 60, 60),
      },
      plots: [
        {
          name: "ecs-launch-rate",
          title: "Launches of one ECS service on Fargate after a scheduled action",
          x: { label: "seconds since the action" },
          y: { label: "tasks launched" },
          series: [{ name: "ours", of: "ours", shape: "steps", points: curve }],
        },
      ],
    };
  },
};
