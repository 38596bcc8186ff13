/**
 * The body of a `$batch`: up to 20 requests, each with an id, which may wait for one another. What is wrong with one of
 * them is wrong with all of it.
 * Source: https://learn.microsoft.com/graph/json-batching
 */
import { GraphRefusal } from "./graphRefusal.ts";

const mostItems = 20;
const methods = new Set(["GET", "POST", "PATCH", "PUT", "DELETE"]);
const writes = new Set(["POST", "PATCH", "PUT"]);

/** One request of a batch. */
export interface BatchItem {
  readonly id: string;
  readonly method: string;
  /** Below the version, with a slash in front. */
  readonly url: string;
  readonly headers: Headers;
  readonly body?: string;
  /** Ids of the requests that have to succeed first. */
  readonly dependsOn: readonly string[];
}

/** Reads a batch. @param takesNoBody whether an action may come without a body. @throws {GraphRefusal} */
export function readBatch(text: string, takesNoBody: boolean): readonly BatchItem[] {
  const requests = requestsIn(text);
  if (requests === undefined || requests.length === 0) throw badBatch("Invalid batch payload format.");
  if (requests.length > mostItems) {
    const message = `Number of batch request steps exceeds the maximum value of ${mostItems}.`;
    throw new GraphRefusal(400, "MaximumValueExceeded", message);
  }
  const items = requests.map((request) => readItem(request, takesNoBody));
  const ids = items.map(({ id }) => id);
  if (new Set(ids).size < ids.length) throw badBatch("Request Id values must be unique within a batch.");
  for (const { id, dependsOn } of items) {
    if (dependsOn.every((other) => other !== id && ids.includes(other))) continue;
    throw badBatch(`Request with id '${id}' depends on a request that is not in the batch.`);
  }
  if (inOrder(items).length < items.length)
    throw badBatch("Requests of a batch must not wait for one another in a circle.");
  return items;
}

/** The requests so that each comes after those it waits for; those that wait in a circle are left out. */
export function inOrder(items: readonly BatchItem[]): readonly BatchItem[] {
  const ordered: BatchItem[] = [];
  const placed = new Set<string>();
  for (;;) {
    const next = items.find(({ id, dependsOn }) => !placed.has(id) && dependsOn.every((other) => placed.has(other)));
    if (next === undefined) return ordered;
    ordered.push(next);
    placed.add(next.id);
  }
}

function requestsIn(text: string): readonly unknown[] | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const requests = isRecord(value) ? value["requests"] : undefined;
  return Array.isArray(requests) ? (requests as readonly unknown[]) : undefined;
}

function readItem(request: unknown, takesNoBody: boolean): BatchItem {
  if (!isRecord(request)) throw badBatch("Invalid batch payload format.");
  const { id, method, url, headers = {}, body, dependsOn = [] } = request;
  if (typeof id !== "string" || id === "") throw badBatch("Each request of a batch needs an id.");
  if (typeof method !== "string" || !methods.has(method.toUpperCase())) {
    throw badBatch(`Request with id '${id}' has no valid method.`);
  }
  if (typeof url !== "string" || url === "" || /^(?:[a-z][a-z\d+.-]*:|\/\/)/iu.test(url)) {
    throw badBatch(`Request with id '${id}' needs a URL that is relative to the version.`);
  }
  if (!isRecord(headers) || !isTexts(Object.values(headers)) || !Array.isArray(dependsOn) || !isTexts(dependsOn)) {
    throw badBatch("Invalid batch payload format.");
  }
  const given = new Headers(Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]));
  const isWrite = writes.has(method.toUpperCase());
  if ((isWrite || body !== undefined) && !given.has("content-type") && !(takesNoBody && body === undefined)) {
    throw badBatch(`Write request with id '${id}' does not contain a Content-Type header.`);
  }
  if (isWrite && body === undefined && !takesNoBody) {
    throw badBatch(`Write request with id '${id}' does not contain a body.`);
  }
  return {
    id,
    method: method.toUpperCase(),
    url: url.startsWith("/") ? url : `/${url}`,
    headers: given,
    dependsOn,
    ...(body === undefined ? {} : { body: bodyText(body) }),
  };
}

/** A body is JSON, unless it is a text: then it is that of another media type, in Base64. */
function bodyText(body: unknown): string {
  return typeof body === "string" ? Buffer.from(body, "base64").toString() : JSON.stringify(body);
}

function badBatch(message: string): GraphRefusal {
  return new GraphRefusal(400, "BadRequest", message);
}

function isTexts(values: readonly unknown[]): values is readonly string[] {
  return values.every((value) => typeof value === "string");
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
