/** DynamoDB tables on demand, and prefixes of S3, under more than they took before. */
import { dynamodb } from "../../../src/services/dynamodb.ts";
import { s3 } from "../../../src/services/s3.ts";
import { alone, requestClass } from "../../support/service-alone.ts";
import type { Experiment, PlotSeries } from "../experiment.ts";

const write = requestClass({ name: "write", table: "it", tableWriteUnits: 1 });
const read = requestClass({ name: "read", table: "it", tableReadUnits: 1 });
const get = requestClass({ name: "get", origin: "bucket", bucket: "it", compute: null });
const put = requestClass({ name: "put", bucket: "it", objectPuts: 1 });
/** Beyond the default quota of a table, which would hide the rest. */
const quotas = { dynamodb_table_wru: 1_000_000, dynamodb_table_rru: 1_000_000 };

function table(of: typeof write, config: object = {}) {
  return alone(dynamodb, config, { classes: [of], quotas, hours: 4 });
}

/** What a second of far too much gets of the driver. */
function most(it: ReturnType<typeof table>, name: string, before: number): number {
  it.step(60, [60 * before]);
  it.step(1, [1_000_000]);
  return it.driver(name).now;
}

export const onDemand: Experiment = {
  repeats: "dynamodb-on-demand",
  setting:
    "Tables on demand get a million requests a second, after a minute of 100 a second or of the peak that is named.",
  run() {
    const half = table(write);
    half.step(60, [6000]);
    const curve = Array.from({ length: 5400 }, () => {
      half.step(1, [100_000]);
      return half.driver("writes").now;
    });
    return {
      figures: {
        newWrites: most(table(write), "writes", 100),
        newReads: most(table(read), "reads", 100),
        twice: most(table(read), "reads", 50_000),
        half: curve[1799]!,
        partitionWrites: most(table(write, { hot_key: "100%" }), "writes", 100),
        partitionReads: most(table(read, { hot_key: "100%" }), "reads", 100),
      },
      plots: [
        {
          name: "dynamodb-on-demand",
          title: "DynamoDB on demand: writes a second of a new table under far more",
          x: { label: "minutes since the load began", from: 0, to: 90 },
          y: { label: "writes a second", from: 0 },
          series: [
            {
              name: "ours",
              of: "ours",
              shape: "line",
              points: curve.filter((_, i) => i % 30 === 0).map((units, i): [number, number] => [i / 2, units]),
            },
            {
              name: "the rule: twice in 30 minutes",
              of: "measured",
              shape: "points",
              points: [
                [0, 4000],
                [30, 8000],
                [60, 16_000],
                [90, 32_000],
              ],
            },
          ],
        },
      ],
    };
  },
};

/** A ramp on a new table from nothing to `to` writes a second in `seconds`. */
function ramp(to: number, seconds: number) {
  const it = table(write);
  it.step(60, [0]);
  const asked: [number, number][] = [];
  const written: [number, number][] = [];
  let [wanted, failed, peak] = [0, 0, 0];
  for (let second = 0; second < seconds; second += 1) {
    const requests = (to * (second + 0.5)) / seconds;
    wanted += requests;
    failed += it.step(1, [requests]).failed[0]!;
    peak = Math.max(peak, it.driver("writes").now);
    if (second % 60 === 0) {
      asked.push([second / 60, requests]);
      written.push([second / 60, it.driver("writes").now]);
    }
  }
  return { peak, throttled: (100 * failed) / wanted, asked, written };
}

export const ramps2019: Experiment = {
  repeats: "dynamodb-ramps-2019",
  setting: "The same ramps on new tables, with the SDK's retries of two seconds.",
  run() {
    const long = [60, 90].map((minutes) => ({ minutes, ...ramp(40_000, minutes * 60) }));
    const series = long.flatMap(({ minutes, asked, written }): PlotSeries[] => [
      { name: `asked, ${minutes} min`, of: "measured", shape: "line", points: asked },
      { name: `written, ${minutes} min`, of: "ours", shape: "line", points: written },
    ]);
    return {
      figures: {
        minute: ramp(9000, 60).peak,
        calm: ramp(3000, 60).throttled,
        ramps: long.filter(({ throttled }) => throttled > 0).length,
      },
      plots: [
        {
          name: "dynamodb-ramps-2019",
          title: "DynamoDB on demand: ramps to 40,000 writes a second on a new table",
          x: { label: "minutes", from: 0, to: 90 },
          y: { label: "writes a second", from: 0 },
          series,
        },
      ],
    };
  },
};

function prefix(of: typeof get, prefixes = 1) {
  const it = alone(s3, { prefixes }, { classes: [of], hours: 4 });
  it.step(1, [10]);
  return it;
}

export const prefixes: Experiment = {
  repeats: "s3-prefix",
  setting: "A bucket that was quiet gets 30,000 requests a second; what the first second serves.",
  run() {
    const first = (of: typeof get, count: number, name: string): number => {
      const it = prefix(of, count);
      it.step(1, [30_000]);
      return it.driver(name).now;
    };
    const it = prefix(get);
    const curve = Array.from({ length: 5400 }, () => {
      it.step(1, [11_000]);
      return it.driver("edge reads").now;
    });
    return {
      figures: {
        reads: first(get, 1, "edge reads"),
        writes: first(put, 1, "writes"),
        four: first(get, 4, "edge reads"),
      },
      plots: [
        {
          name: "s3-prefix",
          title: "S3: reads of one prefix that twice as many are asked of as it gives",
          x: { label: "minutes since the load began", from: 0, to: 90 },
          y: { label: "reads a second", from: 0 },
          series: [
            {
              name: "ours",
              of: "ours",
              shape: "line",
              points: curve.filter((_, i) => i % 30 === 0).map((reads, i): [number, number] => [i / 2, reads]),
            },
            {
              name: "the rule at first, and after 30 to 60 minutes",
              of: "measured",
              shape: "points",
              points: [
                [0, 5500],
                [30, 11_000],
                [60, 11_000],
              ],
            },
          ],
        },
      ],
    };
  },
};

export const split: Experiment = {
  repeats: "s3-split-repost",
  setting: "A prefix that was quiet gets 11,000 reads a second, twice what it gives.",
  run() {
    const it = prefix(get);
    let second = 0;
    while (it.step(1, [11_000]).failed[0]! > 0 || second < 10) second += 1;
    return { figures: { split: second / 60 }, plots: [] };
  },
};
