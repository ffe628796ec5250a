/** Which charts the page shows: each a quantity of the run with the columns that belong together. */
import type { Series, SeriesColumn } from "../../simulation/series.ts";

/** How a line is drawn; the page's style gives each tone its colour. */
export type Tone = "one" | "two" | "three" | "bad" | "limit";

export interface Line {
  readonly label: string;
  readonly tone: Tone;
  readonly values: Float64Array;
}

export interface Panel {
  readonly title: string;
  /** `1/s`, `tasks`, `bytes/s` … */
  readonly unit: string;
  readonly lines: readonly Line[];
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
}

const KINDS: readonly Kind[] = [
  { title: "Requests", unit: /^1\/s$/, name: /^requests$/, most: 2 },
  { title: "Failed requests", unit: /^1\/s$/, name: /^(failed|errors)$/, most: 1, tone: "bad" },
  { title: "Tasks", unit: /^tasks$/, name: /^running tasks$/, most: 3 },
  { title: "Database capacity", unit: /^ACU$/, name: /^capacity$/, most: 3 },
  { title: "Load balancer", unit: /^LCU$/, name: /^(load|capacity)$/, most: 4 },
  { title: "NAT throughput", unit: /^bytes\/s$/, name: /^throughput$/, most: 99, sum: "gateways" },
  { title: "NAT throughput", unit: /^bytes\/s$/, name: /./, component: /^nat\b/, most: 99, sum: "gateways" },
  { title: "Messages waiting", unit: /^messages$/, name: /^backlog$/, most: 3 },
];

const TONES: readonly Tone[] = ["one", "two", "three"];

/** The panels that the series has columns for, in the order they are shown; each title once. */
export function panels({ columns }: Series): Panel[] {
  const found: Panel[] = [];
  for (const kind of KINDS) {
    const matching = columns
      .filter(
        ({ unit, name, component }) =>
          kind.unit.test(unit) && kind.name.test(name) && (kind.component?.test(component) ?? true),
      )
      .map((column) => ({ column, largest: column.values.reduce((most, value) => Math.max(most, value), 0) }))
      .sort((a, b) => Number(isShop(b.column)) - Number(isShop(a.column)) || b.largest - a.largest)
      .slice(0, kind.most)
      .map(({ column }) => column);
    const [first] = matching;
    if (first === undefined || found.some(({ title }) => title === kind.title)) continue;
    found.push({
      title: kind.title,
      unit: first.unit,
      lines: kind.sum === undefined ? linesOf(matching, kind) : [summed(matching, kind.sum)],
    });
  }
  return found;
}

function linesOf(columns: readonly SeriesColumn[], kind: Kind): Line[] {
  // What there is room for is drawn last, so that what fills it stays in front of it.
  const limits = columns.filter(({ name }) => name === "capacity" && columns.some((other) => other.name === "load"));
  const own = columns.filter((column) => !limits.includes(column));
  return [
    ...own.map((column, index) => ({
      label: labelOf(column),
      tone: kind.tone ?? TONES[index % TONES.length] ?? "one",
      values: column.values,
    })),
    ...limits.map((column) => ({ label: labelOf(column), tone: "limit" as const, values: column.values })),
  ];
}

function labelOf(column: SeriesColumn): string {
  return isShop(column) ? column.name : `${column.component} ${column.name}`;
}

/** What viewers ask of the whole shop belongs to no component. */
function isShop({ component }: SeriesColumn): boolean {
  return component === "traffic" || component === "";
}

function summed(columns: readonly SeriesColumn[], name: string): Line {
  const [first] = columns;
  if (first !== undefined && columns.length === 1) return { label: labelOf(first), tone: "one", values: first.values };
  const values = new Float64Array(first?.values.length ?? 0);
  for (const column of columns) column.values.forEach((value, step) => (values[step] = (values[step] ?? 0) + value));
  return { label: `all ${columns.length} ${name}`, tone: "one", values };
}
