/** Load balancers under more than they have grown to. */
import { applicationLoadBalancer } from "../../../src/services/application-load-balancer.ts";
import { networkLoadBalancer } from "../../../src/services/network-load-balancer.ts";
import { pow } from "../../../src/math.ts";
import { alone, requestClass, type AloneOptions } from "../../support/service-alone.ts";
import type { Experiment } from "../experiment.ts";

/** A quarter of a new connection each: 100 a second are one LCU. */
const light = requestClass({ name: "light", newConnections: 0.25 });
const download = requestClass({ name: "download", bytesIn: 0.2e6, bytesOut: 0.8e6 });

function alb(options: AloneOptions = {}, config: object = {}) {
  const it = alone(applicationLoadBalancer, config, { classes: [light], hours: 3, ...options });
  it.step(1, [0]);
  return it;
}

/** Capacity, in LCU, at the end of each second of 100 times what it takes at first. */
function capacities(doublingSeconds: number, seconds: number): number[] {
  const it = alb({ assume: { albDoubling: doublingSeconds } });
  return Array.from({ length: seconds }, () => {
    it.step(1, [1_000_000]);
    return it.driver("capacity").now;
  });
}

export const albGrowth: Experiment = {
  repeats: "alb-growth",
  setting:
    "A balancer that was quiet (100 LCU): traffic that doubles, a tenfold step with a reservation, and a step of a hundred times.",
  run() {
    const doubling = alb();
    let [asked, served] = [0, 0];
    for (let second = 0; second < 2400; second += 1) {
      const requests = 5000 * pow(2, second / 300);
      asked += requests;
      served += doubling.step(1, [requests]).served[0]!;
    }
    const reserved = alb({}, { reserved_lcu: 1000 });
    const [typical, classic] = [capacities(300, 900), capacities(513, 900)];
    const line = (name: string, values: readonly number[]) => ({
      name,
      of: "ours" as const,
      shape: "line" as const,
      points: values.map((lcu, i): [number, number] => [i + 1, lcu]),
    });
    return {
      figures: {
        doubling: (100 * served) / asked,
        reserved: reserved.step(60, [60 * 100_000]).served[0]! / (60 * 1000),
        capacity: typical[299]! / 100,
        classic: classic[299]! / 100,
      },
      plots: [
        {
          name: "alb-growth",
          title: "Application Load Balancer: capacity under a hundred times what it takes at first",
          x: { label: "seconds since the load began", from: 0, to: 900 },
          y: { label: "LCU", from: 0 },
          series: [
            line("double in five minutes", typical),
            line("half as much again in five", classic),
            {
              name: "the rules",
              of: "measured",
              shape: "points",
              points: [300, 600, 900].flatMap((at): [number, number][] => [
                [at, 100 * pow(2, at / 300)],
                [at, 100 * pow(1.5, at / 300)],
              ]),
            },
          ],
        },
      ],
    };
  },
};

export const nlbGrowth: Experiment = {
  repeats: "nlb-growth",
  setting: "A balancer that was quiet gets 40 Gbit/s of downloads of 1 MB from one second to the next.",
  run() {
    const it = alone(networkLoadBalancer, {}, { classes: [download], hours: 3 });
    it.step(60, [0]);
    const perSecond = 40e9 / 8e6;
    const passed = Array.from({ length: 900 }, () => (it.step(1, [perSecond]).served[0]! * 8e6) / 1e9);
    return {
      figures: { first: passed[0]!, at1: passed[60]!, at5: passed[300]! },
      plots: [
        {
          name: "nlb-growth",
          title: "Network Load Balancer: what passes of 40 Gbit/s",
          x: { label: "seconds since the load began", from: 0, to: 900 },
          y: { label: "Gbit/s", from: 0 },
          series: [
            {
              name: "ours",
              of: "ours",
              shape: "line",
              points: passed.map((gbit, i): [number, number] => [i + 1, gbit]),
            },
            {
              name: "the rule",
              of: "measured",
              shape: "points",
              points: [0, 180, 360, 540].map((at): [number, number] => [at, 3 + at / 20]),
            },
          ],
        },
      ],
    };
  },
};
