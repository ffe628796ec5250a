/** How a DynamoDB table behaves: throughput of the table, on demand or provisioned, throughput of one partition, SDK retries. */
import type { LimitCounter } from "../../simulation/limit.ts";
import { queue, type Queue } from "../../simulation/queue.ts";
import { sliced } from "../../simulation/slices.ts";
import { doubling } from "../doubling.ts";
import { type CapacityUnits, DEFAULT_UNITS, type TableConfig } from "./config.ts";
import { provisionedUnits } from "./provisioned.ts";
import type { Cell, CellContext } from "../service.ts";
import { neededPerSecond } from "../work.ts";

/** A new table takes 4,000 writes and 12,000 reads a second: …/developerguide/on-demand-capacity-mode.html */
const NEW_TABLE = { writes: 4000, reads: 12_000 };
/** One partition: …/developerguide/bp-partition-key-design.html */
const PARTITION = { writes: 1000, reads: 3000 };
/** Up to twice the previous peak at once; growth beyond it is to be spread over at least 30 minutes. */
const DOUBLING_SECONDS = 1800;
/** Longest step of a provisioned table's auto scaling. */
const SLICE_SECONDS = 30;

export function tableCell(config: TableConfig, context: CellContext): Cell {
  const { bus, classes, id } = context;
  const retrySeconds = context.assume("ddbRetry");
  const patienceSeconds = new Float64Array(classes.length);
  const of = (units: (c: number) => number) =>
    Float64Array.from(classes, (requests, c) => (requests.table === id ? units(c) : 0));
  const writeUnits = of((c) => classes[c]!.tableWriteUnits);
  const readUnits = of((c) => classes[c]!.tableReadUnits);
  const coldFlow = new Float64Array(classes.length);
  const waitedBefore = new Float64Array(classes.length);

  const partition = [
    hotQueue(writeUnits, PARTITION.writes, "partition_writes"),
    hotQueue(readUnits, PARTITION.reads, "partition_reads"),
  ];
  const quota = { writes: context.quota("dynamodb_table_wru"), reads: context.quota("dynamodb_table_rru") };
  const table =
    config.mode === "provisioned"
      ? [provisioned(writeUnits, config.write, "writes"), provisioned(readUnits, config.read, "reads")]
      : [
          throughput(writeUnits, Math.max(NEW_TABLE.writes, config.warm_writes), "writes"),
          throughput(readUnits, Math.max(NEW_TABLE.reads, config.warm_reads), "reads"),
        ];
  const queues: readonly Queue[] = [...partition, ...table].map((each) => each.queue);

  // Alarms look at minutes and delays are shorter than a step may be, so a long step goes by in short ones.
  const counted = ["writes", "reads", "writes provisioned", "reads provisioned"];
  const step =
    config.mode === "provisioned"
      ? sliced(
          bus,
          SLICE_SECONDS,
          counted.map((name) => context.driver(name, "units/s")),
          move,
        )
      : move;

  return {
    stage: "table",
    step,
    waiting(c) {
      let total = 0;
      for (const each of queues) total += each.waiting(c);
      return total;
    },
  };

  function move(): void {
    for (let c = 0; c < classes.length; c += 1) {
      patienceSeconds[c] = Math.min(classes[c]!.patienceSeconds, bus.elapsed[c]! + retrySeconds);
    }
    if (config.hot_key > 0) throughPartition();
    for (const each of table) each.step();
  }

  /** The share of requests for the hot key passes its partition; the others go to partitions of their own. */
  function throughPartition(): void {
    const { flow, elapsed } = bus;
    for (let c = 0; c < classes.length; c += 1) {
      const hot = writeUnits[c]! + readUnits[c]! > 0 ? flow[c]! * config.hot_key : 0;
      coldFlow[c] = flow[c]! - hot;
      waitedBefore[c] = elapsed[c]!;
      flow[c] = hot;
    }
    for (const each of partition) each.step();
    for (let c = 0; c < classes.length; c += 1) {
      flow[c]! += coldFlow[c]!;
      elapsed[c] = waitedBefore[c]! + (elapsed[c]! - waitedBefore[c]!) * config.hot_key;
    }
  }

  function hotQueue(demand: Float64Array, perSecond: number, name: "partition_writes" | "partition_reads") {
    const limit = context.limit(name, `${perSecond} units a second`);
    const requests = queue({ bus, demand, patienceSeconds, limit });
    return { queue: requests, step: () => requests.step(perSecond * bus.dt) };
  }

  /** One kind of capacity unit of the whole table. */
  function provisioned(demand: Float64Array, units: CapacityUnits = DEFAULT_UNITS, name: "writes" | "reads") {
    const capacity = provisionedUnits({
      units,
      target: config.target,
      quota: quota[name],
      leastAt: context.prepared("min", 0),
      updateSeconds: context.assume("ddbUpdate"),
      alarmSeconds: context.assume("ddbAlarm"),
    });
    const limit = context.limit(name, `${units.min} units a second`);
    const requests = queue({ bus, demand, patienceSeconds, limit: saying(limit, () => capacity.perSecond) });
    const done = context.driver(name, "units/s");
    const billed = context.driver(`${name} provisioned`, "units/s");
    return {
      queue: requests,
      step() {
        const { seconds, dt } = bus;
        requests.step(capacity.begin(neededPerSecond(bus, requests, demand, retrySeconds), seconds, dt));
        capacity.end(requests.worked, seconds, dt);
        done.now = requests.worked;
        billed.now = capacity.perSecond * dt;
      },
    };
  }

  /** One kind of request unit of the whole table. */
  function throughput(demand: Float64Array, start: number, name: "writes" | "reads") {
    const most = quota[name];
    const first = Math.min(most, start);
    const allowed = doubling(first, DOUBLING_SECONDS, Infinity);
    const limit = context.limit(name, `${first} units a second`);
    const requests = queue({ bus, demand, patienceSeconds, limit: saying(limit, () => before) });
    const done = context.driver(name, "units/s");
    let settled = false;
    let before = first;
    return {
      queue: requests,
      step() {
        const needed = neededPerSecond(bus, requests, demand, retrySeconds);
        // The period begins as if its first load had been there before.
        if (!settled) allowed.reset(Math.min(most, Math.max(first, 2 * needed)));
        settled = true;
        before = allowed.perSecond;
        allowed.step(Math.min(most, Math.max(allowed.perSecond, 2 * needed)), bus.dt);
        requests.step(allowed.amount);
        done.now = requests.worked;
      },
    };
  }

  /** The limit, with what the table takes when it is first reached. */
  function saying(limit: LimitCounter, perSecond: () => number): Pick<LimitCounter, "reach" | "fail"> {
    return {
      reach() {
        const slot = bus.event < 0 ? limit.failed.length - 1 : bus.event;
        if (!(limit.firstSeconds[slot]! >= 0)) limit.value = `${Math.floor(perSecond())} units a second`;
        limit.reach();
      },
      fail: (c, failing) => limit.fail(c, failing),
    };
  }
}
