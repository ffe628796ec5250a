/** A NAT gateway: ports to one destination, and bandwidth. */
import type { Flow } from "../../../src/network/flow.ts";
import { natGateway } from "../../../src/services/nat-gateway.ts";
import { driver } from "../../../src/simulation/driver.ts";
import { alone, requestClass } from "../../support/service-alone.ts";
import type { Experiment } from "../experiment.ts";

const page = requestClass({ name: "page" });

/** One call per request to one address of a partner. */
function gateway(of: Partial<Flow>, config: object = {}, assume: Record<string, number> = {}) {
  const flow: Flow = {
    from: "app",
    destination: { kind: "internet", name: "partner", addresses: 1 },
    driver: driver({ component: "traffic", name: "served", unit: "1/s" }, 1, 0),
    bytesUp: 0,
    bytesDown: 0,
    connections: 1,
    connectionSeconds: 350,
    cause: "calls",
    assumptions: [],
    ...of,
  };
  const path = { kind: "nat", carrier: "it", share: 1, crossZoneShare: 0, crossZoneSides: 2 } as const;
  const through = [{ routed: { flow, paths: [path] }, share: 1, classIndex: 0 }];
  return alone(natGateway, config, { classes: [page], through, hours: 3, assume });
}

/** Connections open after each second of `perSecond` requests. */
function open(it: ReturnType<typeof gateway>, perSecond: number, seconds: number) {
  return Array.from({ length: seconds }, () => {
    const failed = it.step(1, [perSecond]).failed[0]!;
    return { failed, connections: it.driver("connections").now };
  });
}

export const ports: Experiment = {
  repeats: "nat-ports",
  setting:
    "Each request opens a connection to one address of a partner; nobody closes it, or the application does after 60 s on average.",
  run() {
    const exhausted = open(gateway({}), 200, 700);
    let lasting = 100;
    while (open(gateway({}), lasting + 1, 400).every(({ failed }) => failed === 0)) lasting += 1;
    const closed = gateway({ connectionSeconds: 60 });
    open(closed, 1000, 1200);
    const most = (addresses: number): number =>
      Math.max(...open(gateway({}, { addresses }), 1000, 340).map(({ connections }) => connections));
    return {
      figures: {
        one: most(1),
        two: most(2),
        exhausted: exhausted.findIndex(({ failed }) => failed > 0),
        lasting,
        steady: closed.step(1, [1000]).served[0]! / 10,
      },
      plots: [
        {
          name: "nat-ports",
          title: "NAT gateway: 200 new connections a second that nobody closes",
          x: { label: "seconds since they began", from: 0, to: 700 },
          y: { label: "connections open", from: 0, to: 60_000 },
          series: [
            {
              name: "ours",
              of: "ours",
              shape: "line",
              points: exhausted.map(({ connections }, i): [number, number] => [i + 1, connections]),
            },
            {
              name: "the rule: 55,000 ports, used up after 275 s",
              of: "measured",
              shape: "points",
              points: [
                [100, 20_000],
                [200, 40_000],
                [275, 55_000],
                [350, 55_000],
              ],
            },
          ],
        },
      ],
    };
  },
};

export const bandwidth: Experiment = {
  repeats: "nat-bandwidth",
  setting: "A gateway that was quiet gets 200 Gbit/s from one second to the next, in large packets, and in small ones.",
  run() {
    const wide = { connections: 0, bytesDown: 25e6 };
    const large = gateway(wide, {}, { natPacket: 8000, natGrowth: 60 });
    large.step(60, [0]);
    const passed = Array.from({ length: 600 }, () => large.step(1, [1000]).served[0]! / 5);
    const small = gateway(wide, {}, { natPacket: 200 });
    small.step(60, [0]);
    let packets = 0;
    for (let second = 0; second < 600; second += 1) packets = (small.step(1, [1000]).served[0]! * 25e6) / 200;
    return {
      figures: { first: passed[0]!, most: passed.at(-1)!, packets: packets / 1e6 },
      plots: [
        {
          name: "nat-bandwidth",
          title: "NAT gateway: what passes of 200 Gbit/s (speed assumed)",
          x: { label: "seconds since the load began", from: 0, to: 600 },
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
              points: [
                [0, 5],
                [600, 100],
              ],
            },
          ],
        },
      ],
    };
  },
};
