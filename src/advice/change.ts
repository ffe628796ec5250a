/** Changes of a scenario as people write them: `architecture.network.nat=single`, for `--set` or for the file itself. */

/** A value as YAML holds it. */
export type Value = string | number | boolean | readonly Value[] | { readonly [key: string]: Value };

/** A setting of the scenario and what it becomes. */
export interface Change {
  /** `architecture.app.min`, as `--set` takes it. */
  readonly path: string;
  readonly value: Value;
}

/** As `--set` takes it: `asSet({ path: "architecture.app.min", value: 12 }) === "architecture.app.min=12"`. */
export function asSet({ path, value }: Change): string {
  return `${path}=${asYaml(value)}`;
}

/** In YAML's flow style, in one line: `asYaml({ min: 60, from: "-30m" }) === "{ min: 60, from: -30m }"`. */
export function asYaml(value: Value): string {
  if (typeof value === "string") return isPlain(value) ? value : JSON.stringify(value);
  if (typeof value !== "object") return String(value);
  if (isList(value)) return `[${value.map(asYaml).join(", ")}]`;
  const entries = Object.entries(value).map(([key, child]) => `${asYaml(key)}: ${asYaml(child)}`);
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

/** Whether YAML reads the text as itself without quotes. */
function isPlain(text: string): boolean {
  if (/^(true|false|null|yes|no|on|off|y|n)$/i.test(text)) return false;
  return /^-?[A-Za-z\d][\w.%/-]*$/.test(text) && !/^[-\d._]+(e[-\d]+)?$/i.test(text) && !/^0x/i.test(text);
}

/** Both, the later over the earlier: what is replaced as a whole takes with it what was set inside. */
export function over(earlier: readonly Change[], later: readonly Change[]): readonly Change[] {
  const kept = earlier.filter(({ path }) => !later.some((change) => isWithin(path, change.path)));
  return [...kept, ...later];
}

function isWithin(path: string, other: string): boolean {
  return path === other || path.startsWith(`${other}.`) || path.startsWith(`${other}[`);
}

/** Seconds as scenarios write them, in the largest unit that leaves no rest: `spanOf(-1800) === "-30m"`. */
export function spanOf(seconds: number): string {
  const units = [
    ["h", 3600],
    ["m", 60],
  ] as const;
  const whole = units.find(([, size]) => seconds % size === 0 && seconds !== 0);
  return whole === undefined ? `${seconds}s` : `${seconds / whole[1]}${whole[0]}`;
}
