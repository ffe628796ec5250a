/** HTML by template: whatever is put into one is escaped, unless it is markup itself. */

/** HTML that is safe to print. Only `html` makes it. */
export interface Markup {
  readonly markup: string;
}

export type Content = Markup | string | number | null | readonly Content[];

/**
 * Markup with its values escaped, in text and in quoted attributes: ``html`<b>${"a < b"}</b>` `` is `<b>a &lt; b</b>`.
 * Null prints nothing; of a list, every element.
 */
export function html(strings: TemplateStringsArray, ...values: readonly Content[]): Markup {
  // Line breaks and indentation of the code mean nothing to a browser.
  const parts = strings.map((text, index) => text.replace(/\s*\n\s*/g, "\n") + printed(values[index] ?? null));
  return { markup: parts.join("") };
}

function printed(value: Content): string {
  if (value === null) return "";
  if (typeof value === "string") return escapedText(value);
  if (typeof value === "number") return String(value);
  return "markup" in value ? value.markup : value.map(printed).join("");
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escapedText(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
}

/** Script or style of the project's own, to the letter: the page's policy knows it by its hash. */
export function element(name: "script" | "style", content: string): Markup {
  return { markup: `<${name}>${content}</${name}>` };
}

/** A document as JSON in a `<script>` that is not run: nothing in it can end the element or begin a comment. */
export function jsonElement(id: string, document: unknown): Markup {
  const json = JSON.stringify(document).replace(/[<>&\u2028\u2029]/g, unicodeEscape);
  return html`<script type="application/json" id="${id}">
    ${{ markup: json }}
  </script>`;
}

function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

const LONGEST_ADDRESS = 48;

/** A web address as a link, a long one by its host and its last part; anything else as text. */
export function linkedSource(source: string): Markup {
  if (!/^https:\/\/[^\s"'<>]+$/.test(source)) return html`${source}`;
  const address = source.replace(/^https:\/\/|\/$/g, "");
  const [host = "", ...path] = address.split("/");
  const text = address.length <= LONGEST_ADDRESS ? address : `${host}/…/${path.at(-1) ?? ""}`;
  return html`<a href="${source}">${text}</a>`;
}

/** A section of the page with its heading; nothing where there is nothing in it. */
export function section(id: string, title: string, content: readonly Content[]): Markup | null {
  return content.length === 0
    ? null
    : html`<section id="${id}">
        <h2>${title}</h2>
        ${content}
      </section>`;
}

/** A bar for a share in `[0, 1]`, drawn without a style attribute, which the page's security policy forbids. */
export function shareBar(share: number | null): Markup {
  const width = Math.max(0, Math.min(1, share ?? 0)) * 100;
  return html`<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
    <rect class="track" width="100" height="8" />
    <rect width="${Number(width.toFixed(2))}" height="8" />
  </svg>`;
}
