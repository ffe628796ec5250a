/** What must hold between the components of an architecture, its network and the account's quotas. */
import { databaseKinds } from "../services/service.ts";
import type { WrittenArchitecture } from "./components.ts";
import { zoneLetters } from "./network-shorthand.ts";
import { type Period, secondsFrom } from "./period.ts";
import { defaultQuotas } from "./quotas.ts";
import type { Reading } from "./reading.ts";
import type { ScenarioFile } from "./schema.ts";
import { formatPath, formatValue } from "./tree.ts";
import { known } from "./written-names.ts";

type Sections = Partial<ScenarioFile>;

export function checkArchitecture(
  reading: Reading,
  { destinations, quotas }: Sections,
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
  checkReservations(reading, quotas, components);
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

function checkReservations(
  reading: Reading,
  quotas: Sections["quotas"],
  components: WrittenArchitecture["components"],
): void {
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
