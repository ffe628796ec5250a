/** What no schema of one part can see: names that must exist elsewhere, shares that must add up, moments inside the period. */
import { preparedKeys, type Service } from "../services/service.ts";
import { checkArchitecture } from "./check-architecture.ts";
import { checkEventMinutes, checkSteps } from "./extent.ts";
import { claimExpression } from "./claim-expression.ts";
import { claimValue } from "./claim-value.ts";
import { checkRecovery, checkSecondaries } from "./recovery-checks.ts";
import { iso, period, type Period, secondsFrom, span } from "./period.ts";
import type { WrittenArchitecture } from "./components.ts";
import type { Reading } from "./reading.ts";
import { checkRecorded } from "./recording/check.ts";
import { likes, type ScenarioFile } from "./schema.ts";
import { formatPath, formatValue, type Path } from "./tree.ts";
import { classNames, eventNames, keysAt, known } from "./written-names.ts";

/** The sections that could be read. */
export type Sections = Partial<ScenarioFile>;

/** Destinations that exist without being written. */
const builtInDestinations: readonly string[] = ["third_party", "telemetry"];

const SHARE_TOLERANCE = 0.001;
const EARLIEST = Date.UTC(2020, 0, 1) / 1000;
const LATEST = Date.UTC(2101, 0, 1) / 1000;

/** Reports what is wrong across sections; gives the period when it is sound. */
export function checkSections(
  reading: Reading,
  sections: Sections,
  architecture: WrittenArchitecture,
  services: readonly Service[],
): Period | null {
  const during = checkPeriod(reading, sections.period);
  checkBaseline(reading, sections);
  checkMixes(reading, sections);
  checkEvents(reading, sections, during);
  checkEventMinutes(reading, sections);
  if (during !== null) checkSteps(reading, sections, during, ({ at }) => secondsFrom(at, during));
  checkNames(reading, sections, architecture);
  checkPrepare(reading, sections, architecture, services);
  checkDisruptions(reading, sections, architecture, during);
  checkArchitecture(reading, sections, architecture, during);
  checkClaims(reading, sections);
  checkRecovery(reading, sections, during);
  checkSecondaries(reading, architecture);
  return during;
}

function checkPeriod(reading: Reading, file: Sections["period"]): Period | null {
  if (file === undefined) return null;
  if (typeof file === "object" && "start" in file) {
    if ((file.days === undefined) === (file.hours === undefined)) {
      reading.check(
        ["period"],
        `period must have either days or hours beside start; got ${file.days === undefined ? "neither" : "both"}`,
      );
      return null;
    }
    if (file.start % 3600 !== 0) {
      reading.check(["period", "start"], "period.start must be on a full hour in UTC");
      return null;
    }
    if (((file.days ?? 0) * 24) % 1 !== 0) {
      reading.check(["period", "days"], `period.days must make whole hours; got ${file.days}`);
      return null;
    }
  }
  const result = period({ period: file });
  if (result.startSeconds >= EARLIEST && result.endSeconds <= LATEST) return result;
  reading.check(["period"], "period must lie in the years 2020 to 2100");
  return null;
}

function checkBaseline(reading: Reading, { traffic, period: file }: Sections): void {
  if (traffic === undefined) return;
  checkRecorded(reading, traffic.baseline, file === "average_month");
  const path = ["traffic", "baseline"];
  const { mean, visitors, pages_per_visit, requests_per_page, conversion, shape, table } = traffic.baseline;
  const say = (what: string) => reading.check(path, `traffic.baseline must have ${what}`);
  if (mean === undefined && visitors === undefined && shape !== "recorded")
    say("mean, such as 40/s, or visitors and pages_per_visit");
  if (mean !== undefined && visitors !== undefined) say("either mean or visitors; got both");
  if (visitors !== undefined && pages_per_visit === undefined) say("pages_per_visit beside visitors");
  if (visitors === undefined && mean !== undefined) {
    const lost = Object.entries({ pages_per_visit, requests_per_page, conversion }).filter(
      ([, value]) => value !== undefined,
    );
    for (const [key] of lost) {
      reading.check([...path, key], `traffic.baseline.${key} must be left out; it says nothing without visitors`);
    }
  }
  if (shape === "hour_of_week" && table === undefined)
    say("table, 168 weights from Monday 00:00, for shape hour_of_week");
  if (shape !== "hour_of_week" && table !== undefined) {
    reading.check([...path, "table"], `traffic.baseline.table must be left out; shape is ${shape}, not hour_of_week`);
  }
  if (table !== undefined && table.every((weight) => weight === 0)) {
    reading.check([...path, "table"], "traffic.baseline.table must have a weight above 0");
  }
}

function checkMixes(reading: Reading, { traffic }: Sections): void {
  if (traffic === undefined) return;
  const classes = classNames(reading);
  const own = keysAt(reading, "classes") ?? [];
  if (traffic.mix === undefined && own.length > 1 && own.some((name) => !likes.some((like) => like === name))) {
    reading.check(
      ["traffic", "mix"],
      "traffic.mix is missing; it must give each class its share such as { page: 60%, api: 40% }",
    );
  }
  const mixes: readonly (readonly [Path, Readonly<Record<string, number>> | undefined])[] = [
    [["traffic", "mix"], traffic.mix],
    ...traffic.events.map(({ mix }, i) => [["traffic", "events", i, "mix"], mix] as const),
  ];
  for (const [path, mix] of mixes) {
    if (mix === undefined) continue;
    checkSum(reading, path, mix);
    for (const name of Object.keys(mix)) known(reading, [...path, name], name, classes, "a class of requests");
  }
  if (traffic.viewers !== undefined) checkSum(reading, ["traffic", "viewers"], traffic.viewers);
}

function checkSum(reading: Reading, path: Path, shares: Readonly<Record<string, number | undefined>>): void {
  const sum = Object.values(shares).reduce<number>((total, share) => total + (share ?? 0), 0);
  if (Math.abs(sum - 1) <= SHARE_TOLERANCE) return;
  reading.check(path, `${formatPath(path)} must add up to 100%; got ${Math.round(sum * 10_000) / 100}%`);
}

function checkEvents(reading: Reading, { traffic, period: file }: Sections, during: Period | null): void {
  if (traffic === undefined) return;
  if (file === "average_month" && traffic.events.length > 0) {
    reading.check(
      ["traffic", "events"],
      "traffic.events must be left out with period average_month, which has no dates",
    );
    return;
  }
  const seen = new Set<string>();
  for (const [i, event] of traffic.events.entries()) {
    const path = ["traffic", "events", i];
    if (seen.has(event.name)) {
      reading.check(
        [...path, "name"],
        `${formatPath([...path, "name"])} must be unlike the other events' names; got ${formatValue(event.name)}`,
      );
    }
    seen.add(event.name);
    if (during === null) continue;
    const at = secondsFrom(event.at, during);
    const end = during.endSeconds - during.startSeconds;
    if (at < 0 || at >= end) {
      reading.check(
        [...path, "at"],
        `${formatPath([...path, "at"])} must lie in the period, ${span(during)}; got ${iso(during.startSeconds + at)}`,
      );
    }
  }
}

function checkNames(reading: Reading, sections: Sections, { ids }: WrittenArchitecture): void {
  const classes = classNames(reading);
  const named = keysAt(reading, "destinations");
  const destinations = named === null ? null : [...named, ...builtInDestinations];
  for (const name of Object.keys(sections.objective ?? {})) {
    known(reading, ["objective", name], name, classes, "a class of requests");
  }
  for (const [i, name] of (sections.admission?.classes ?? []).entries()) {
    known(reading, ["admission", "classes", i], name, classes, "a class of requests");
  }
  for (const [name, of] of Object.entries(sections.classes ?? {})) {
    if (of.compute !== undefined)
      known(reading, ["classes", name, "compute"], of.compute, ids, "a component of the architecture");
    for (const destination of Object.keys(of.calls ?? {})) {
      known(reading, ["classes", name, "calls", destination], destination, destinations, "a destination");
    }
  }
}

function checkPrepare(
  reading: Reading,
  sections: Sections,
  { ids, components }: WrittenArchitecture,
  services: readonly Service[],
): void {
  const events = eventNames(reading);
  for (const [i, step] of (sections.prepare ?? []).entries()) {
    const path = ["prepare", i];
    known(reading, [...path, "component"], step.component, ids, "a component of the architecture");
    if (step.event !== undefined) known(reading, [...path, "event"], step.event, events, "an event of the traffic");
    if (step.until !== undefined && step.until <= step.from) {
      reading.check([...path, "until"], `${formatPath([...path, "until"])} must come after from`);
    }
    const stated = preparedKeys.filter((key) => step[key] !== undefined);
    if (stated.length === 0) {
      reading.check(
        path,
        `${formatPath(path)} must say what is prepared: ${preparedKeys.join(", ").replace(/, (\w+)$/, " or $1")}`,
      );
    }
    const { kind, config } = components.find(({ id }) => id === step.component) ?? {};
    const prepares = services.find((service) => service.kind === kind)?.prepares ?? [];
    const takes = typeof prepares === "function" ? prepares(config) : prepares;
    for (const key of kind === undefined ? [] : stated.filter((one) => !takes.includes(one))) {
      const instead = takes.length === 0 ? "nothing of it can be prepared" : `use ${takes.join(" or ")}`;
      reading.check([...path, key], `${formatPath([...path, key])} is nothing that ${kind} can prepare; ${instead}`);
    }
  }
}

function checkDisruptions(
  reading: Reading,
  { disruptions = [], period: file }: Sections,
  { ids, components }: WrittenArchitecture,
  during: Period | null,
): void {
  if (file === "average_month" && disruptions.length > 0) {
    reading.check(["disruptions"], "disruptions must be left out with period average_month, which has no dates");
    return;
  }
  for (const [i, { at, component }] of disruptions.entries()) {
    const path = ["disruptions", i];
    known(reading, [...path, "component"], component, ids, "a component of the architecture");
    const found = components.find(({ id }) => id === component);
    if (found !== undefined && !isOnSpot(found)) {
      const what = `${formatPath([...path, "component"])} must have tasks on Fargate Spot; ${component} has none`;
      const hint =
        found.kind === "fargate" ? `set architecture.${component}.spot, such as 50%` : "name a fargate service";
      reading.check([...path, "component"], what, hint);
    }
    if (during === null) continue;
    const seconds = secondsFrom(at, during);
    if (seconds >= 0 && seconds < during.endSeconds - during.startSeconds) continue;
    const lies = `must lie in the period, ${span(during)}; got ${iso(during.startSeconds + seconds)}`;
    reading.check([...path, "at"], `${formatPath([...path, "at"])} ${lies}`);
  }
}

/** What could not be read may be anything. */
function isOnSpot({ kind, config }: WrittenArchitecture["components"][number]): boolean {
  if (kind !== "fargate") return false;
  return typeof config !== "object" || config === null || ("spot" in config && config.spot !== 0);
}

function checkClaims(reading: Reading, { claims }: Sections): void {
  for (const [i, { path: stated, value }] of (claims ?? []).entries()) {
    if (claimExpression(stated) === null) {
      const at = ["claims", i, "path"];
      reading.check(
        at,
        `${formatPath(at)} must be a path such as nat.cost, or reckon with paths in braces; got ${formatValue(stated)}`,
      );
    }
    if (claimValue(value) !== null) continue;
    const path = ["claims", i, "value"];
    reading.check(
      path,
      `${formatPath(path)} must be a figure such as $450, 10TB or 3%, or a word; got ${formatValue(value)}`,
    );
  }
}
