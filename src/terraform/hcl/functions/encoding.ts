/** https://developer.hashicorp.com/terraform/language/functions/base64encode and the other encodings, and hashes. */
import { parse as parseYaml } from "yaml";
import { EvaluationError, list, mapping, text, UNKNOWN, type Value } from "../value.ts";
import { type FunctionContext, type FunctionDefinition, type Functions, ofAny, ofWhole, textFrom } from "./function.ts";
import { jsonOf, parsedJson, valueOfData } from "./json.ts";

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

export function base64Of(bytes: Uint8Array): string {
  const groups: string[] = [];
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b = 0, c = 0] = bytes.subarray(at, at + 3);
    const bits = (a << 16) | (b << 8) | c;
    const letters = [18, 12, 6, 0].map((shift) => LETTERS[(bits >> shift) & 63] ?? "");
    const count = Math.min(3, bytes.length - at) + 1;
    groups.push(letters.slice(0, count).join("").padEnd(4, "="));
  }
  return groups.join("");
}

function bytesOfBase64(value: string): Uint8Array {
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(value)) {
    throw new EvaluationError("the text is no base64");
  }
  const letters = value.replace(/=+$/, "");
  const bytes = new Uint8Array(Math.floor((letters.length * 3) / 4));
  let [bits, held, at] = [0, 0, 0];
  for (const letter of letters) {
    bits = ((bits << 6) | LETTERS.indexOf(letter)) & 0xffffff;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes[at] = (bits >> held) & 255;
    at += 1;
  }
  return bytes;
}

function textOfBytes(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new EvaluationError("the bytes are no text in UTF-8");
  }
}

const bytesOf = (value: string): Uint8Array => new TextEncoder().encode(value);

const hexadecimal = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");

type Algorithm = Parameters<FunctionContext["digest"]>[0];

function hash(algorithm: Algorithm, format: (bytes: Uint8Array) => string): FunctionDefinition {
  return ofWhole(1, 1, ([value], { digest }) => format(digest(algorithm, bytesOf(textFrom(value)))));
}

function fileHash(algorithm: Algorithm, format: (bytes: Uint8Array) => string): FunctionDefinition {
  return ofWhole(1, 1, ([path], { digest, readText }) => {
    const content = readText(textFrom(path));
    // Files that are no text have another hash than their text would have.
    return content === null ? UNKNOWN : format(digest(algorithm, bytesOf(content)));
  });
}

/** As Go's `url.QueryEscape`. */
function urlEncoded(value: string): string {
  return encodeURIComponent(value)
    .replaceAll(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll("%20", "+");
}

const FIELD = /(?:^|[,\n])(?:"((?:[^"]|"")*)"|([^,\n"]*))/gy;

/** Rows of comma-separated values after the first, as objects whose attributes it names. */
function csvRows(content: string): Value {
  const rows: string[][] = [];
  const lines = content.replaceAll("\r\n", "\n").replace(/\n+$/, "");
  FIELD.lastIndex = 0;
  let at = 0;
  for (let match = FIELD.exec(lines); match !== null; match = FIELD.exec(lines)) {
    const [whole, quoted, bare] = match;
    if (rows.length === 0 || whole.startsWith("\n")) rows.push([]);
    rows.at(-1)?.push(quoted === undefined ? (bare ?? "") : quoted.replaceAll('""', '"'));
    at = FIELD.lastIndex;
    if (at >= lines.length) break;
  }
  const [names = [], ...records] = rows.filter((row) => row.length > 1 || row[0] !== "");
  if (at < lines.length || records.some((record) => record.length !== names.length)) {
    throw new EvaluationError("the text is no table of comma-separated values");
  }
  return list(records.map((record) => mapping(names.map((name, column) => [name, record[column] ?? ""]))));
}

function parsedYaml(content: string): Value {
  let data: unknown;
  try {
    data = parseYaml(content, { version: "1.2", maxAliasCount: 100, logLevel: "error" });
  } catch {
    throw new EvaluationError("the text is no YAML");
  }
  return valueOfData(data);
}

/** What nobody can know before: a new one each time, or a secret. */
const unknowable = ofAny(0, null, () => UNKNOWN);

export const encodingFunctions: Functions = {
  base64encode: ofWhole(1, 1, ([value]) => base64Of(bytesOf(textFrom(value)))),
  base64decode: ofWhole(1, 1, ([value]) => textOfBytes(bytesOfBase64(textFrom(value)))),
  base64gzip: unknowable,
  textencodebase64: unknowable,
  textdecodebase64: unknowable,
  csvdecode: ofWhole(1, 1, ([value]) => csvRows(textFrom(value))),
  jsondecode: ofWhole(1, 1, ([value]) => parsedJson(textFrom(value))),
  jsonencode: ofWhole(1, 1, ([value = null]) => text(jsonOf(value))),
  urlencode: ofWhole(1, 1, ([value]) => urlEncoded(textFrom(value))),
  yamldecode: ofWhole(1, 1, ([value]) => parsedYaml(textFrom(value))),
  yamlencode: unknowable,

  md5: hash("md5", hexadecimal),
  sha1: hash("sha1", hexadecimal),
  sha256: hash("sha256", hexadecimal),
  sha512: hash("sha512", hexadecimal),
  base64sha256: hash("sha256", base64Of),
  base64sha512: hash("sha512", base64Of),
  filemd5: fileHash("md5", hexadecimal),
  filesha1: fileHash("sha1", hexadecimal),
  filesha256: fileHash("sha256", hexadecimal),
  filesha512: fileHash("sha512", hexadecimal),
  filebase64sha256: fileHash("sha256", base64Of),
  filebase64sha512: fileHash("sha512", base64Of),
  bcrypt: unknowable,
  rsadecrypt: unknowable,
  uuid: unknowable,
  uuidv5: unknowable,

  timestamp: unknowable,
  plantimestamp: unknowable,
  timeadd: unknowable,
  timecmp: unknowable,
  formatdate: unknowable,
};
