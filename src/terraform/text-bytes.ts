/**
 * Finds the JSON of a plan in the bytes that somebody had: UTF-8 with a byte order mark, UTF-16 as PowerShell's `>` writes it, lines
 * that wrappers put around it.
 */
import { MEGABYTE } from "../units.ts";
import { planError } from "./plan-error.ts";

/** The command that makes what is read here. */
export const SHOW = "terraform show -json tfplan > plan.json";

/** UTF-8, and where the JSON's brace stands. Throws a UserError PLAN_INVALID for what holds no JSON, with the reason. */
export function jsonBytes(bytes: Uint8Array, file: string): { readonly bytes: Uint8Array; readonly start: number } {
  refusePacked(bytes, file);
  const utf8 = toUtf8(bytes);
  const start = startOfJson(utf8);
  if (start === null) throw planError("PLAN_INVALID", file, ...whyNot(utf8));
  return { bytes: utf8, start };
}

function refusePacked(bytes: Uint8Array, file: string): void {
  const begins = (...magic: readonly number[]): boolean => magic.every((byte, at) => bytes[at] === byte);
  if (begins(0x50, 0x4b, 0x03, 0x04)) {
    const what = "is a plan as Terraform saves it, which only Terraform reads";
    throw planError("PLAN_INVALID", file, what, `run: terraform show -json ${file} > plan.json (or tofu show -json)`);
  }
  if (begins(0x1f, 0x8b)) {
    throw planError("PLAN_INVALID", file, "is packed by gzip", "unpack it first: gunzip");
  }
}

function toUtf8(bytes: Uint8Array): Uint8Array {
  const [first, second] = [bytes[0], bytes[1]];
  if (first === 0xef && second === 0xbb && bytes[2] === 0xbf) return bytes.subarray(3);
  if (first === 0xff && second === 0xfe) return fromUtf16(bytes.subarray(2), "utf-16le");
  if (first === 0xfe && second === 0xff) return fromUtf16(bytes.subarray(2), "utf-16be");
  // Without a mark: every other byte of ASCII is 0.
  if (second === 0 && first !== 0 && bytes.length > 3) return fromUtf16(bytes, "utf-16le");
  if (first === 0 && second !== 0 && bytes.length > 3) return fromUtf16(bytes, "utf-16be");
  return bytes;
}

/** In parts, because a text may be longer than a string can be. */
function fromUtf16(bytes: Uint8Array, encoding: string): Uint8Array {
  const decoder = new TextDecoder(encoding);
  const encoder = new TextEncoder();
  let utf8 = new Uint8Array(Math.ceil(bytes.length / 2) + MEGABYTE);
  let length = 0;
  for (let at = 0; at < bytes.length; at += MEGABYTE) {
    const part = encoder.encode(
      decoder.decode(bytes.subarray(at, at + MEGABYTE), { stream: at + MEGABYTE < bytes.length }),
    );
    if (length + part.length > utf8.length) {
      const longer = new Uint8Array(utf8.length * 2);
      longer.set(utf8);
      utf8 = longer;
    }
    utf8.set(part, length);
    length += part.length;
  }
  return utf8.subarray(0, length);
}

const NEWLINE = 0x0a;
const OPEN_OBJECT = 0x7b;

/** Lines before the JSON that are looked at; a wrapper writes a few. */
const MOST_LINES = 1000;

/** The first brace that begins a line; null where no line begins with one. */
function startOfJson(bytes: Uint8Array): number | null {
  let at = 0;
  for (let line = 0; line < MOST_LINES && at < bytes.length; line += 1) {
    while (isBlank(bytes[at])) at += 1;
    if (bytes[at] === OPEN_OBJECT) return at;
    const end = bytes.indexOf(NEWLINE, at);
    if (end < 0) return null;
    at = end + 1;
  }
  return null;
}

function isBlank(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x0d || byte === NEWLINE;
}

/** What is wrong with a text without JSON, and what to do. */
function whyNot(bytes: Uint8Array): readonly [string, string] {
  const beginning = new TextDecoder().decode(bytes.subarray(0, 4000));
  if (beginning.trim() === "") return ["is empty", `write it with: ${SHOW}`];
  if (/will perform the following actions|No changes\.|# \S+ will be (created|updated|destroyed)/.test(beginning)) {
    return ["is a plan printed for people", `save it with terraform plan -out=tfplan, then: ${SHOW}`];
  }
  if (/^\s*(terraform|resource|module|provider|variable|data|locals|output)\b[^\n]*\{/m.test(beginning)) {
    return ["is Terraform code, not a plan of it", `run terraform plan -out=tfplan, then: ${SHOW}`];
  }
  if (/^(---|[A-Za-z_][\w-]*:)/m.test(beginning))
    return ["is no JSON; it looks like YAML", `write a plan with: ${SHOW}`];
  return ["is no JSON", `write it with: ${SHOW}`];
}

/**
 * Whether only wrappers' lines stand behind the JSON: `::debug::…`, `[command]…`, or nothing.
 */
export function endsCleanly(bytes: Uint8Array, end: number): boolean {
  let at = end;
  for (;;) {
    while (isBlank(bytes[at])) at += 1;
    if (at >= bytes.length) return true;
    const isWrapper = (bytes[at] === 0x3a && bytes[at + 1] === 0x3a) || bytes[at] === 0x5b;
    if (!isWrapper) return false;
    const newline = bytes.indexOf(NEWLINE, at);
    if (newline < 0) return true;
    at = newline + 1;
  }
}
