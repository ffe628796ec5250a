/** Scenario text → `Scenario`, or every problem with its place. */
import { UserError } from "../errors.ts";
import { invariant } from "../invariant.ts";
import type { Service } from "../services/service.ts";
import { assumedWords, assumptionTable, mostAssumed, parseAssumed } from "./assumption-table.ts";
import { checkSections, type Sections } from "./checks.ts";
import { borrowTraffic, type TrafficSource } from "./borrowed-traffic.ts";
import { readArchitecture, type WrittenArchitecture } from "./components.ts";
import { readDocument, type Source } from "./document.ts";
import { checkEntries } from "./extent.ts";
import { besideIds, impliedComponents } from "./network-shorthand.ts";
import { applyOverride, parseOverride, type Override } from "./overrides.ts";
import { type Period, secondsFrom } from "./period.ts";
import { problems as problemList, type Problems } from "./problems.ts";
import { reading as readingOf, type Reading } from "./reading.ts";
import { readRecording } from "./recording/read-recording.ts";
import { scenarioShape, type ComponentFile, type Scenario, type ScenarioFile } from "./schema.ts";
import { formatPath, formatValue, plain, type MapTree, type Tree } from "./tree.ts";
import { didYouMean, unknownKey } from "./words.ts";

export interface ScenarioOptions {
  readonly services: readonly Service[];
  /** Changes as `--set` writes them: `traffic.events[0].multiple=50`. */
  readonly set?: readonly string[];
  /** Replaces the scenario's Region. */
  readonly region?: string;
  /** Overrides of assumptions, `id: value` line by line; they win over the scenario's own. */
  readonly assume?: Source | null;
  /** A scenario whose traffic this one takes in place of its own; `--set` comes after. */
  readonly traffic?: TrafficSource | null;
  /**
   * Opens `architecture: ./architecture.yaml` and `traffic.baseline.file`, unpacked; may throw a UserError. Without it everything must
   * be inline.
   */
  readonly resolve?: (reference: string) => Source;
}

/** Sections that may stand in a file of their own. */
const REFERABLE = ["traffic", "classes", "architecture"] as const;

/**
 * Reads a scenario: `parseScenario({ text, file: "drop.yaml" }, { services })`.
 * @throws UserError SCENARIO_INVALID with every problem in the order of the file; ASSUMPTION_UNKNOWN when nothing else is wrong.
 */
export function parseScenario(source: Source, options: ScenarioOptions): Scenario {
  const problems = problemList(source.file);
  const root = rootOf(source, options, problems);
  const reading = readingOf(root, problems);
  checkEntries(root, reading.report);
  const sections = readSections(reading);
  const architecture = readArchitecture(reading, options.services);
  checkReserved(reading, architecture);
  const period = checkSections(reading, sections, architecture, options.services);
  const resolve = options.traffic?.resolve ?? options.resolve;
  const recording = readRecording(reading, sections.traffic?.baseline, { period, resolve, problems });
  const assume = { ...readAssumed(reading, sections, options.services), ...readAssumptionFile(options, problems) };
  problems.throwIfAny();
  invariant(
    period !== null && architecture.network !== undefined,
    "a scenario without problems has a period and a network",
  );
  const file = sections as ScenarioFile; // without problems every section has been read
  return {
    ...file,
    traffic: {
      ...file.traffic,
      events: file.traffic.events.map((event) => ({ ...event, at: secondsFrom(event.at, period) })),
    },
    disruptions: file.disruptions.map((one) => ({ ...one, at: secondsFrom(one.at, period) })),
    recording,
    recovery:
      file.recovery === undefined
        ? null
        : { ...file.recovery, at: file.recovery.at === undefined ? null : secondsFrom(file.recovery.at, period) },
    assume,
    network: architecture.network,
    components: architecture.components.map((written) => dated(written, period)),
  };
}

/** The document with references inlined and flags applied. */
function rootOf(source: Source, options: ScenarioOptions, problems: Problems): MapTree {
  const root = readDocument(source, problems);
  if (root.kind !== "map" && root.kind !== "broken") {
    problems.add(root.spot, [], `a scenario must be a map of settings; got ${formatValue(plain(root))}`);
  }
  if (root.kind !== "map") {
    problems.throwIfAny();
    throw new Error("Bug: a broken document without a problem");
  }
  if (options.traffic !== undefined && options.traffic !== null) {
    borrowTraffic(root, options.traffic, problems, (of, key, resolve) =>
      inline(of, key, resolve === undefined ? options : { ...options, resolve }, problems),
    );
  }
  const overrides = (options.set ?? [])
    .map((text) => parseOverride(text, problems))
    .filter((override) => override !== null);
  const replacesSection = ({ path }: Override) => path.length === 1;
  for (const override of overrides.filter(replacesSection)) applyOverride(root, override, problems);
  for (const key of REFERABLE) inline(root, key, options, problems);
  for (const override of overrides.filter((other) => !replacesSection(other))) applyOverride(root, override, problems);
  if (options.region !== undefined) {
    const spot = { flag: `--region ${options.region}` };
    root.entries.set("region", { kind: "scalar", spot, value: options.region });
  }
  return root;
}

function inline(root: MapTree, key: string, { resolve }: ScenarioOptions, problems: Problems): void {
  const tree = root.entries.get(key);
  if (tree?.kind !== "scalar" || typeof tree.value !== "string") return;
  const broken: Tree = { kind: "broken", spot: tree.spot };
  if (resolve === undefined) {
    problems.add(tree.spot, [key], `${key} must be written out here; got ${formatValue(tree.value)}`);
    root.entries.set(key, broken);
    return;
  }
  try {
    root.entries.set(key, readDocument(resolve(tree.value), problems));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    for (const { what, hint } of error.problems) problems.add(tree.spot, [key], `${key}: ${what}`, hint, error.code);
    root.entries.set(key, broken);
  }
}

function readSections(reading: Reading): Sections {
  const known = [...Object.keys(scenarioShape), "architecture"];
  for (const key of reading.root.entries.keys()) {
    if (known.includes(key)) continue;
    const { path, what, hint } = unknownKey([key], key, known);
    reading.report(path, what, hint);
  }
  const sections = Object.entries(scenarioShape).map(([key, schema]) => [key, reading.read(schema, [key])]);
  return Object.fromEntries(sections) as Sections; // each value is what the schema of its key parsed
}

/** Ids that components beside the written ones have. */
function checkReserved(reading: Reading, { network, components, ids }: WrittenArchitecture): void {
  const reserved = new Set(network === undefined ? [] : impliedComponents(network).map(({ id }) => id));
  for (const id of (ids ?? []).filter((id) => reserved.has(id))) {
    const path = ["architecture", id];
    reading.check(
      path,
      `${formatPath(path)} must have another name; architecture.network makes a component of this one`,
    );
  }
  for (const { id, kind } of components.filter(({ id }) => besideIds.includes(id))) {
    const path = ["architecture", id];
    if (kind !== id)
      reading.check(path, `${formatPath(path)} must have another name, or the service ${id}; got ${kind}`);
  }
}

function readAssumed(
  reading: Reading,
  { assume }: Sections,
  services: readonly Service[],
): Readonly<Record<string, number>> {
  return assumed(assume ?? {}, services, (id, what, hint, code) => {
    const path = ["assume", id];
    reading.report(path, `${formatPath(path)} ${what}`, hint, code);
  });
}

function readAssumptionFile(
  { assume, services }: ScenarioOptions,
  problems: Problems,
): Readonly<Record<string, number>> {
  if (assume === undefined || assume === null) return {};
  const root = readDocument(assume, problems);
  if (root.kind === "broken") return {};
  if (root.kind !== "map") {
    problems.add(root.spot, [], "a file of assumptions must be a map such as cpuPage: 60ms");
    return {};
  }
  const reading = readingOf(root, problems);
  const written = [...root.entries.keys()].map(
    (id) => [id, reading.read(scenarioShape.assume.unwrap().valueType, [id])] as const,
  );
  const values = Object.fromEntries(written.flatMap(([id, value]) => (value === undefined ? [] : [[id, value]])));
  return assumed(values, services, (id, what, hint, code) =>
    reading.report([id], `${formatPath([id])} ${what}`, hint, code),
  );
}

function assumed(
  written: Readonly<Record<string, string | number>>,
  services: readonly Service[],
  report: (id: string, what: string, hint: string | null, code: "ASSUMPTION_UNKNOWN" | "SCENARIO_INVALID") => void,
): Readonly<Record<string, number>> {
  const table = new Map(assumptionTable(services).map((assumption) => [assumption.id, assumption]));
  const values: Record<string, number> = {};
  for (const [id, value] of Object.entries(written)) {
    const assumption = table.get(id);
    if (assumption === undefined) {
      report(id, "is not a known assumption", didYouMean(id, [...table.keys()]), "ASSUMPTION_UNKNOWN");
      continue;
    }
    const parsed = parseAssumed(value, assumption);
    const most = mostAssumed(assumption);
    if (parsed !== null && parsed <= most) values[id] = parsed;
    else if (parsed !== null) {
      const what = `must be at most ${most.toLocaleString("en")} ${assumption.unit}; got ${formatValue(value)}`;
      report(id, what, null, "SCENARIO_INVALID");
    } else report(id, `must be ${assumedWords(assumption)}; got ${formatValue(value)}`, null, "SCENARIO_INVALID");
  }
  return values;
}

function dated(
  { from, until, ...component }: WrittenArchitecture["components"][number],
  period: Period,
): ComponentFile {
  const unix = (moment: typeof from) => (moment === null ? null : period.startSeconds + secondsFrom(moment, period));
  return { ...component, from: unix(from), until: unix(until) };
}
