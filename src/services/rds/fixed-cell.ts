/** How a database of fixed size behaves: connections, serial resources, I/O of its storage, CPU of writer and readers. */
import { queue } from "../../simulation/queue.ts";
import type { CreditBucket } from "../credit-bucket.ts";
import { serialResources, type serialLimits } from "../serial-resources.ts";
import type { Cell, CellContext } from "../service.ts";
import { databasePool } from "./pool.ts";
import type * as z from "zod";

export interface FixedDatabase {
  /** Of each instance. */
  readonly vcpus: number;
  readonly readers: number;
  readonly maxConnections: number;
  /** Connections that one application task holds open; null: as assumed. */
  readonly pool: number | null;
  readonly limits: z.output<typeof serialLimits>;
  /** I/Os its storage takes; null: as many as are asked. */
  readonly storage: Storage | null;
}

interface Storage {
  /** I/Os a second, always and at most. */
  readonly baseline: number;
  readonly peak: number;
  readonly credits: CreditBucket;
}

export function fixedDatabaseCell(of: FixedDatabase, context: CellContext): Cell {
  const { bus, classes, id } = context;
  const { vcpus, readers, storage } = of;
  const mine = (value: (c: number) => number) =>
    Float64Array.from(classes, (requests, c) => (requests.database === id ? value(c) : 0));
  const readShare = (c: number) => (readers > 0 ? classes[c]!.databaseReadShare : 0);
  const writes = mine((c) => classes[c]!.databaseCpuSeconds * (1 - readShare(c)));
  const reads = mine((c) => classes[c]!.databaseCpuSeconds * readShare(c));
  const ios = mine((c) => classes[c]!.databaseIos);
  const patienceSeconds = Float64Array.from(classes, (requests) => requests.patienceSeconds);

  const most = of.maxConnections;
  const pool = databasePool(
    {
      perTask: of.pool ?? context.assume("dbPool"),
      max: most,
      uses: mine(() => 1),
      busySeconds: mine((c) => classes[c]!.databaseCpuSeconds),
      limit: context.limit("connections", `${most.toLocaleString("en")} connections`),
    },
    context,
  );
  const serial = serialResources(of.limits, {
    bus,
    patienceSeconds,
    unitsOf: (c, name) => (classes[c]!.database === id ? (classes[c]!.serial[name] ?? 0) : 0),
    limit: () => context.limit("serial", ""),
  });
  const cpu = context.limit("cpu", `${vcpus} vCPU`);
  const disk =
    storage === null
      ? null
      : queue({ bus, demand: ios, patienceSeconds, limit: context.limit("iops", `${storage.baseline} I/Os a second`) });
  const writer = queue({ bus, demand: writes, patienceSeconds, limit: cpu });
  const reader = queue({ bus, demand: reads, patienceSeconds, limit: cpu });
  const queues = [...serial.map((resource) => resource.queue), ...(disk === null ? [] : [disk]), writer, reader];

  const connections = context.driver("connections", "connections");
  const working = context.driver("busy vCPU", "vCPU");

  return {
    stage: "database",
    step() {
      const { dt } = bus;
      const wanted = pool.step();
      for (const resource of serial) resource.step();
      if (disk !== null && storage !== null) {
        const { baseline, peak, credits } = storage;
        disk.step(credits.available(baseline, peak, dt));
        credits.settle(baseline, disk.worked, dt);
      }
      writer.step(vcpus * dt);
      reader.step(readers * vcpus * dt);
      connections.now = Math.min(wanted, most) * dt;
      working.now = writer.worked + reader.worked;
    },
    waiting(c) {
      let total = 0;
      for (const each of queues) total += each.waiting(c);
      return total;
    },
  };
}
