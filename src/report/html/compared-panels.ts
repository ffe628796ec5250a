/** The charts of a comparison: each quantity once, with a line for each estimate. */
import type { Series } from "../../simulation/series.ts";
import { type Bound, type Panel, panels, type Tone } from "./panels.ts";

/** A colour for each; a seventh would be told apart by nobody. */
const TONES: readonly Tone[] = ["one", "four", "three", "two", "bad", "five"];

/** Panels of the first that any other has too, or alone; of several lines in a panel the first, which matters most. */
export function comparedPanels(series: readonly Series[], labels: readonly string[]): Panel[] {
  const all = series.slice(0, TONES.length).map(panels);
  const titles = [...new Set(all.flat().map(({ title }) => title))];
  return titles.flatMap((title): Panel[] => {
    const found = all.flatMap((own, at) => {
      const panel = own.find((one) => one.title === title);
      return panel === undefined ? [] : [{ panel, at }];
    });
    const [first] = found;
    if (first === undefined) return [];
    return [
      {
        ...first.panel,
        lines: found.flatMap(({ panel: { lines }, at }) =>
          lines.slice(0, 1).map((line) => ({ ...line, label: labels[at] ?? "", tone: TONES[at] ?? "one" })),
        ),
        bounds: commonBounds(found.map(({ panel, at }) => ({ label: labels[at] ?? "", bounds: boundsOfFirst(panel) }))),
        components: [],
      },
    ];
  });
}

/** Of the one line that is shown. */
function boundsOfFirst({ lines: [line], bounds }: Panel): Bound[] {
  const own = bounds.filter(({ component }) => component === line?.component);
  return own.map((bound) => ({ ...bound, title: bound.title.replace(`${bound.component ?? ""}: `, "") }));
}

/** A level that all have once; one that only some have with their names. */
function commonBounds(all: readonly { readonly label: string; readonly bounds: readonly Bound[] }[]): Bound[] {
  const levels = new Map<string, { readonly bound: Bound; readonly labels: string[]; readonly used: number[] }>();
  for (const { label, bounds } of all) {
    for (const bound of bounds) {
      const key = `${bound.title} ${bound.value}`;
      const level = levels.get(key) ?? { bound, labels: [], used: [] };
      levels.set(key, level);
      level.labels.push(label);
      level.used.push(bound.most);
    }
  }
  return [...levels.values()].map(({ bound, labels, used }) => ({
    component: null,
    title: labels.length === all.length ? bound.title : `${labels.join(", ")}: ${bound.title}`,
    value: bound.value,
    most: Math.max(...used),
  }));
}
