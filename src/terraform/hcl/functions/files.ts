/** https://developer.hashicorp.com/terraform/language/functions/file and the other functions of files: only of the configuration's own. */
import { BrokenSyntax } from "../cursor.ts";
import { parseTemplate } from "../parse-body.ts";
import { EvaluationError, isMapping, set, UNKNOWN, unknownFrom, type Value } from "../value.ts";
import { base64Of } from "./encoding.ts";
import { type FunctionContext, type Functions, ofAny, ofWhole, textFrom } from "./function.ts";

function contentOf(path: Value | undefined, { readText }: FunctionContext): string {
  const content = readText(textFrom(path));
  if (content === null) throw new EvaluationError("the file cannot be read, or is none of this configuration");
  return content;
}

function rendered(name: string, content: string, variables: Value, context: FunctionContext): Value {
  if (!isMapping(variables)) return unknownFrom(variables);
  try {
    return context.render(parseTemplate({ file: name, text: content }), variables.entries);
  } catch (error) {
    if (error instanceof BrokenSyntax) throw new EvaluationError("the template is broken");
    throw error;
  }
}

/** Without `.` and `..`: `normalized("./a/../b")` is `b`. */
export function normalized(path: string): string {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part === ".." && parts.length > 0 && parts.at(-1) !== "..") parts.pop();
    else parts.push(part);
  }
  return `${path.startsWith("/") ? "/" : ""}${parts.join("/")}` || ".";
}

const lastSlash = (path: string): number => path.lastIndexOf("/");

/** A pattern of `fileset`: `*`, `**`, `?`, `{a,b}`. */
function globPattern(pattern: string): RegExp {
  let depth = 0;
  const source = pattern.replaceAll(/\*\*\/|\*\*|\*|\?|[{},]|[^*?{},]+/g, (part) => {
    if (part === "**/") return "(?:.*/)?";
    if (part === "**") return ".*";
    if (part === "*") return "[^/]*";
    if (part === "?") return "[^/]";
    if (part === "{") return ((depth += 1), "(?:");
    if (part === "}") return ((depth -= 1), ")");
    if (part === ",") return depth > 0 ? "|" : ",";
    return part.replaceAll(/[.+^$()|[\]\\]/g, "\\$&");
  });
  try {
    return new RegExp(`^${source}$`);
  } catch {
    throw new EvaluationError("the pattern of fileset is none");
  }
}

export const fileFunctions: Functions = {
  file: ofWhole(1, 1, ([path], context) => contentOf(path, context)),
  filebase64: ofWhole(1, 1, ([path], context) => base64Of(new TextEncoder().encode(contentOf(path, context)))),
  fileexists: ofWhole(1, 1, ([path], { hasFile }) => hasFile(textFrom(path)) ?? UNKNOWN),
  fileset: ofWhole(2, 2, ([folder, pattern], { filesBelow }) => {
    const files = filesBelow(textFrom(folder));
    const wanted = globPattern(textFrom(pattern));
    return files === null ? UNKNOWN : set(files.filter((file) => wanted.test(file)));
  }),
  templatefile: ofAny(2, 2, ([path = null, variables = null], context) => {
    if (typeof path !== "string") return unknownFrom(path, variables);
    return rendered(path, contentOf(path, context), variables, context);
  }),
  templatestring: ofAny(2, 2, ([content = null, variables = null], context) => {
    return typeof content === "string"
      ? rendered("templatestring", content, variables, context)
      : unknownFrom(content, variables);
  }),
  abspath: ofAny(1, 1, () => UNKNOWN),
  pathexpand: ofWhole(1, 1, ([path]) => (textFrom(path).startsWith("~") ? UNKNOWN : textFrom(path))),
  basename: ofWhole(1, 1, ([path]) => {
    const name = textFrom(path).replace(/\/+$/, "");
    return name.slice(lastSlash(name) + 1) || (textFrom(path) === "" ? "." : "/");
  }),
  dirname: ofWhole(1, 1, ([path]) => {
    const at = lastSlash(textFrom(path));
    return at < 0 ? "." : normalized(textFrom(path).slice(0, at + 1));
  }),
};
