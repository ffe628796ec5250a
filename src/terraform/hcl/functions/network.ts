/** https://developer.hashicorp.com/terraform/language/functions/cidrsubnet and the other functions of IP networks. */
import { EvaluationError, isSequence, list, type Value } from "../value.ts";
import { type Functions, integerFrom, ofWhole, textFrom } from "./function.ts";

interface Network {
  /** Of the address: 32 or 128. */
  readonly bits: 32 | 128;
  readonly address: bigint;
  readonly length: number;
}

function parsedNetwork(text: string): Network {
  const [, written = "", digits = ""] = /^([^/]+)\/(\d{1,3})$/.exec(text) ?? [];
  const length = Number(digits);
  const bits = written.includes(":") ? 128 : 32;
  const address = bits === 32 ? parsedFour(written) : parsedSix(written);
  if (digits === "" || address === null || length > bits) {
    throw new EvaluationError("the text is no range of addresses such as 10.0.0.0/16");
  }
  const host = BigInt(bits - length);
  return { bits, address: (address >> host) << host, length };
}

function parsedFour(text: string): bigint | null {
  const parts = text.split(".");
  if (parts.length !== 4 || parts.some((part) => !/^(?:0|[1-9]\d{0,2})$/.test(part) || Number(part) > 255)) return null;
  return parts.reduce((address, part) => (address << 8n) | BigInt(part), 0n);
}

function parsedSix(text: string): bigint | null {
  const halves = text.split("::");
  if (halves.length > 2) return null;
  const groups = (half: string | undefined): string[] => (half === undefined || half === "" ? [] : half.split(":"));
  const [head, tail] = [groups(halves[0]), groups(halves[1])];
  const gap = 8 - head.length - tail.length;
  if (halves.length === 1 ? gap !== 0 : gap < 1) return null;
  const all = [...head, ...Array.from({ length: gap }, () => "0"), ...tail];
  if (all.some((group) => !/^[0-9a-fA-F]{1,4}$/.test(group))) return null;
  return all.reduce((address, group) => (address << 16n) | BigInt(`0x${group}`), 0n);
}

function formattedAddress(address: bigint, bits: 32 | 128): string {
  if (bits === 32) return [24n, 16n, 8n, 0n].map((shift) => String((address >> shift) & 255n)).join(".");
  const groups = Array.from({ length: 8 }, (_group, at) => ((address >> BigInt(112 - 16 * at)) & 0xffffn).toString(16));
  // The first longest run of zeros, of two at least, is left out.
  let best = { at: 0, length: 1 };
  for (let at = 0; at < 8; at += 1) {
    let length = 0;
    while (groups[at + length] === "0") length += 1;
    if (length > best.length) best = { at, length };
  }
  if (best.length < 2) return groups.join(":");
  return `${groups.slice(0, best.at).join(":")}::${groups.slice(best.at + best.length).join(":")}`;
}

function subnet({ bits, address, length }: Network, newBits: number, number: bigint): string {
  const longer = length + newBits;
  if (newBits < 0 || longer > bits) throw new EvaluationError("the range has no room for so many more bits");
  if (number < 0n || number >> BigInt(newBits) !== 0n) {
    throw new EvaluationError("the number of the subnet does not fit into the new bits");
  }
  return `${formattedAddress(address | (number << BigInt(bits - longer)), bits)}/${longer}`;
}

/** Subnets one behind the other, each of its own size and at its own boundary. */
function subnets({ bits, address, length }: Network, newBits: readonly number[]): readonly string[] {
  const end = address + (1n << BigInt(bits - length));
  let next = address;
  return newBits.map((more) => {
    const longer = length + more;
    if (more < 1 || longer > bits) throw new EvaluationError("the range has no room for so many more bits");
    const size = 1n << BigInt(bits - longer);
    const start = ((next + size - 1n) / size) * size;
    if (start + size > end) throw new EvaluationError("the range has no room for all these subnets");
    next = start + size;
    return `${formattedAddress(start, bits)}/${longer}`;
  });
}

function host({ bits, address, length }: Network, number: bigint): string {
  const room = 1n << BigInt(bits - length);
  const offset = number < 0n ? room + number : number;
  if (offset < 0n || offset >= room) throw new EvaluationError("the range has no host of this number");
  return formattedAddress(address + offset, bits);
}

function bitsFrom(values: readonly Value[]): readonly number[] {
  return values.flatMap((value) => (isSequence(value) ? value.elements : [value])).map((value) => integerFrom(value));
}

export const networkFunctions: Functions = {
  cidrhost: ofWhole(2, 2, ([range, number]) => host(parsedNetwork(textFrom(range)), BigInt(integerFrom(number)))),
  cidrnetmask: ofWhole(1, 1, ([range]) => {
    const { bits, length } = parsedNetwork(textFrom(range));
    if (bits !== 32) throw new EvaluationError("only ranges of IPv4 have a netmask");
    const all = (1n << 32n) - 1n;
    return formattedAddress((all << BigInt(32 - length)) & all, 32);
  }),
  cidrsubnet: ofWhole(3, 3, ([range, newBits, number]) =>
    subnet(parsedNetwork(textFrom(range)), integerFrom(newBits), BigInt(integerFrom(number))),
  ),
  cidrsubnets: ofWhole(1, null, ([range, ...newBits]) =>
    list(subnets(parsedNetwork(textFrom(range)), bitsFrom(newBits))),
  ),
};
