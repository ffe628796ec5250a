/** Values of the charts as people read them. */

const STEPS = [
  { size: 2 ** 40, unit: "TB/s" },
  { size: 2 ** 30, unit: "GB/s" },
  { size: 2 ** 20, unit: "MB/s" },
  { size: 2 ** 10, unit: "KB/s" },
];
/** Bit rates are decimal. */
const BITS: typeof STEPS = [
  { size: 1e9, unit: "Gbit/s" },
  { size: 1e6, unit: "Mbit/s" },
  { size: 1e3, unit: "kbit/s" },
];

const number = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 3 });
const whole = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });

/** `inUnit(7032, "1/s")` is `7,032/s`, `inUnit(2097152, "bytes/s")` is `2 MB/s`, `inUnit(28, "ACU")` is `28 ACU`. */
export function inUnit(value: number, unit: string): string {
  if (unit.startsWith("1/")) return `${plain(value)}${unit.slice(1)}`;
  if (unit === "$/min") return `$${value.toFixed(Math.abs(value) < 0.1 && value !== 0 ? 4 : 2)}/min`;
  if (unit === "bit/s") return scaled(value, BITS, "bit/s");
  if (unit !== "bytes/s") return `${plain(value)} ${unit}`;
  return scaled(value, STEPS, "B/s");
}

function scaled(value: number, steps: typeof STEPS, smallest: string): string {
  const step = steps.find(({ size }) => Math.abs(value) >= size);
  return step === undefined ? `${plain(value)} ${smallest}` : `${plain(value / step.size)} ${step.unit}`;
}

/** `plain(7032.4)` is `7,032`, `plain(0.12345)` is `0.123`. */
function plain(value: number): string {
  return (Math.abs(value) >= 100 ? whole : number).format(value);
}

/** `1 – 7,032/s`, `4 KB/s – 25 MB/s`, or one figure where both read the same. */
export function range(least: number, most: number, unit: string): string {
  const [low, high] = [inUnit(least, unit), inUnit(most, unit)];
  if (low === high) return high;
  const [figure = "", after = ""] = split(low);
  return `${after === split(high)[1] ? figure : low} – ${high}`;
}

/** The figure and what follows it: its unit is said once where both have the same. */
function split(text: string): string[] {
  const end = text.search(/(?!^\$)[^\d.,]/);
  return end === -1 ? [text, ""] : [text.slice(0, end), text.slice(end)];
}

/** A label of an axis: the figure with a unit that is short, else alone; the chart's title says what is counted. */
export function axisLabel(value: number, unit: string): string {
  if (unit === "$/min") return `$${number.format(value)}`;
  return unit.length > 4 && !["bytes/s", "bit/s"].includes(unit) ? plain(value) : inUnit(value, unit);
}

const instant = new Intl.DateTimeFormat("en-GB", {
  timeZone: "UTC",
  day: "numeric",
  month: "short",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
});

/** `20 Nov, 18:00:03 UTC`. */
export function moment(seconds: number): string {
  return `${instant.format(seconds * 1000)} UTC`;
}

/** `3 s`, `48 min`. */
export function span(seconds: number): string {
  if (seconds < 90) return `${number.format(seconds)} s`;
  return seconds < 5400 ? `${number.format(seconds / 60)} min` : `${number.format(seconds / 3600)} h`;
}
