/** Aurora Serverless: capacity after a sudden load, on either platform, after it has ended, and from a pause and back. */
import { auroraServerless } from "../../../src/services/aurora-serverless.ts";
import { alone, requestClass } from "../../support/service-alone.ts";
import type { Experiment, PlotSeries } from "../experiment.ts";

/** 20 ms of a database vCPU; at 70 % of the CPU 8.75 of them a second need one ACU. */
const query = requestClass({ name: "query", database: "it", databaseCpuSeconds: 0.02 });
const PER_ACU = 8.75;

type Points = [seconds: number, acu: number][];

function database(config: object) {
  // Nothing but the load keeps it up: none of them ran monitoring that does.
  return alone(auroraServerless, config, { classes: [query], assume: { acuBase: 0.5 } });
}

/** ACU at the end of each of `seconds` seconds under the load that needs `acu` ACU, after what `it` has lived through. */
function follow(it: ReturnType<typeof database>, acu: number, seconds: number): Points {
  return Array.from({ length: seconds }, (_, second): [number, number] => {
    it.step(1, [acu * PER_ACU]);
    return [second + 1, it.driver("writer capacity").now];
  });
}

/** A load that needs far more than there will be, from an idle start. */
function rise(platform: "legacy" | "platform_4", from: number, seconds: number): Points {
  const it = database({ min: from, max: 128, platform });
  it.step(60, [0]);
  return [[0, from], ...follow(it, 300, seconds)];
}

/** From `high` ACU, held until the load ends, down to the minimum. */
function fall(min: number, high: number, seconds: number): Points {
  const it = database({ min, max: high });
  it.step(600, [high * PER_ACU * 600]);
  return [[0, high], ...follow(it, 0, seconds)];
}

const firstAt = (points: Points, holds: (acu: number) => boolean): number => {
  const found = points.find(([, acu]) => holds(acu));
  if (found === undefined) throw new Error("that capacity was never reached");
  return found[0];
};

const acuAt = (points: Points, seconds: number): number => points[seconds]![1];

const ours = (name: string, points: Points): PlotSeries => ({ name, of: "ours", shape: "line", points });

/** As the study words it, from the moment of our first jump: 4 ACU, then half an ACU every 15 s. */
function ladder(start: number, seconds: number): Points {
  const steps = Math.floor((seconds - start) / 15);
  const at = (step: number): [number, number] => [start + 15 * step, 4.5 + 0.5 * step];
  return [[0, 0.5], ...Array.from({ length: steps + 1 }, (_, step) => at(step)), [seconds, at(steps)[1]]];
}

export const ladder2022: Experiment = {
  repeats: "aurora-ladder-2022",
  setting:
    "The first platform (`platform: legacy`), 0.5 to 128 ACU, a load that needs more than there is, from an idle start at 0.5 ACU and " +
    "from one at 12, which is 16 after its first jump; then from 64 ACU after the load.",
  run() {
    const low = rise("legacy", 0.5, 300);
    const jumped = firstAt(low, (acu) => acu > 1);
    const middling = rise("legacy", 12, 300);
    const after = firstAt(middling, (acu) => acu > 13);
    const down = fall(0.5, 64, 900);
    return {
      figures: {
        jump: acuAt(low, jumped) - 0.5,
        // Over the first half minute after the jump.
        small: 2 * (acuAt(low, jumped + 30) - acuAt(low, jumped)),
        medium: 2 * (acuAt(middling, after + 30) - acuAt(middling, after)),
        drop: firstAt(down, (acu) => acu <= 32) / 60,
      },
      plots: [
        {
          name: "aurora-ladder-2022",
          title: "Aurora Serverless v2, first platform: capacity under a sudden load",
          x: { label: "seconds since the load began" },
          y: { label: "ACU" },
          series: [
            { name: "as worded: 4, then 0.5 every 15 s", of: "measured", shape: "steps", points: ladder(jumped, 300) },
            ours("legacy", low),
            ours(
              "platform_4",
              rise("platform_4", 0.5, 300).filter(([, acu]) => acu <= 16),
            ),
          ],
        },
      ],
    };
  },
};

export const platform4: Experiment = {
  repeats: "aurora-platform-4-2026",
  setting:
    "Platform 4, 0 to 16 ACU. Paused for ten minutes before the first connection; after the load " +
    "no connection is left, and the pause comes after its 300 s.",
  run() {
    const paused = database({ min: 0, max: 16 });
    paused.step(1200, [0]);
    const resumed = follow(paused, 300, 120);
    const growing = rise("platform_4", 2, 120);
    const idle = database({ min: 0, max: 16 });
    idle.step(600, [14.5 * PER_ACU * 600]);
    const down: Points = [[0, 14.5], ...follow(idle, 0, 400)];
    return {
      figures: {
        resume: firstAt(resumed, (acu) => acu > 0) - 1,
        "to-16": firstAt(resumed, (acu) => acu >= 16),
        "to-6.5": firstAt(down, (acu) => acu <= 6.5),
        "to-0": firstAt(down, (acu) => acu === 0),
      },
      plots: [
        {
          name: "aurora-platform-4-up",
          title: "Aurora Serverless, platform 4: under a sudden load",
          x: { label: "seconds since the load began" },
          y: { label: "ACU" },
          series: [
            { name: "measured: 16 within a minute", of: "measured", shape: "points", points: [[60, 16]] },
            ours(
              "from 2 ACU",
              growing.filter(([, acu]) => acu <= 16),
            ),
            ours("from a pause", [[0, 0], ...resumed]),
          ],
        },
        {
          name: "aurora-platform-4-down",
          title: "Aurora Serverless, platform 4: after the load, to a pause",
          x: { label: "seconds since the load ended" },
          y: { label: "ACU", to: 16 },
          series: [
            {
              name: "measured (6.5 in between)",
              of: "measured",
              shape: "points",
              points: [
                [0, 14.5],
                [323, 0],
              ],
            },
            ours("ours", down),
          ],
        },
      ],
    };
  },
};

export const scaleDown2024: Experiment = {
  repeats: "aurora-scale-down-2024",
  setting: "Each range, at its maximum for ten minutes; then the load ends at once. Time until the minimum.",
  run() {
    const low = fall(0.5, 10, 1200);
    const short = fall(4, 10, 1200);
    const high = fall(4, 20, 1200);
    const end = (points: Points, min: number) => firstAt(points, (acu) => acu <= min) / 60;
    const minutes = (points: Points): Points => points.map(([second, acu]) => [second / 60, acu]);
    const measured = (name: string, points: Points): PlotSeries => ({ name, of: "measured", shape: "points", points });
    return {
      figures: { low: end(low, 0.5), short: end(short, 4), high: end(high, 4) },
      plots: [
        {
          name: "aurora-scale-down-2024",
          title: "Aurora Serverless v2: capacity after the load has ended",
          x: { label: "minutes since the load ended" },
          y: { label: "ACU" },
          series: [
            measured("measured: at the minimum", [
              [10, 0.5],
              [5, 4],
            ]),
            ours("10 to 0.5", minutes(low)),
            ours("10 to 4", minutes(short)),
            ours("20 to 4", minutes(high)),
          ],
        },
      ],
    };
  },
};

export const step2025: Experiment = {
  repeats: "aurora-step-2025",
  setting: "The first platform under a load that needs more than there is, after its first jump.",
  run() {
    const points = rise("legacy", 0.5, 600);
    const from = (acu: number, more: number): number =>
      firstAt(points, (at) => at >= acu + more) - firstAt(points, (at) => at >= acu);
    return { figures: { small: from(4.5, 1), large: from(16, 4) }, plots: [] };
  },
};

/** Writer and reader, by the second: 16 ACU are needed for writes in the first five minutes, and nothing after that. */
function besideWriter(reader_tier: number): { writer: Points; reader: Points } {
  const it = database({ min: 2, max: 32, readers: 1, reader_tier });
  it.step(60, [0]);
  const writer: Points = [];
  const reader: Points = [];
  for (let second = 0; second < 900; second += 1) {
    it.step(1, [second < 300 ? 16 * PER_ACU : 0]);
    const acu = it.driver("writer capacity").now;
    writer.push([second, acu]);
    reader.push([second, it.driver("capacity").now - acu]);
  }
  return { writer, reader };
}

export const readersBesideWriter: Experiment = {
  repeats: "aurora-readers",
  setting: "2 to 32 ACU, one reader; five minutes of writes that need 16 ACU. Looked at when they end.",
  run() {
    const follows = besideWriter(1);
    const alone = besideWriter(2);
    const share = ({ writer, reader }: typeof alone): number => acuAt(reader, 299) / acuAt(writer, 299);
    return {
      figures: { "tier-1": share(follows), "tier-2": share(alone) },
      plots: [
        {
          name: "aurora-readers",
          title: "Aurora Serverless: idle readers beside a writer under load for 300 s",
          x: { label: "seconds since the load began" },
          y: { label: "ACU" },
          series: [
            ours("writer", follows.writer),
            ours("reader of tier 1", follows.reader),
            ours("reader of tier 2", alone.reader),
          ],
        },
      ],
    };
  },
};
