/**
 * What a text that stands for an event or a booking means: an address of Microsoft Graph, a link to Outlook on the web, or an
 * id alone.
 * Sources: https://learn.microsoft.com/graph/api/event-cancel, https://learn.microsoft.com/javascript/api/outlook/office.mailbox
 */
import type { GraphCloudName } from "./graphAddress.ts";
import { eventTarget, matchItemRoute } from "./route.ts";
import type { CancelTarget } from "./target.ts";

/** What a text means. */
export type ItemText =
  /** It says by itself where the item is. */
  | { readonly kind: "address"; readonly target: CancelTarget; readonly cloud?: GraphCloudName }
  /** As Graph writes it; in which mailbox or business, something else has to say. */
  | { readonly kind: "id"; readonly id: string }
  | { readonly kind: "problem"; readonly code: "notAnId" | "placeholder"; readonly sentence: string };

/** Reads one text. Never throws. */
export function readItemText(text: string): ItemText {
  const written = text.trim();
  if (/^https?:\/\//iu.test(written)) return readOutlookLink(written) ?? readAddress(written);
  if (written.startsWith("/") && /\/(?:events|appointments|calendarview)\//iu.test(written))
    return readAddress(written);
  if (/^[\w+/=-]{10,1000}$/u.test(written)) return { kind: "id", id: restId(written) };
  if (/^[{<].*[}>]$/u.test(written)) {
    return {
      kind: "problem",
      code: "placeholder",
      sentence: `“${shorten(written)}” is a place to fill in, and no id.`,
    };
  }
  return {
    kind: "problem",
    code: "notAnId",
    sentence: `“${shorten(written)}” is no id, no Graph address and no link to an item in Outlook on the web.`,
  };
}

/** An address of an item, with or without what is done to it. */
function readAddress(written: string): ItemText {
  const path = written.replace(/[?#].*$/u, "").replace(/\/$/u, "");
  const route = matchItemRoute("POST", written) ?? matchItemRoute("DELETE", path);
  if (route === undefined) {
    return {
      kind: "problem",
      code: "notAnId",
      sentence: `“${shorten(written)}” is no address of an event or a booking in Microsoft Graph.`,
    };
  }
  if (route.placeholders.length > 0) {
    const places = route.placeholders.join(", ");
    return { kind: "problem", code: "placeholder", sentence: `The address has places to fill in: ${places}.` };
  }
  return { kind: "address", target: route.target, ...(route.cloud !== undefined && { cloud: route.cloud }) };
}

/** The hosts of Outlook on the web in all clouds. */
const outlookHost =
  /^(?:outlook|outlook-\w+|partner\.outlook|webmail\.apps)\.(?:office|office365|live|cloud\.microsoft|mail)\b/iu;

/** An event of the own mailbox; undefined for a page that is not Outlook's. */
function readOutlookLink(written: string): ItemText | undefined {
  if (!URL.canParse(written)) return undefined;
  const { hostname, pathname, search } = new URL(written);
  if (!outlookHost.test(hostname)) return undefined;
  const inQuery = /[?&]itemid=(?<id>[^&#]+)/iu.exec(search)?.groups?.["id"];
  const inPath = /\/(?:item|read)\/(?<id>[^/]+)/iu.exec(pathname)?.groups?.["id"];
  const id = decode(inQuery ?? inPath ?? "");
  if (id === undefined || !/^[\w+/=-]{10,1000}$/u.test(id)) {
    return {
      kind: "problem",
      code: "notAnId",
      sentence: `The link “${shorten(written)}” names no item: open the event by itself, and take that page's address.`,
    };
  }
  return { kind: "address", target: eventTarget(restId(id)) };
}

/** Outlook and Exchange write ids with two signs that Graph replaces, because they mean something in a path. */
function restId(id: string): string {
  return id.replaceAll("/", "-").replaceAll("+", "_");
}

function decode(encoded: string): string | undefined {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return undefined;
  }
}

function shorten(text: string): string {
  const line = text.replaceAll(/[\s\p{Cc}]+/gu, " ");
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}
