/** Lambda: environments that start for requests, and pollers of an SQS event source. */
import { lambda } from "../../../src/services/lambda.ts";
import { alone, requestClass, type AloneOptions } from "../../support/service-alone.ts";
import type { Experiment } from "../experiment.ts";

const request = requestClass({ name: "request", compute: "it", serviceSeconds: 1 });
const message = requestClass({ name: "message", queue: "orders", messages: 1 });

/** A function whose INIT is short, so that the rule alone is seen. */
function serving(config: object, options: AloneOptions = {}) {
  return alone(
    lambda,
    { memory: "1769MB", package: "1KB", ...config },
    { classes: [request], hours: 3, quotas: { lambda_concurrency: 20_000 }, assume: { lamInit: 1 }, ...options },
  );
}

/** Environments at the end of each of `seconds` seconds under `perSecond` requests of a second. */
function grown(it: ReturnType<typeof serving>, perSecond: number, seconds: number): number[] {
  return Array.from({ length: seconds }, () => {
    it.step(1, [perSecond]);
    return it.driver("environments").now;
  });
}

export const starts: Experiment = {
  repeats: "lambda-starts",
  setting:
    "A function that was quiet gets 5,000 requests of a second each, from one second to the next; INIT of a millisecond.",
  run() {
    const quiet = serving({});
    quiet.step(60, [0]);
    const curve = grown(quiet, 5000, 60);
    const rested = serving({});
    rested.step(3600, [0]);
    const short = serving(
      { reserved: 100 },
      { classes: [{ ...request, serviceSeconds: 0.02 }], quotas: { lambda_concurrency: 20_000 } },
    );
    short.step(60, [0]);
    const small = serving({}, { quotas: { lambda_concurrency: 1000 } });
    small.step(60, [0]);
    return {
      figures: {
        at10: curve[9]!,
        at20: curve[19]!,
        at30: curve[29]!,
        rested: grown(rested, 5000, 10)[9]!,
        perEnvironment: short.step(60, [60 * 5000]).served[0]! / 60,
        quota: small.step(60, [60 * 5000]).served[0]! / 60,
      },
      plots: [
        {
          name: "lambda-starts",
          title: "Lambda: environments under a load that needs 5,000 at once",
          x: { label: "seconds since the load began", from: 0, to: 60 },
          y: { label: "environments", from: 0 },
          series: [
            { name: "ours", of: "ours", shape: "line", points: curve.map((at, i): [number, number] => [i + 1, at]) },
            {
              name: "the rule",
              of: "measured",
              shape: "points",
              points: [0, 10, 20, 30, 40].map((at): [number, number] => [at, 1000 + 100 * at]),
            },
          ],
        },
      ],
    };
  },
};

/** An event source under a backlog that it cannot work off. */
function backlog(duration: string) {
  return alone(
    lambda,
    { queue: "orders", duration, memory: "1GB", background: "0/s", batch_size: 1, package: "1KB" },
    { classes: [message], hours: 3, quotas: { lambda_concurrency: 20_000 } },
  );
}

const MESSAGES = 10_000_000;

export const eventSource: Experiment = {
  repeats: "sqs-event-source",
  setting: "Ten million messages come at once to a function that takes 30 s for each, in batches of one.",
  run() {
    const it = backlog("30s");
    it.step(1, [0]);
    const curve = Array.from({ length: 360 }, (_, second) => {
      it.step(1, [second === 0 ? MESSAGES : 0]);
      return it.driver("concurrency").now;
    });
    return {
      figures: { at1: curve[59]!, at2: curve[119]!, at4: curve[239]!, most: curve.at(-1)! },
      plots: [
        {
          name: "sqs-event-source",
          title: "Invocations at once of an SQS event source under a backlog",
          x: { label: "seconds since messages came", from: 0, to: 360 },
          y: { label: "invocations at once", from: 0 },
          series: [
            { name: "ours", of: "ours", shape: "line", points: curve.map((at, i): [number, number] => [i + 1, at]) },
            {
              name: "the rule",
              of: "measured",
              shape: "points",
              points: [0, 1, 2, 3, 4, 5].map((minute): [number, number] => [
                60 * minute,
                Math.min(1250, 5 + 300 * minute),
              ]),
            },
          ],
        },
      ],
    };
  },
};

const runs = [
  { ms: 200, seconds: 80, started: 358 },
  { ms: 400, seconds: 170, started: 795 },
  { ms: 600, seconds: 210, started: 1060 },
] as const;

export const underBacklog: Experiment = {
  repeats: "sqs-lambda-2026",
  setting: "More messages than can be worked off, in batches of one, for as long as the source's ramp-up lasted.",
  run() {
    const results = runs.map(({ ms, seconds }) => {
      const it = backlog(`${ms}ms`);
      it.step(1, [0]);
      let started = 0;
      let worked = 0;
      const line: [number, number][] = [];
      for (let second = 0; second < seconds; second += 1) {
        it.step(1, [second === 0 ? MESSAGES : 0]);
        started += it.driver("launches").now;
        worked += it.driver("messages").now;
        line.push([second + 1, started]);
      }
      return { ms, started, worked, line };
    });
    return {
      figures: Object.fromEntries(
        results.flatMap(({ ms, started, worked }) => [
          [`starts${ms}`, started],
          [`worked${ms}`, worked],
        ]),
      ),
      plots: [
        {
          name: "sqs-lambda-2026",
          title: "Environments that an SQS event source has started",
          x: { label: "seconds since messages came", from: 0 },
          y: { label: "environments", from: 0 },
          series: [
            // All grow alike, whatever a message takes: the longest is enough.
            { name: "ours", of: "ours", shape: "line", points: results.at(-1)!.line },
            {
              name: "measured, at the end of three runs",
              of: "measured",
              shape: "points",
              points: runs.map(({ seconds, started }): [number, number] => [seconds, started]),
            },
          ],
        },
      ],
    };
  },
};
