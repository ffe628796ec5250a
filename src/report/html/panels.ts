/** Which charts the page shows: each a quantity of the run with the columns that belong together. */
import type { Series, SeriesColumn } from "../../simulation/series.ts";

/** How a line is drawn; the page's style gives each tone its colour. */
export type Tone = "one" | "two" | "three" | "four" | "five" | "bad" | "limit";

/** A column over its series' steps. */
export interface Line {
  /** Null for a sum of several. */
  readonly component: string | null;
  readonly label: string;
  readonly tone: Tone;
  readonly values: Float64Array;
  readonly series: Series;
}

/** A level that is drawn across a panel, in its unit. */
export interface Bound {
  /** Null where it is that of a sum. */
  readonly component: string | null;
  readonly title: string;
  readonly value: number;
  /** The largest that what it bounds was. */
  readonly most: number;
}

export interface Panel {
  readonly title: string;
  /** `1/s`, `tasks`, `bit/s` … */
  readonly unit: string;
  readonly lines: readonly Line[];
  readonly bounds: readonly Bound[];
  /** Components whose limits belong here. */
  readonly components: readonly string[];
  /** What a reader must know about how it is drawn; null where nothing is unusual. */
  readonly note: string | null;
}

interface Kind {
  readonly title: string;
  readonly unit: RegExp;
  readonly name: RegExp;
  /** Looked for in the component, where the name alone does not say what it is. */
  readonly component?: RegExp;
  readonly most: number;
  readonly tone?: Tone;
  /** One line for all of them. */
  readonly sum?: string;
  /** Factor to another unit. */
  readonly as?: { readonly unit: string; readonly factor: number };
  readonly note?: string;
}

/** AWS states a gateway's bandwidth in bits. */
const BITS = { unit: "bit/s", factor: 8 } as const;

const KINDS: readonly Kind[] = [
  { title: "Requests", unit: /^1\/s$/, name: /^requests$/, most: 2 },
  { title: "Failed requests", unit: /^1\/s$/, name: /^(failed|errors)$/, most: 1, tone: "bad" },
  { title: "Tasks", unit: /^tasks$/, name: /^running tasks$/, most: 3 },
  { title: "Instances", unit: /^instances$/, name: /^running instances$/, most: 3 },
  { title: "Database capacity", unit: /^ACU$/, name: /^capacity$/, most: 3 },
  { title: "Load balancer", unit: /^LCU$/, name: /^(load|capacity)$/, most: 4 },
  { title: "NAT throughput", unit: /^bytes\/s$/, name: /^throughput$/, most: 99, sum: "gateways", as: BITS },
  { title: "NAT throughput", unit: /^bytes\/s$/, name: /./, component: /^nat\b/, most: 99, sum: "gateways", as: BITS },
  { title: "Calls to third parties", unit: /^1\/s$/, name: /^calls$/, most: 3 },
  { title: "Messages waiting", unit: /^messages$/, name: /^backlog$/, most: 3 },
  {
    title: "Cost per minute",
    unit: /^\$\/min$/,
    name: /^cost$/,
    most: 1,
    note: "What a clock hour costs, spread evenly over its minutes: most of it is billed by the hour.",
  },
];

const TONES: readonly Tone[] = ["one", "two", "three"];

/** The panels that the series has columns for, in the order they are shown; each title once. */
export function panels(series: Series): Panel[] {
  const found: Panel[] = [];
  for (const kind of KINDS) {
    const matching = matchingColumns(series, kind);
    const [first] = matching;
    if (first === undefined || found.some(({ title }) => title === kind.title)) continue;
    const lines = kind.sum === undefined ? linesOf(matching, kind, series) : [summed(matching, kind, series)];
    found.push({
      title: kind.title,
      unit: kind.as?.unit ?? first.unit,
      lines,
      bounds: boundsOf(series, matching, lines, kind),
      components: [...new Set(matching.map(({ component }) => component))],
      note: kind.note ?? null,
    });
  }
  return found;
}

function matchingColumns({ columns }: Series, kind: Kind): SeriesColumn[] {
  return columns
    .filter(
      ({ unit, name, component }) =>
        kind.unit.test(unit) && kind.name.test(name) && (kind.component?.test(component) ?? true),
    )
    .map((column) => ({ column, largest: largestOf(column) }))
    .sort((a, b) => Number(isShop(b.column)) - Number(isShop(a.column)) || b.largest - a.largest)
    .slice(0, kind.most)
    .map(({ column }) => column);
}

export function largestOf({ values }: Pick<SeriesColumn, "values">): number {
  return values.reduce((most, value) => Math.max(most, value), 0);
}

/** Of columns that are summed the bounds are too. */
function boundsOf(
  { bounds = [] }: Series,
  matching: readonly SeriesColumn[],
  lines: readonly Line[],
  { as, sum }: Kind,
): Bound[] {
  const own = bounds.filter((bound) =>
    matching.some(({ component, name }) => component === bound.component && name === bound.column),
  );
  const scaled = own.map((bound) => ({ title: bound.title, value: bound.value * (as?.factor ?? 1), bound }));
  const [first] = scaled;
  if (first === undefined) return [];
  if (sum !== undefined) {
    const value = scaled.reduce((all, one) => all + one.value, 0);
    return [
      {
        component: null,
        title: first.title,
        value,
        most: lines.reduce((most, line) => Math.max(most, largestOf(line)), 0),
      },
    ];
  }
  const several = new Set(own.map(({ component }) => component)).size > 1;
  return scaled.map(({ title, value, bound }) => {
    const at = matching.findIndex(({ component, name }) => component === bound.component && name === bound.column);
    const most = matching[at] === undefined ? 0 : largestOf(matching[at]);
    const name = several ? `${bound.component}: ${title}` : title;
    return { component: bound.component, title: name, value, most };
  });
}

function linesOf(columns: readonly SeriesColumn[], kind: Kind, series: Series): Line[] {
  // What there is room for is drawn last, so that what fills it stays in front of it.
  const limits = columns.filter(({ name }) => name === "capacity" && columns.some((other) => other.name === "load"));
  const own = columns.filter((column) => !limits.includes(column));
  return [
    ...own.map((column, index) => ({
      component: column.component,
      label: labelOf(column),
      tone: kind.tone ?? TONES[index % TONES.length] ?? "one",
      values: column.values,
      series,
    })),
    ...limits.map((column) => ({
      component: column.component,
      label: labelOf(column),
      tone: "limit" as const,
      values: column.values,
      series,
    })),
  ];
}

function labelOf(column: SeriesColumn): string {
  return isShop(column) || column.component === "bill" ? column.name : `${column.component} ${column.name}`;
}

/** What viewers ask of the whole shop belongs to no component. */
function isShop({ component }: SeriesColumn): boolean {
  return component === "traffic" || component === "";
}

function summed(columns: readonly SeriesColumn[], { sum, as }: Kind, series: Series): Line {
  const [first] = columns;
  const values = new Float64Array(first?.values.length ?? 0);
  for (const column of columns) column.values.forEach((value, step) => (values[step] = (values[step] ?? 0) + value));
  if (as !== undefined) values.forEach((value, step) => (values[step] = value * as.factor));
  const label = first !== undefined && columns.length === 1 ? labelOf(first) : `all ${columns.length} ${sum ?? ""}`;
  return { component: null, label, tone: "one", values, series };
}
