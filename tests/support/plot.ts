/** A curve as text, so that a change of behaviour is a visible change of a golden file. */
export function plot(
  title: string,
  points: readonly (readonly [label: string, value: number])[],
  perMark: number,
): string {
  const width = Math.max(...points.map(([label]) => label.length));
  const lines = points.map(([label, value]) => {
    const marks = "#".repeat(Math.round(value / perMark));
    return `${label.padStart(width)} ${value.toFixed(1).padStart(7)} ${marks}`.trimEnd();
  });
  return `${title}\n${lines.join("\n")}\n`;
}
