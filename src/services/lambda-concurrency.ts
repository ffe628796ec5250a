/**
 * How many invocations of a function may run at once: as many as it reserves, else what is left of the account's concurrency by
 * what others reserve and by what runs of those that reserve nothing.
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html
 */
import type { Bus } from "../simulation/bus.ts";
import type { CellContext } from "./service.ts";

export interface Concurrency {
  /** When nothing else runs. */
  readonly most: number;
  /** In the step under way. */
  now(): number;
  /** What ran at once of this function in the step under way, or stood ready for it. */
  ran(environments: number): void;
}

interface Reserving {
  readonly reserved?: number | undefined;
  /** The event source's own maximum. */
  readonly max_concurrency?: number | undefined;
}

interface Ran {
  environments: number;
  step: number;
}

/** What ran last of each function, by run: functions of one account see each other through it. */
const running = new WeakMap<Bus, Map<string, Ran>>();

export function concurrency(
  { reserved, max_concurrency: own = Infinity }: Reserving,
  context: CellContext,
): Concurrency {
  const { bus } = context;
  const byFunction = running.get(bus) ?? new Map<string, Ran>();
  running.set(bus, byFunction);
  const mine = { environments: 0, step: 0 };
  byFunction.set(context.id, mine);
  if (reserved !== undefined) {
    const most = Math.min(reserved, own);
    return { most, now: () => most, ran };
  }
  const others = context.all("lambda").filter((id) => id !== context.id);
  const reserving = new Map(others.map((id) => [id, reservedBy(context.configOf(id))]));
  const left = [...reserving.values()].reduce<number>(
    (rest, taken) => Math.max(0, rest - (taken ?? 0)),
    context.quota("lambda_concurrency"),
  );
  const sharing = others.filter((id) => reserving.get(id) === null);
  return { most: Math.min(own, left), now, ran };

  /** What a function that comes later in the step runs is known from the step before; one that is gone runs nothing. */
  function now(): number {
    let rest = left;
    for (let i = 0; i < sharing.length; i += 1) {
      const other = byFunction.get(sharing[i]!);
      if (other !== undefined && other.step >= bus.step - 1) rest -= other.environments;
    }
    return Math.max(0, Math.min(own, rest));
  }

  function ran(environments: number): void {
    mine.environments = environments;
    mine.step = bus.step;
  }
}

/** What a function reserves, from a configuration that its own schema has parsed; null where nothing. */
function reservedBy(parsed: unknown): number | null {
  const reserved = typeof parsed === "object" && parsed !== null && "reserved" in parsed ? parsed.reserved : undefined;
  return typeof reserved === "number" ? reserved : null;
}
