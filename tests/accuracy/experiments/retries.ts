/** Viewers who try again: what a refusal of half of all requests makes of them, and how long after it is over. */
import { runOf, scenarioOf } from "../../support/estimate-text.ts";
import type { Experiment } from "../experiment.ts";

const scenario = `
region: us-east-1
period: { start: 2026-11-20T00:00:00Z, hours: 1 }
step: { base: 1s, event: 1s }
traffic:
  noise: 0%
  baseline: { mean: 1/s, shape: constant }
  mix: { api: 100% }
  events: [{ name: drop, at: +10m, multiple: 200, ramp: 0s, hold: 10m, decay: 0s }]
classes: { api: { cpu: 1ms, calls: {}, retries: { times: 3, share: 100%, after: 5s } } }
architecture: { front: { service: http_api, targets: [app] }, app: { service: fargate, min: 50, max: 50 } }
quotas: { api_gateway_rps: 100, fargate_vcpu: 1000 }
`;

const [BEGIN, END] = [600, 1200];

export const retryStorm: Experiment = {
  repeats: "retry-storm",
  setting:
    "An HTTP API whose quota is 100 requests a second gets 200 for ten minutes; every viewer tries three times more, 5 s apart.",
  run() {
    const { run } = runOf(scenarioOf(scenario));
    const column = (name: string): Float64Array =>
      run.drivers.find((driver) => driver.component === "traffic" && driver.name === name)!.steps;
    const [attempts, served, failed] = ["attempts api", "served api", "failed api"].map(column);
    const settled = END - 60;
    const after = attempts!.slice(END).findIndex((perSecond) => perSecond <= 0.01 * attempts![settled]!);
    const line = (values: Float64Array): [number, number][] =>
      Array.from(values.slice(BEGIN - 60, END + 60), (perSecond, i): [number, number] => [i - 60, perSecond]);
    return {
      figures: { attempts: attempts![settled]!, givenUp: failed![settled]!, served: served![settled]!, over: after },
      plots: [
        {
          name: "retry-storm",
          title: "Retries: 200 requests a second against a limit of 100",
          x: { label: "seconds since the load began", from: -60, to: 660 },
          y: { label: "a second", from: 0 },
          series: [
            { name: "ours: attempts", of: "ours", shape: "line", points: line(attempts!) },
            { name: "ours: served", of: "ours", shape: "line", points: line(served!) },
            {
              name: "the arithmetic",
              of: "measured",
              shape: "points",
              points: [
                [300, 629],
                [300, 100],
              ],
            },
          ],
        },
      ],
    };
  },
};
