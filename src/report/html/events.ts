/** Each event: what it did to every class of requests, and the limits it ran into. */
import type { Estimate, EventOutcome } from "../../estimate-schema.ts";
import { duration, percent } from "../figures.ts";
import { moment } from "../instants.ts";
import { eventFacts, eventTimes } from "../text/survival.ts";
import { inTimeShare, lateCount, VERDICT_MARKS, wholeCount } from "../verdict.ts";
import { html, linkedSource, type Markup, section } from "./markup.ts";

export function eventsSection({ survival }: Estimate): Markup | null {
  return section("events", "Events", (survival?.events ?? []).map(eventPart));
}

function eventPart(event: EventOutcome): Markup {
  return html`<article class="event">
    <h3>
      <span class="${event.verdict}">${VERDICT_MARKS[event.verdict]}</span> ${event.name}
      <span class="${event.verdict}">${event.verdict}</span> <span class="faint">${eventTimes(event)}</span>
    </h3>
    <p>${eventFacts(event).join(" ")}</p>
    ${classes(event)} ${limits(event)}
  </article>`;
}

function classes({ byClass }: EventOutcome): Markup {
  const rows = byClass.map((outcome) => {
    const share = inTimeShare(outcome);
    const late = lateCount(outcome);
    return html`<tr>
      <th scope="row">${outcome.class}</th>
      <td class="wide faint">${outcome.objective}</td>
      <td class="number strong">${percent(share)}</td>
      <td class="number ${outcome.failed === "0" ? "faint" : "bad"}">${wholeCount(outcome.failed)}</td>
      <td class="number ${late === "0" ? "faint" : "caution"}">${wholeCount(late)}</td>
      <td class="number wide">${wholeCount(outcome.served)}</td>
      <td class="number">${duration(outcome.p99Seconds)}</td>
    </tr>`;
  });
  return html`<table>
    <thead>
      <tr>
        <th scope="col">Class</th>
        <th scope="col" class="wide">Objective</th>
        <th scope="col" class="number">In time</th>
        <th scope="col" class="number">Failed</th>
        <th scope="col" class="number">Late</th>
        <th scope="col" class="number wide">Served</th>
        <th scope="col" class="number">p99</th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}

function limits({ limits: reached }: EventOutcome): Markup | null {
  if (reached.length === 0) return null;
  const rows = reached.map(
    ({ component, limit, value, firstReachedAt, failed, source }) =>
      html`<tr>
        <td class="when">${moment(firstReachedAt)}</td>
        <td>
          <strong>${component}</strong> ${limit} (${value})<br /><span class="source faint"
            >${linkedSource(source)}</span
          >
        </td>
        <td class="number ${failed === "0" ? "faint" : "bad"}">${wholeCount(failed)}</td>
      </tr>`,
  );
  return html`<table>
    <thead>
      <tr>
        <th scope="col">Reached (UTC)</th>
        <th scope="col">Limits, in order</th>
        <th scope="col" class="number">Failed on it</th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}
