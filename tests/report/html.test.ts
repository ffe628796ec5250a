import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { ASSETS, reportPageAssets } from "../../scripts/report-page.ts";
import type { Estimate } from "../../src/estimate-schema.ts";
import { html, jsonElement, linkedSource } from "../../src/report/html/markup.ts";
import { panels } from "../../src/report/html/panels.ts";
import { htmlReport } from "../../src/report/html.ts";
import type { Series } from "../../src/simulation/series.ts";
import { dropSeries, failingDrop, oneLine, survivingDrop } from "../support/estimates.ts";

const page = htmlReport(failingDrop, dropSeries);

/** What the reader sees of it, without markup, script and style. */
function textOf(document: string): string {
  return document
    .replace(/<(script|style)[^>]*>[^]*?<\/\1>/g, "")
    .replace(/<[^>]+>/g, " ")
    .replaceAll("&#39;", "'")
    .replace(/\s+/g, " ");
}

const headings = (document: string): string[] =>
  [...document.matchAll(/<h2>(.*?)<\/h2>/g)].map(([, title = ""]) => title);

test("the page's script and style are the ones of web/report (npm run report-page makes them)", async () => {
  expect(readFileSync(ASSETS, "utf8")).toBe(await reportPageAssets());
});

test("says the verdict first, then the figures, then everything behind them", () => {
  const text = textOf(page);
  expect(text.indexOf("Fails at 20 Nov 18:00:12 UTC: app ran out of CPU (3 tasks of 2 vCPU).")).toBeGreaterThan(0);
  expect(text.indexOf("Fails at")).toBeLessThan(text.indexOf("≥ $"));
  expect(headings(page)).toEqual([
    "Warnings",
    "Over time",
    "Events",
    "Spot batches",
    "Bill",
    "NAT",
    "Assumptions",
    "Claims",
    "Not in the total",
    "Never included",
  ]);
  expect(headings(htmlReport(survivingDrop))).not.toContain("Over time");
  expect(headings(htmlReport(oneLine))).toEqual(["Bill", "Never included"]);
});

test("a line of the bill opens to its tiers, its price and where that comes from", () => {
  expect(textOf(page)).toContain(
    "How $964.84 comes about from 0 to 10,240 10,240 GB × $0.085 = $870.4 from 10,240 on 1,180.5 GB × $0.08 = $94.44 Region us-east-1 Service code AmazonCloudFront",
  );
  expect(textOf(page)).toContain("Price seen 2026-11-20 Source raw-offer");
});

test("nothing in it asks the network for anything, and a policy forbids it", () => {
  const outside = [...page.matchAll(/\b(?:src|href|action|url)\s*[=(]\s*["']?(?:https?:)?\/\/[^"'\s)]*/gi)]
    .map(([found]) => found)
    .filter((found) => !found.startsWith('href="https://docs.aws.amazon.com/'));
  expect(outside).toEqual([]);
  const [, policy = ""] = /Content-Security-Policy" content="([^"]+)"/.exec(page) ?? [];
  const hashOf = (element: RegExp): string => {
    const [, content = ""] = element.exec(page) ?? [];
    expect(content.length).toBeGreaterThan(1000);
    return createHash("sha256").update(content).digest("base64");
  };
  expect(policy.replaceAll("&#39;", "'")).toBe(
    `default-src 'none'; script-src 'sha256-${hashOf(/<script>([^]*?)<\/script>/)}'; style-src 'sha256-${hashOf(
      /<style>([^]*?)<\/style>/,
    )}'; img-src data:; base-uri 'none'; form-action 'none'`,
  );
  expect(page).not.toMatch(/ style=| on[a-z]+=/);
});

test("names from outside stay text, in markup, attributes and data", () => {
  const hostile = `</script><img src=x onerror="alert('1')">`;
  const estimate: Estimate = {
    ...failingDrop,
    scenario: failingDrop.scenario && { ...failingDrop.scenario, name: hostile, title: hostile },
    bill: {
      ...failingDrop.bill,
      lineItems: failingDrop.bill.lineItems.map((line) => ({ ...line, component: hostile, cause: hostile })),
    },
    warnings: [hostile],
  };
  const series: Series = {
    ...dropSeries,
    columns: dropSeries.columns.map((column) => ({ ...column, component: hostile })),
    events: dropSeries.events.map((event) => ({ ...event, name: hostile })),
  };
  const hostilePage = htmlReport(estimate, series);
  expect(hostilePage).not.toContain("<img");
  expect(hostilePage).not.toContain(`onerror="`);
  expect(hostilePage.match(/<\/script>/g)).toHaveLength(2);
  const [, data = ""] = /id="chart-data">([^]*?)<\/script>/.exec(hostilePage) ?? [];
  expect(JSON.parse(data)).toMatchObject({ events: [{ name: hostile }] });
});

test("values are escaped, markup is not, null is nothing", () => {
  expect(html`<b title="${`"a" & 'b'`}">${["<", html`<i>${1}</i>`, null]}</b>`.markup).toBe(
    '<b title="&quot;a&quot; &amp; &#39;b&#39;">&lt;<i>1</i></b>',
  );
  expect(jsonElement("data", { a: "</script><!--&\u2028" }).markup).toBe(
    String.raw`<script type="application/json" id="data">
{"a":"\u003c/script\u003e\u003c!--\u0026\u2028"}
</script>`,
  );
});

test("sources that are addresses are links, long ones by host and last part; others are text", () => {
  expect(linkedSource("https://aws.amazon.com/fargate/pricing/").markup).toBe(
    '<a href="https://aws.amazon.com/fargate/pricing/">aws.amazon.com/fargate/pricing</a>',
  );
  expect(linkedSource("https://docs.aws.amazon.com/AmazonECS/latest/developerguide/throttling.html").markup).toBe(
    '<a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/throttling.html">docs.aws.amazon.com/…/throttling.html</a>',
  );
  expect(linkedSource("javascript:alert(1)").markup).toBe("javascript:alert(1)");
});

test("charts put together what belongs together: load before capacity, all gateways as one and in bits", () => {
  const column = (component: string, name: string, unit: string, value: number) => ({
    component,
    name,
    unit,
    values: Float64Array.of(value),
  });
  const series: Series = {
    startSeconds: Float64Array.of(0),
    stepSeconds: Float64Array.of(60),
    columns: [
      column("balancer", "capacity", "LCU", 100),
      column("balancer", "load", "LCU", 40),
      column("nat-a", "throughput", "bytes/s", 5),
      column("nat-b", "throughput", "bytes/s", 7),
      column("balancer", "requests", "1/s", 9),
      column("traffic", "requests", "1/s", 8),
      column("app", "CPU", "vCPU", 3),
    ],
    events: [],
  };
  expect(
    panels(series).map(({ title, lines }) => [
      title,
      ...lines.map(({ label, tone, values }) => `${label} ${tone} ${values.join()}`),
    ]),
  ).toEqual([
    ["Requests", "requests one 8", "balancer requests two 9"],
    ["Load balancer", "balancer load one 40", "balancer capacity limit 100"],
    ["NAT throughput", "all 2 gateways one 96"],
  ]);
});

test("the file stays small, whatever the number of events", () => {
  const events = Array.from({ length: 40 }, (_event, index) => {
    const startSeconds = (dropSeries.startSeconds[0] ?? 0) + index * 50_000;
    return { name: `drop ${index}`, startSeconds, endSeconds: startSeconds + 1860 };
  });
  expect(Buffer.byteLength(htmlReport(failingDrop, { ...dropSeries, events }))).toBeLessThan(2 ** 21);
});
