/** Who sends what through NAT, and what a change of the network would do. */
import type { Estimate } from "../../estimate-schema.ts";
import { gigabytes, money, percent, shareOf, signedMoney } from "../figures.ts";
import { destinationsByBytes, evenAt, natSummary } from "../text/nat.ts";
import { html, type Markup, section, shareBar } from "./markup.ts";

type Nat = NonNullable<Estimate["nat"]>;

export function natSection({ nat, bill }: Estimate): Markup | null {
  if (nat === null) return null;
  return section("nat", "NAT", [html`<p>${natSummary(nat, bill)}</p>`, destinations(nat), savings(nat)]);
}

function destinations(nat: Nat): Markup | null {
  const rows = destinationsByBytes(nat).map(({ destination, via, bytes, cost }) => {
    const share = shareOf(bytes, nat.processedBytes);
    return html`<tr>
      <th scope="row">${destination}</th>
      <td class="wide faint">${via}</td>
      <td class="number">${gigabytes(bytes)}</td>
      <td class="number">${cost === null ? "no price" : money(cost)}</td>
      <td class="number faint">${percent(share)}</td>
      <td class="wide">${shareBar(share)}</td>
    </tr>`;
  });
  if (rows.length === 0) return null;
  return html`<table>
    <thead>
      <tr>
        <th scope="col">Destination</th>
        <th scope="col" class="wide">Via</th>
        <th scope="col" class="number">Data</th>
        <th scope="col" class="number">Cost</th>
        <th scope="col" class="number">Share</th>
        <th scope="col" class="wide"></th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}

function savings({ savings: changes }: Nat): Markup | null {
  const rows = changes.map(({ change, monthlyCost, bytesMoved, breakEvenGb }) => {
    const tone = monthlyCost === null ? "caution" : monthlyCost.startsWith("-") ? "good" : "";
    return html`<tr>
      <th scope="row">${change}</th>
      <td class="number ${tone}">${monthlyCost === null ? "no price" : signedMoney(monthlyCost)}</td>
      <td class="number wide">${gigabytes(bytesMoved)}</td>
      <td class="number wide">${evenAt(breakEvenGb)}</td>
    </tr>`;
  });
  if (rows.length === 0) return null;
  return html`<table>
    <thead>
      <tr>
        <th scope="col">What a change would do</th>
        <th scope="col" class="number">To a month</th>
        <th scope="col" class="number wide">Moves</th>
        <th scope="col" class="number wide">Even at</th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}
