/** How an Aurora Serverless cluster behaves: connections, serial resources, CPU of writer and readers, capacity over time. */
import { queue } from "../../simulation/queue.ts";
import type { LimitCounter } from "../../simulation/limit.ts";
import { databasePool } from "../rds/pool.ts";
import { serialResources } from "../serial-resources.ts";
import type { Cell, CellContext } from "../service.ts";
import { arrivingWork, neededPerSecond } from "../work.ts";
import { autoPause } from "./auto-pause.ts";
import { capacityCurve, type CapacityCurve, type Decline, type Growth } from "./capacity.ts";
import { maxConnections } from "./max-connections.ts";
import type { AuroraConfig } from "./config.ts";

/** Capacity comes in steps of half an ACU. */
const ACU_STEP = 0.5;
/** Performance Insights needs at least 2 ACU: …/AuroraUserGuide/aurora-serverless-v2.setting-capacity.html */
const INSIGHTS_ACU = 2;

export function auroraCell(config: AuroraConfig, context: CellContext): Cell {
  const { bus, classes, id } = context;
  const { max, readers } = config;
  const acuPerVcpu = context.assume("acuPerVcpu");
  const utilisation = context.assume("acuTarget");
  const held = context.assume("acuBase");
  const minimumAt = context.prepared("min", config.min);
  const curve = () => capacityCurve(ACU_STEP, growthOf(config, context), declineOf(context));
  const writer = curve();
  const reader = curve();
  const pause = autoPause(config.auto_pause, context.assume("acuResume"));

  const capacity = context.driver("capacity", "ACU");
  const writerCapacity = context.driver("writer capacity", "ACU");
  const running = context.driver("running", "instances");
  const connections = context.driver("connections", "connections");

  const mine = (value: (c: number) => number) =>
    Float64Array.from(classes, (requests, c) => (requests.database === id ? value(c) : 0));
  const readShare = (c: number) => (readers > 0 ? classes[c]!.databaseReadShare : 0);
  const uses = mine(() => 1);
  const writes = mine((c) => classes[c]!.databaseCpuSeconds * (1 - readShare(c)));
  const reads = mine((c) => classes[c]!.databaseCpuSeconds * readShare(c));
  const patienceSeconds = Float64Array.from(classes, (requests) => requests.patienceSeconds);
  const longestPatience = Math.max(1, ...patienceSeconds);

  const most = maxConnections(config.engine, config.min, max);
  const pool = databasePool(
    {
      perTask: config.pool ?? context.assume("dbPool"),
      max: most,
      uses,
      busySeconds: mine((c) => classes[c]!.databaseCpuSeconds),
      limit: context.limit("connections", `${most} connections at a maximum of ${max} ACU`),
    },
    context,
  );
  const serial = serialResources(config.limits, {
    bus,
    patienceSeconds,
    unitsOf: (c, name) => (classes[c]!.database === id ? (classes[c]!.serial[name] ?? 0) : 0),
    limit: () => context.limit("serial", ""),
  });
  const resume = context.limit("resume", "paused at 0 ACU");
  const maximum = context.limit("max_acu", `${max} ACU`);
  const growing = context.limit("cpu", "current capacity");
  const writerQueue = queue({ bus, demand: writes, patienceSeconds, limit: shortOf(writer) });
  const readerQueue = queue({ bus, demand: reads, patienceSeconds, limit: shortOf(reader) });
  const queues = [...serial.map((resource) => resource.queue), writerQueue, readerQueue];
  let settled = false;

  return {
    stage: "database",
    step() {
      const { dt } = bus;
      const arriving = arrivingWork(bus, uses);
      const wanted = pool.step();
      for (const resource of serial) resource.step();
      const minimum = minimumAt(bus.seconds);
      // A proxy keeps connections open, so nothing pauses behind one.
      const busy = arriving > 0 || wanted > 0 || pool.proxied || waitingAnywhere();
      const seconds = pause.step(dt, busy, minimum === 0);
      const floor = Math.min(max, Math.max(ACU_STEP, minimum, held, config.insights ? INSIGHTS_ACU : 0));
      if (pause.resuming) restart(floor);
      scale(floor, seconds);
      writerQueue.step(writer.acuSeconds / acuPerVcpu);
      readerQueue.step((readers * readerAcuSeconds()) / acuPerVcpu);
      writerCapacity.now = writer.acuSeconds;
      capacity.now = writer.acuSeconds + readers * readerAcuSeconds();
      running.now = (1 + readers) * seconds;
      connections.now = Math.min(wanted, most) * dt;
    },
    waiting(c) {
      let total = 0;
      for (const each of queues) total += each.waiting(c);
      return total;
    },
  };

  /** Each instance moves towards what its work of this step needs, in `seconds` of running. */
  function scale(floor: number, seconds: number): void {
    const ofWriter = needed(neededPerSecond(bus, writerQueue, writes, longestPatience), floor);
    const ofReader =
      readers > 0 ? needed(neededPerSecond(bus, readerQueue, reads, longestPatience) / readers, floor) : floor;
    if (!settled) {
      // The period begins as if its first load had been there before.
      settled = true;
      writer.reset(ofWriter);
      reader.reset(ofReader);
    }
    writer.step(ofWriter, seconds);
    reader.step(ofReader, seconds);
  }

  /** ACU that keep the CPU at the target, in AWS's steps. */
  function needed(vcpus: number, floor: number): number {
    const acu = (vcpus * acuPerVcpu) / utilisation;
    const stepped = Math.ceil(acu / ACU_STEP - 1e-9) * ACU_STEP;
    return Math.min(max, Math.max(floor, stepped));
  }

  /** Readers of promotion tier 0 and 1 never have less than the writer; others scale on their own. */
  function readerAcuSeconds(): number {
    return config.reader_tier <= 1 ? Math.max(reader.acuSeconds, writer.acuSeconds) : reader.acuSeconds;
  }

  function restart(floor: number): void {
    writer.reset(floor);
    reader.reset(floor);
  }

  function waitingAnywhere(): boolean {
    for (const each of queues) if (each.waitSeconds > 0) return true;
    return false;
  }

  /** What holds requests back when CPU is short: the way back from a pause, the maximum, or growth that has not come that far. */
  function shortOf(instance: CapacityCurve): Pick<LimitCounter, "reach" | "fail"> {
    const holding = () => {
      if (pause.resuming) return resume;
      if (instance.acu >= max) return maximum;
      const slot = bus.event < 0 ? growing.failed.length - 1 : bus.event;
      if (!(growing.firstSeconds[slot]! >= 0)) growing.value = `${Math.round(instance.acu * 2) / 2} ACU`;
      return growing;
    };
    return {
      reach: () => holding().reach(),
      fail: (c, requests) => holding().fail(c, requests),
    };
  }
}

/** The two calibrations: proportional growth of platform version 4; the ladder of the first platform, through two measured points. */
function growthOf({ platform }: AuroraConfig, context: CellContext): Growth {
  const burst = context.assume("acuBurst");
  const lagSeconds = context.assume("acuLag");
  if (platform === "platform_4") {
    return { burst, perSecond: 0, perAcuSecond: context.assume("acuGrowth"), lagSeconds };
  }
  const small = context.assume("acuLegacySmall");
  const perAcuSecond = Math.max(0, (context.assume("acuLegacyMedium") - small) / (16 - 4));
  return { burst, perSecond: Math.max(0, small - 4 * perAcuSecond), perAcuSecond, lagSeconds };
}

function declineOf(context: CellContext): Decline {
  return { holdSeconds: context.assume("acuHold"), fallSeconds: context.assume("acuFall") };
}
