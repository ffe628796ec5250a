/** YAML text → tree: broken YAML, several documents, tags and sheer size are refused here; what nodes say, in tree-builder.ts. */
import { LineCounter, parseDocument, type Document } from "yaml";
import type { Place } from "../errors.ts";
import type { Problems } from "./problems.ts";
import { syntaxWords } from "./words.ts";
import type { Tree } from "./tree.ts";
import { buildTree, MAX_DEPTH } from "./tree-builder.ts";

/** A text and the name that its problems carry. */
export interface Source {
  readonly text: string;
  readonly file: string;
}

/** Characters of one file, and bytes where it comes from a disk. */
export const MAX_LENGTH = 1_048_576;

/** The document's tree; what is wrong with it is added to `problems` and broken in the tree. */
export function readDocument({ text, file }: Source, problems: Problems): Tree {
  const top: Place = { file, line: 1, column: 1 };
  const fail = (place: Place, what: string, hint: string | null = null): Tree => {
    problems.add(place, [], what, hint);
    return { kind: "broken", spot: top };
  };
  if (text.length > MAX_LENGTH) return fail(top, `the file must be at most 1 MB; it has ${text.length} characters`);
  const lines = new LineCounter();
  const document = parseYaml(text.replace(/^\uFEFF/, ""), lines);
  if (document === null || document.errors.some(isTooDeep)) {
    return fail(top, `the document must be nested at most ${MAX_DEPTH} deep`);
  }
  const placeOf = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(1, line), column: Math.max(1, col) };
  };
  for (const issue of [...document.errors, ...document.warnings]) {
    const { what, hint } = syntaxWords(issue);
    fail(placeOf(issue.pos[0]), what, hint);
  }
  if (document.errors.length + document.warnings.length > 0) return { kind: "broken", spot: top };
  if (document.contents === null) return fail(top, "the file is empty");
  return buildTree(document.contents, placeOf, problems);
}

/** The library composes recursively, so brackets by the thousand exhaust the stack; mostly it reports that as an error. */
const isTooDeep = ({ message }: Error): boolean => /call stack|recursion/i.test(message);

function parseYaml(text: string, lineCounter: LineCounter): Document.Parsed | null {
  try {
    return parseDocument(text, {
      lineCounter,
      prettyErrors: false,
      schema: "core",
      resolveKnownTags: false,
      uniqueKeys: false,
      logLevel: "error",
    });
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
