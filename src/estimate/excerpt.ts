/**
 * A part of the period that stands for the whole where only differences are asked for: the hours of the events as they are, and a
 * week beside them whose hours stand for all others. Traffic without events repeats every week, so a month costs a quarter of its
 * work, and a year as much as a month.
 */
import type { Model } from "../simulation/model.ts";
import { endSeconds } from "../traffic/arrivals.ts";
import { cutRecorded } from "../traffic/recorded.ts";

const WEEK_HOURS = 168;
/** Before an event the grid becomes fine; after it queues, retries and scalers come to rest. */
const BEFORE_SECONDS = 300;
const AFTER_SECONDS = 6 * 3600;

/** Hours `[fromHour, fromHour + hours)` of the period, and how many hours of each month each of them stands for. */
export interface Excerpt {
  readonly fromHour: number;
  readonly hours: number;
  /** By month of the period, then by hour of the excerpt. */
  readonly weights: readonly Float64Array[];
}

/** The whole period where it is short or its traffic was recorded, where its events leave no week free, or where something exists for a part of it only. */
export function excerptOf(model: Model): Excerpt {
  const hours = Math.ceil(model.seconds / 3600);
  const eventful = eventfulHours(model, hours);
  const first = eventful.indexOf(1);
  const last = eventful.lastIndexOf(1) + 1;
  const from = first < 0 ? 0 : first >= WEEK_HOURS ? first - WEEK_HOURS : first;
  const until = Math.min(hours, from < first ? last : last + WEEK_HOURS);
  const free = eventful.subarray(from, until).filter((one) => one === 0).length;
  const partly = model.architecture.components.some(
    ({ fromSeconds, untilSeconds }) => fromSeconds !== null || untilSeconds !== null,
  );
  if (free < WEEK_HOURS || partly || model.traffic.recorded !== null) return whole(model);
  return { fromHour: from, hours: until - from, weights: model.months.map(weightsOf) };

  /** An eventful hour is itself; the free ones share the month's free hours. */
  function weightsOf(month: Model["months"][number]): Float64Array {
    const end = month.fromHour + month.hours;
    const standFor = eventful.subarray(month.fromHour, end).filter((one) => one === 0).length / free;
    return new Float64Array(until - from).map((_, h) =>
      eventful[from + h] === 0 ? standFor : Number(from + h >= month.fromHour && from + h < end),
    );
  }
}

/** All hours, each for itself. */
export function whole(model: Model): Excerpt {
  const hours = Math.ceil(model.seconds / 3600);
  const weights = model.months.map((month) =>
    new Float64Array(hours).fill(1, month.fromHour, month.fromHour + month.hours),
  );
  return { fromHour: 0, hours, weights };
}

/** 1 for each hour in which something of an event happens or is prepared, or in which AWS takes something away. */
function eventfulHours({ traffic, prepared, disruptions }: Model, hours: number): Uint8Array {
  const eventful = new Uint8Array(hours);
  const mark = (fromSeconds: number, untilSeconds: number) =>
    eventful.fill(1, Math.max(0, Math.floor(fromSeconds / 3600)), Math.max(0, Math.ceil(untilSeconds / 3600)));
  for (const event of traffic.events) mark(event.startSeconds - BEFORE_SECONDS, endSeconds(event) + AFTER_SECONDS);
  for (const { seconds } of disruptions) mark(seconds - BEFORE_SECONDS, seconds + AFTER_SECONDS);
  for (const { fromSeconds, untilSeconds } of prepared) mark(fromSeconds, untilSeconds);
  return eventful;
}

/** The model of the excerpt alone. */
export function cut(model: Model, { fromHour, hours }: Excerpt): Model {
  const shift = fromHour * 3600;
  const { traffic } = model;
  return {
    ...model,
    startSeconds: model.startSeconds + shift,
    seconds: Math.min(hours * 3600, model.seconds - shift),
    months: model.months.flatMap((month) => {
      const from = Math.max(0, month.fromHour - fromHour);
      const until = Math.min(hours, month.fromHour + month.hours - fromHour);
      return until > from ? [{ ...month, fromHour: from, hours: until - from }] : [];
    }),
    windows: model.windows.map(({ fromSeconds, untilSeconds }) => ({
      fromSeconds: fromSeconds - shift,
      untilSeconds: untilSeconds - shift,
    })),
    traffic: {
      ...traffic,
      hourRates: traffic.hourRates.slice(fromHour, fromHour + hours + 1),
      recorded: traffic.recorded === null ? null : cutRecorded(traffic.recorded, shift, hours * 3600),
      startMinute: traffic.startMinute + fromHour * 60,
      events: traffic.events.map((event) => ({ ...event, startSeconds: event.startSeconds - shift })),
    },
    disruptions: model.disruptions.map((one) => ({ ...one, seconds: one.seconds - shift })),
    prepared: model.prepared.map((one) => ({
      ...one,
      fromSeconds: one.fromSeconds - shift,
      untilSeconds: one.untilSeconds - shift,
    })),
  };
}
