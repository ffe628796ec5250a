/** What no schema of one part can see: names that must exist elsewhere, shares that must add up, moments inside the period. */
import { databaseKinds, preparedKeys, type Service } from "../services/service.ts";
import { checkEventMinutes, checkSteps } from "./extent.ts";
import { claimExpression } from "./claim-expression.ts";
import { claimValue } from "./claim-value.ts";
import { period, type Period } from "./period.ts";
import type { WrittenArchitecture } from "./components.ts";
import type { Moment } from "./moment.ts";
import { zoneLetters } from "./network-shorthand.ts";
import { defaultQuotas } from "./quotas.ts";
import type { Reading } from "./reading.ts";
import { checkRecorded } from "./recording/check.ts";
import { likes, type ScenarioFile } from "./schema.ts";
import { formatPath, formatValue, type Path } from "./tree.ts";
import { didYouMean } from "./words.ts";

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
  checkReservations(reading, sections, architecture);
  checkClaims(reading, sections);
  checkRecovery(reading, sections, during);
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

function checkArchitecture(
  reading: Reading,
  { destinations }: Sections,
  { network, components, ids }: WrittenArchitecture,
  during: Period | null,
): void {
  const letters = network === undefined ? null : zoneLetters(network);
  for (const { id, zones } of components) {
    for (const [i, letter] of (zones ?? []).entries())
      known(reading, ["architecture", id, "zones", i], letter, letters, "a zone of the network");
  }
  for (const [i, endpoint] of (network?.gateway_endpoints ?? []).entries()) {
    const tables = typeof endpoint === "string" ? [] : endpoint.route_tables;
    for (const [j, table] of tables.entries()) {
      const path = ["architecture", "network", "gateway_endpoints", i, "route_tables", j];
      const names =
        letters === null ? null : ["public", "private", ...letters.map((letter) => `private-${letter}`), "isolated"];
      known(reading, path, table, names, "a route table of the network");
    }
  }
  for (const { id, from, until } of components) {
    if (during === null || from === null || until === null) continue;
    if (secondsFrom(until, during) > secondsFrom(from, during)) continue;
    reading.check(["architecture", id, "until"], `${formatPath(["architecture", id, "until"])} must come after from`);
  }
  checkProxies(reading, components, ids);
  checkSecondaries(reading, components, ids);
  if (ids?.length === 0) reading.check(["architecture"], "architecture must have a component beside network");
  for (const [key, list] of Object.entries({
    gateway_endpoints: network?.gateway_endpoints,
    interface_endpoints: network?.interface_endpoints,
  })) {
    const names = (list ?? []).map((endpoint) => (typeof endpoint === "string" ? endpoint : endpoint.service));
    for (const [i, name] of names.entries()) {
      if (names.indexOf(name) === i) continue;
      const path = ["architecture", "network", key, i];
      reading.check(path, `${formatPath(path)} must be named once; got ${formatValue(name)} again`);
    }
  }
  for (const [name, { aws, region, self_public, on_premises }] of Object.entries(destinations ?? {})) {
    if (on_premises && (aws !== undefined || self_public)) {
      const path = ["destinations", name, "on_premises"];
      const other = aws === undefined ? "self_public" : "aws";
      reading.check(path, `${formatPath(path)} must be left out where ${other} is stated: it is one or the other`);
    }
    if (self_public && aws !== undefined) {
      reading.check(
        ["destinations", name, "aws"],
        `${formatPath(["destinations", name, "aws"])} must be left out where self_public is true`,
      );
    }
    if (region !== undefined && aws === undefined) {
      reading.check(
        ["destinations", name, "region"],
        `${formatPath(["destinations", name, "region"])} must be left out; only an aws service has a Region`,
      );
    }
  }
}

/** A proxy stands in front of a database: the one it names, or the one there is. */
function checkProxies(
  reading: Reading,
  components: WrittenArchitecture["components"],
  ids: WrittenArchitecture["ids"],
): void {
  const databases = components.filter(({ kind }) => databaseKinds.some((known) => known === kind)).map(({ id }) => id);
  for (const { id, kind, config } of components) {
    if (kind !== "rds_proxy" || typeof config !== "object" || config === null) continue;
    const path = ["architecture", id, "database"];
    if ("database" in config && typeof config.database === "string") {
      known(reading, path, config.database, ids === null ? null : databases, "a database of the architecture");
    } else if (databases.length === 0 && ids?.length === components.length) {
      reading.check(
        ["architecture", id],
        `${formatPath(["architecture", id])} must have a database to stand in front of`,
      );
    }
  }
}

/** Of an account's Lambda concurrency 100 stay unreserved: https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html */
const LAMBDA_UNRESERVED = 100;

function checkReservations(reading: Reading, { quotas }: Sections, { components }: WrittenArchitecture): void {
  const most = (quotas?.lambda_concurrency ?? defaultQuotas.lambda_concurrency) - LAMBDA_UNRESERVED;
  const taken = new Map<string, number>();
  for (const { id, kind, region, config } of components) {
    if (kind !== "lambda" || typeof config !== "object" || config === null || !("reserved" in config)) continue;
    const before = taken.get(region ?? "") ?? 0;
    const after = before + Number(config.reserved ?? 0);
    taken.set(region ?? "", after);
    if (after <= most || before > most) continue;
    const path = ["architecture", id, "reserved"];
    reading.check(
      path,
      `${formatPath(path)} must leave 100 of the account's Lambda concurrency unreserved: functions may reserve ${most} in all; got ${after}`,
      "reserve less, or raise quotas.lambda_concurrency",
    );
  }
}

/** The secondary cluster of a global database stands in the Region that the primary names. */
function checkSecondaries(
  reading: Reading,
  components: WrittenArchitecture["components"],
  ids: WrittenArchitecture["ids"],
): void {
  const clusters = components.filter(({ kind }) => kind === "aurora" || kind === "aurora_serverless");
  for (const { id, config } of clusters) {
    if (typeof config !== "object" || config === null || !("replicate_to" in config)) continue;
    const region = config.replicate_to;
    if (region === undefined || clusters.some((other) => other.region === region)) continue;
    if (ids?.length !== components.length) continue;
    const path = ["architecture", id, "replicate_to"];
    reading.check(
      path,
      `${formatPath(path)} must name the Region of another Aurora cluster; got ${formatValue(region)}`,
      "write the secondary as a component with that region",
    );
  }
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

function checkRecovery(reading: Reading, { recovery, region }: Sections, during: Period | null): void {
  if (recovery === undefined) return;
  if (recovery.to !== undefined && recovery.to === region) {
    reading.check(
      ["recovery", "to"],
      `recovery.to must be another Region than the scenario's; got ${formatValue(region)}`,
    );
  }
  if (during === null || recovery.at === undefined) return;
  const at = secondsFrom(recovery.at, during);
  if (at >= 0 && at < during.endSeconds - during.startSeconds) return;
  reading.check(
    ["recovery", "at"],
    `recovery.at must lie in the period, ${span(during)}; got ${iso(during.startSeconds + at)}`,
  );
}

/** Null names: what they stand in could not be read, so nobody knows. */
function known(reading: Reading, path: Path, word: string, names: readonly string[] | null, what: string): void {
  if (names === null || names.includes(word)) return;
  const listed = names.length === 0 ? null : `use one of: ${names.join(", ")}`;
  reading.check(
    path,
    `${formatPath(path)} must name ${what}; got ${formatValue(word)}`,
    didYouMean(word, names) ?? listed,
  );
}

/** Names as written, so that a fault inside of what bears one does not make it unknown elsewhere. */
function classNames(reading: Reading): readonly string[] | null {
  const own = keysAt(reading, "classes");
  return own === null ? null : [...new Set([...own, ...likes])];
}

/** None where the section is absent; null where it is no map. */
function keysAt({ root }: Reading, key: "classes" | "destinations"): readonly string[] | null {
  const tree = root.entries.get(key);
  if (tree === undefined) return [];
  return tree.kind === "map" ? [...tree.entries.keys()] : null;
}

function eventNames({ root }: Reading): readonly string[] | null {
  const traffic = root.entries.get("traffic");
  if (traffic?.kind !== "map") return null;
  const events = traffic.entries.get("events");
  if (events === undefined) return [];
  if (events.kind !== "list") return null;
  return events.items.flatMap((event) => {
    const name = event.kind === "map" ? event.entries.get("name") : undefined;
    return name?.kind === "scalar" && typeof name.value === "string" ? [name.value] : [];
  });
}

/** Seconds from the period's start. */
export function secondsFrom({ since, seconds }: Moment, { startSeconds }: Period): number {
  return since === "start" ? seconds : seconds - startSeconds;
}

const iso = (seconds: number): string => {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? `${seconds} s since 1970` : date.toISOString().replace(".000Z", "Z");
};

const span = ({ startSeconds, endSeconds }: Period): string => `from ${iso(startSeconds)} to ${iso(endSeconds)}`;
