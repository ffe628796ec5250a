/**
 * Aurora: the storage mode, the smallest capacity, readers.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.setting-capacity.html
 */
import { decimal, sum, type Decimal } from "../../decimal.ts";
import type { Measured } from "../measure.ts";
import { configured, type EvenAt, type Facts, type LeftOut, settingOf, type Variant } from "../variant.ts";

const guide = "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide";
const capacity = `${guide}/aurora-serverless-v2.setting-capacity.html`;
const storage = `${guide}/Aurora.Overview.StorageReliability.html`;

interface Aurora {
  readonly mode: "standard" | "io_optimized";
  readonly readers: number;
}

interface Serverless extends Aurora {
  readonly min: number;
  readonly reader_tier: number;
  readonly insights: boolean;
}

export function auroraVariants(facts: Facts): readonly (Variant | LeftOut)[] {
  return [
    ...configured<Aurora>(facts.scenario, "aurora", "aurora_serverless").flatMap(({ id, config }) => [
      storageMode(id, config),
      ...(config.readers > 0 ? [fewerReaders(id, config)] : []),
    ]),
    ...configured<Serverless>(facts.scenario, "aurora_serverless").flatMap(({ id, config }) => serverless(id, config)),
  ];
}

function storageMode(id: string, { mode }: Aurora): Variant {
  const other = mode === "standard" ? "io_optimized" : "standard";
  return {
    id: `storage.${id}`,
    title: other === "io_optimized" ? `I/O-Optimized storage for ${id}` : `standard storage for ${id}`,
    group: `storage.${id}`,
    changes: () => [{ path: settingOf(id, "mode"), value: other }],
    loses: [],
    needs: [
      other === "io_optimized"
        ? "a month's patience: a cluster switches to it once in 30 days, and back at any time"
        : "",
    ].filter((text) => text !== ""),
    source: storage,
    evenAt: (before, after) =>
      other === "io_optimized"
        ? evenIos(id, { standard: before, optimized: after }, "above")
        : evenIos(id, { standard: after, optimized: before }, "below"),
  };
}

/**
 * I/Os at which both modes cost the same, at the instances and the volume of this run: what they become dearer, over the price of
 * one I/O. AWS's rule of thumb is a quarter of what Aurora costs; this is the Region's own.
 */
function evenIos(
  id: string,
  { standard, optimized }: { readonly standard: Measured; readonly optimized: Measured },
  saves: EvenAt["saves"],
): EvenAt | null {
  const ofId = (run: Measured) => run.lines.filter(({ component }) => component === id);
  const [ios] = ofId(standard).filter(({ usageType }) => usageType.endsWith("Aurora:StorageIOUsage"));
  const rest = costOf(ofId(standard).filter((line) => line !== ios));
  const dear = costOf(ofId(optimized));
  if (ios?.cost === undefined || ios.cost === null || rest === null || dear === null) return null;
  const [quantity, cost] = [decimal(ios.quantity), decimal(ios.cost)];
  if (quantity.isZero() || cost.isZero()) return null;
  const figure = dear.minus(rest).times(quantity).dividedBy(cost);
  return { figure: figure.toFixed(0), unit: "I/Os in the period", saves };
}

function costOf(lines: Measured["lines"]): Decimal | null {
  return lines.some(({ cost }) => cost === null) ? null : sum(lines.map(({ cost }) => decimal(cost ?? "0")));
}

function fewerReaders(id: string, { readers }: Aurora): Variant {
  const to = readers - 1;
  return {
    id: `readers.${id}`,
    title: to === 0 ? `no reader for ${id}` : `${to} readers for ${id} instead of ${readers}`,
    group: `readers.${id}`,
    changes: () => [{ path: settingOf(id, "readers"), value: to }],
    loses: [
      to === 0
        ? "a reader to fail over to: up to 10 minutes without a writer, not 60 seconds"
        : "a reader's share of the reads",
    ],
    needs: [],
    source: `${guide}/Concepts.AuroraHighAvailability.html`,
  };
}

function serverless(id: string, { min, readers, reader_tier: tier, insights }: Serverless): (Variant | LeftOut)[] {
  const floors = [0.5, Math.max(1, Math.floor(min)) / 2, 0].filter((to, i, all) => to < min && all.indexOf(to) === i);
  const lower = floors.map((to) => floor(id, to));
  return [
    ...lower,
    ...(min === 0 ? [{ title: `a lower minimum of ${id}`, why: "it is 0: the cluster may pause" }] : []),
    ...(readers > 0 && tier <= 1 ? [readerTier(id)] : []),
    ...(insights ? [withoutInsights(id)] : []),
  ];
}

function floor(id: string, to: number): Variant {
  const pauses = to === 0;
  return {
    id: `floor.${id}.${to}`,
    title: pauses ? `a minimum of 0 ACU for ${id}, which then may pause` : `a minimum of ${to} ACU for ${id}`,
    group: `floor.${id}`,
    changes: () => [{ path: settingOf(id, "min"), value: to }],
    loses: pauses ? ["about 15 seconds until it has resumed, at least 30 after a day's pause"] : [],
    needs: to <= 0.5 ? ["no more than 2,000 connections, PostgreSQL's most at such a minimum"] : [],
    source: pauses ? `${guide}/aurora-serverless-v2-auto-pause.html` : capacity,
  };
}

function readerTier(id: string): Variant {
  return {
    id: `tier.${id}`,
    title: `readers of ${id} in promotion tier 2, at their own capacity`,
    group: `tier.${id}`,
    changes: () => [{ path: settingOf(id, "reader_tier"), value: 2 }],
    loses: ["the writer's capacity in the reader that takes over from it"],
    needs: [],
    source: `${guide}/aurora-serverless-v2.how-it-works.html`,
  };
}

function withoutInsights(id: string): Variant {
  return {
    id: `insights.${id}`,
    title: `${id} without Performance Insights, which holds 2 ACU`,
    group: `insights.${id}`,
    changes: () => [{ path: settingOf(id, "insights"), value: false }],
    loses: ["Performance Insights"],
    needs: [],
    source: capacity,
  };
}
