/** The advice as Markdown, for a pull request or a wiki: the answer and the sets open, the rest folded away. */
import type { Advice, AdviceSet } from "../../advice/schema.ts";
import { count } from "../figures.ts";
import { day, periodInWords, secondsOf } from "../instants.ts";
import { columnsOf, details, escaped, linked, markdownTable } from "../markdown-blocks.ts";
import { VERDICT_MARKS } from "../verdict.ts";
import {
  answer,
  crossingWords,
  differenceWords,
  evenWords,
  membersInShort,
  raisedWords,
  setSentence,
  termsOf,
  waitingWords,
} from "./words.ts";

/** The whole advice, ending with a line break. */
export function adviceMarkdown(advice: Advice): string {
  const blocks = [
    `## surgecast · advice for ${escaped(advice.scenario.name)}`,
    escaped(`${periodInWords(advice.scenario.period.start, advice.scenario.period.end)} · ${advice.scenario.region}`),
    answer(advice).map(escaped).join("  \n"),
    ...advice.sets.filter(({ members }) => members.length > 0).map(setBlock),
    ...strategies(advice),
    ...changes(advice),
    ...advice.crossings.map((one) => escaped(crossingWords(one))),
    ...quotas(advice),
    ...subnets(advice),
    ...runbook(advice),
    ...notTried(advice),
    escaped(`${count(advice.search.simulations)} simulations. ${advice.search.method}`),
  ];
  return `${blocks.join("\n\n")}\n`;
}

function setBlock(set: AdviceSet): string {
  const waits = waitingWords(set.waiting);
  const members = membersInShort(set.members).map(
    (member) =>
      `- ${escaped(member.title)}${termsOf(member)
        .map((term) => `\n  - ${escaped(term)}`)
        .join("")}`,
  );
  const yaml = set.set.map((change) => `--set '${change}'`).join(" \\\n");
  return [
    `### ${VERDICT_MARKS[set.verdict]} ${capital(set.title)}`,
    `**${escaped(setSentence(set))}**${waits === null ? "" : ` ${escaped(waits)}.`}`,
    members.join("\n"),
    details("as flags", `\`\`\`sh\n${yaml.replaceAll("```", "")}\n\`\`\``),
  ].join("\n\n");
}

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

function strategies({ strategies: all }: Advice): string[] {
  if (all.length === 0) return [];
  const rows = all.map((one) => [
    one.survives ? `${VERDICT_MARKS.survives} survives` : `${VERDICT_MARKS.fails} no`,
    escaped([one.title, raisedWords(one), waitingWords(one.waiting) ?? ""].filter((text) => text !== "").join(": ")),
    one.difference === null ? "" : differenceWords({ difference: one.difference, unpriced: [] }),
    escaped(one.survives ? "" : (one.why ?? "")),
  ]);
  return [details("How to survive", markdownTable(columnsOf("", "What is done", "To the bill:", "Why not"), rows))];
}

function changes({ changes: all }: Advice): string[] {
  if (all.length === 0) return [];
  const rows = all.map((one) => [
    differenceWords(one),
    escaped(one.title),
    `${VERDICT_MARKS[one.verdict]} ${one.verdict}`,
    escaped([evenWords(one), ...one.worse, ...termsOf(one)].filter((text) => text !== "").join("; ")),
    linked(one.source),
  ]);
  const columns = columnsOf("To the bill:", "Change", "Verdict", "Even at, and what it costs otherwise", "Source");
  return [details(`Each of ${count(all.length)} changes alone`, markdownTable(columns, rows))];
}

function quotas({ quotas: all }: Advice): string[] {
  if (all.length === 0) return [];
  const rows = all.map(({ title, peak, now, isDefault, request, askBy, source }) => [
    escaped(title),
    count(peak),
    `${count(now)}${isDefault ? " (default)" : ""}`,
    request === null ? "enough" : `**${count(request)}**${askBy === null ? "" : ` by ${day(secondsOf(askBy))}`}`,
    linked(source),
  ]);
  return [details("Quotas", markdownTable(columnsOf("Quota", "Peak use:", "Now:", "Ask for", "Source"), rows))];
}

function subnets({ subnets: all }: Advice): string[] {
  if (all.length === 0) return [];
  const rows = all.map(({ tier, zone, prefix, usable, needed, enough, by }) => [
    escaped(`${tier} ${zone}`),
    `/${prefix}`,
    count(usable),
    count(needed),
    needed <= usable ? "enough" : `**/${enough} at least**`,
    escaped(by.map(({ component, addresses }) => `${component} ${addresses}`).join(", ")),
  ]);
  const columns = columnsOf("Subnet", "Size", "Usable:", "Needed:", "", "By whom");
  return [details("Addresses", markdownTable(columns, rows))];
}

function runbook({ runbook: all }: Advice): string[] {
  if (all.length === 0) return [];
  const rows = all.map(({ event, offset, at, local, action }) => [
    escaped(event),
    offset,
    `${day(secondsOf(at))} ${at.slice(11, 16)}`,
    escaped(local.slice(11)),
    escaped(action),
  ]);
  return [details("Runbook", markdownTable(columnsOf("Event", "When", "UTC", "Local", "What"), rows))];
}

function notTried({ notTried: all }: Advice): string[] {
  if (all.length === 0) return [];
  return [details("Not tried", all.map(({ title, why }) => `- ${escaped(title)}: ${escaped(why)}`).join("\n"))];
}
