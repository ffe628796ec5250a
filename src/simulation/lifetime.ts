/** A component that exists for a part of the period only: outside of it nothing of it happens. */
import type { Component } from "../architecture/architecture.ts";
import type { Cell } from "../services/service.ts";
import type { Bus } from "./bus.ts";
import type { Registry } from "./registry.ts";

/** The cell itself for a component of the whole period; else one that stands still outside of `[fromSeconds, untilSeconds)`. */
export function living(cell: Cell, { id, fromSeconds, untilSeconds }: Component, bus: Bus, drivers: Registry): Cell {
  if (fromSeconds === null && untilSeconds === null) return cell;
  const from = fromSeconds ?? 0;
  const until = untilSeconds ?? Infinity;
  const exists = (): boolean => bus.seconds >= from && bus.seconds < until;
  const rest = (): void => {
    for (const driver of drivers.drivers) if (driver.component === id) driver.now = 0;
  };
  return {
    ...cell,
    step: () => (exists() ? cell.step() : rest()),
    ...(cell.settle === undefined ? {} : { settle: () => (exists() ? cell.settle?.() : undefined) }),
  };
}
