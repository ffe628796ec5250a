/** ECS service auto scaling: how long a sudden load waits for new tasks, over all moments at which it may begin. */
import { fargate } from "../../../src/services/fargate.ts";
import { alone, requestClass } from "../../support/service-alone.ts";
import { type Experiment, type PlotSeries, swept } from "../experiment.ts";

const page = requestClass({ name: "page", compute: "it", cpuSeconds: 0.08 });

/** Moments of the alarm's look, spread over its interval. */
const ALARM_PHASES = [0.1, 0.3, 0.5, 0.7, 0.9];

interface ScaleOut {
  readonly triggerSeconds: number;
  readonly provisionedSeconds: number;
}

/** Two tasks at 20 % of their CPU until `phase` seconds after a full minute, then saturated. */
function scaleOut(metricPeriod: "60s" | "20s", phase: number, alarmPhase: number): ScaleOut {
  const it = alone(
    fargate,
    {
      min: 2,
      max: 20,
      image: "1MB",
      scaling: { cpu: "50%", metric_period: metricPeriod },
      // Nothing between a running task and its requests.
      health_check: { interval: "0s", timeout: "1h" },
    },
    { classes: [page], assume: { appBoot: 0, alarmPhase } },
  );
  for (let minute = 0; minute < 20; minute += 1) it.step(60, [10 * 60]);
  if (phase > 0) it.step(phase, [10 * phase]);
  let triggerSeconds = 0;
  for (let second = 1; second < 900; second += 1) {
    it.step(1, [200]);
    if (triggerSeconds === 0 && it.driver("launches").now > 0) triggerSeconds = second;
    if (it.driver("running tasks").now > 2) return { triggerSeconds, provisionedSeconds: second };
  }
  throw new Error("no task was launched");
}

function sweep(metricPeriod: "60s" | "20s"): readonly ScaleOut[] {
  const phases = Array.from({ length: 60 }, (_, phase) => phase);
  return phases.flatMap((phase) => ALARM_PHASES.map((alarmPhase) => scaleOut(metricPeriod, phase, alarmPhase)));
}

/** Share of the runs in which it had come by then. */
function distribution(name: string, seconds: readonly number[]): PlotSeries {
  const sorted = [...seconds].sort((a, b) => a - b);
  const points = sorted.map((at, i): [number, number] => [at, (100 * (i + 1)) / sorted.length]);
  return { name, of: "ours", shape: "line", points: [[sorted[0] ?? 0, 0], ...points] };
}

const setting =
  "Two tasks at 20 % of their CPU are saturated at once; the target is 50 %. The load begins at each second of a minute (0 to 59), and " +
  "the alarm looks at five moments of its interval: 300 runs. A small image, no health check before a task counts as running.";

const benchmark = (of: {
  metricPeriod: "60s" | "20s";
  repeats: string;
  trigger: number;
  provisioned: number;
}): Experiment => ({
  repeats: of.repeats,
  setting,
  run() {
    const runs = sweep(of.metricPeriod);
    const triggers = runs.map(({ triggerSeconds }) => triggerSeconds);
    const provisioned = runs.map(({ provisionedSeconds }) => provisionedSeconds);
    return {
      figures: {
        trigger: swept(triggers),
        provisioned: swept(provisioned),
        launch: swept(runs.map((one) => one.provisionedSeconds - one.triggerSeconds)),
      },
      plots: [
        {
          name: of.repeats,
          title: `ECS on ${of.metricPeriod === "60s" ? "one-minute" : "20-second"} metrics: scale-out after a sudden load`,
          x: { label: "seconds since the load began", from: 0 },
          y: { label: "% of the runs", to: 100 },
          series: [
            distribution("ours: decided", triggers),
            distribution("ours: running", provisioned),
            {
              name: "AWS's means",
              of: "measured",
              shape: "points",
              points: [
                [of.trigger, 50],
                [of.provisioned, 50],
              ],
            },
          ],
        },
      ],
    };
  },
});

export const standardMetrics = benchmark({
  metricPeriod: "60s",
  repeats: "ecs-standard-metrics",
  trigger: 363,
  provisioned: 386,
});

export const highResolutionMetrics = benchmark({
  metricPeriod: "20s",
  repeats: "ecs-high-resolution-metrics",
  trigger: 86,
  provisioned: 109,
});

/** Hearsay in minutes, about one-minute metrics. */
const inMinutes = (repeats: string): Experiment => ({
  repeats,
  setting: "The same runs on one-minute metrics.",
  run() {
    const minutes = sweep("60s").map(({ triggerSeconds }) => triggerSeconds / 60);
    return { figures: { trigger: swept(minutes) }, plots: [] };
  },
});

export const asUsersKnowIt = inMinutes("ecs-users-2023");
export const questionOfUsers = inMinutes("ecs-question-of-users");
export const comment2019 = inMinutes("ecs-comment-2019");
