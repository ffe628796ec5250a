/** The class of a request, guessed from its path: all that a log shows of it. */
import type { Like } from "../schema.ts";

const STATIC_EXTENSION =
  /\.(?:css|js|mjs|map|png|jpe?g|gif|svg|webp|avif|ico|bmp|woff2?|ttf|otf|eot|mp4|webm|mp3|pdf|zip|txt|xml|webmanifest)$/;
const STATIC_PREFIX = /^\/(?:static|assets?|images?|img|media|css|js|fonts?|public|_next\/static|_nuxt|dist)\//;
const CHECKOUT = /\/(?:checkouts?|payments?|pay|purchases?|place-?order)(?:\/|$)/;
const API = /^\/(?:api|graphql|rpc|ajax|rest|v\d+)(?:\/|$)|\.json$/;

/** What the guess goes by, for people. */
export const CLASS_RULES =
  "static by file extension or a prefix such as /static/, checkout by /checkout, /payment or /pay, api by /api, /graphql, /v1 or a method other than GET and HEAD, page for the rest";

/** `classOfPath("GET", "/assets/app.js?v=3") === "static"`; a whole URL will do. */
export function classOfPath(method: string, url: string): Like {
  const path = url
    .replace(/^[a-z]+:\/\/[^/]*/i, "")
    .replace(/[?#].*$/, "")
    .toLowerCase();
  if (CHECKOUT.test(path)) return "checkout";
  if (STATIC_EXTENSION.test(path) || STATIC_PREFIX.test(path)) return "static";
  return API.test(path) || !/^(?:get|head|-)?$/i.test(method) ? "api" : "page";
}
