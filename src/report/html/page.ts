/** The frame of every HTML report: style, script and data are in the page, and its security policy forbids every request. */
import { PAGE_SCRIPT, PAGE_SCRIPT_HASH, PAGE_STYLE, PAGE_STYLE_HASH } from "./assets.ts";
import { element, html, type Markup } from "./markup.ts";

/** `data:` is the icon, which would otherwise be asked for. */
const POLICY = `default-src 'none'; script-src '${PAGE_SCRIPT_HASH}'; style-src '${PAGE_STYLE_HASH}'; img-src data:; base-uri 'none'; form-action 'none'`;

/** The whole document, ending with a line break. */
export function pageDocument(title: string, main: Markup): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${POLICY}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title} · surgecast</title>
        <link rel="icon" href="data:," />
        ${element("style", PAGE_STYLE)}
      </head>
      <body>
        <main>${main}</main>
        ${element("script", PAGE_SCRIPT)}
      </body>
    </html> `.markup;
}
