/**
 * A server that takes batches apart, items to read from it, and what came of reading them. A test says how each request is
 * answered, whether it comes alone or in a batch.
 */
import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import { isAccountError } from "../../../src/account/accountError.ts";
import type { CancelTarget } from "../../../src/cancellation/target.ts";
import type { GraphClientOptions, ItemRead } from "../../../src/graph/graphContract.ts";
import { isGraphError } from "../../../src/graph/graphError.ts";
import { startScriptedGraph, testClient } from "./scriptedGraph.ts";
import type { ReceivedRequest, ScriptedAnswer, ScriptedGraph } from "./scriptedGraph.ts";

/** One request of a batch, as the server gets it. */
export interface InnerRequest {
  readonly id: string;
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One answer of a batch. */
export interface InnerAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Answers one request, which came in the batch of that number; 0 if it came alone. */
type InnerScript = (inner: InnerRequest, batchNumber: number) => InnerAnswer | undefined;

/** An event of one's own, unless something else is said. */
export function eventTarget(
  eventId: string,
  change: Partial<Extract<CancelTarget, { kind: "event" }>> = {},
): CancelTarget {
  const itemPath = `/me/events/${encodeURIComponent(eventId)}`;
  return { kind: "event", apiVersion: "v1.0", mailbox: { kind: "me" }, eventId, itemPath, ...change };
}

/** An event of somebody else's. */
export function userTarget(user: string, eventId: string): CancelTarget {
  return eventTarget(eventId, { mailbox: { kind: "user", id: user }, itemPath: `/users/${user}/events/${eventId}` });
}

/** A booking. */
export function bookingTarget(businessId: string, appointmentId: string): CancelTarget {
  const itemPath = `/solutions/bookingBusinesses/${businessId}/appointments/${appointmentId}`;
  return { kind: "booking", apiVersion: "v1.0", businessId, appointmentId, itemPath };
}

/** Some targets in one's own mailbox: e0, e1 and so on. */
export function targets(count: number): readonly CancelTarget[] {
  return Array.from({ length: count }, (_, index) => eventTarget(`e${index}`));
}

/** An event, as Graph gives it. */
export function event(id: string): object {
  const time = (hour: string): object => ({ dateTime: `2026-11-24T${hour}:00:00.0000000`, timeZone: "UTC" });
  return { id, subject: `Event ${id}`, start: time("09"), end: time("10"), isOrganizer: true, attendees: [] };
}

/** Answers with the event that the address names. */
export function eventAt(url: string): InnerAnswer {
  const id = /\/events\/([^?]+)/.exec(url)?.[1];
  return id === undefined ? { status: 400 } : { status: 200, body: event(decodeURIComponent(id)) };
}

/** Every event is found. */
export const everyEvent: InnerScript = (inner) => eventAt(inner.url);

/**
 * A server that takes batches apart; single requests get what one of a batch would.
 * @param outer can answer a batch as a whole.
 */
export async function startBatching(
  context: TestContext,
  script: InnerScript = everyEvent,
  outer: (request: ReceivedRequest, batchNumber: number) => ScriptedAnswer | undefined = () => undefined,
): Promise<ScriptedGraph> {
  let batches = 0;
  return startScriptedGraph(context, (request) => {
    if (!request.path.endsWith("/$batch")) {
      const url = request.path.replace(/^\/(?:v1\.0|beta)/, "");
      const { status, headers, body } = script({ id: "alone", method: request.method, url }, 0) ?? { status: 500 };
      return { status, ...(headers !== undefined && { headers }), body };
    }
    batches += 1;
    const own = outer(request, batches);
    if (own !== undefined) return own;
    const answers = innerRequests(request).flatMap((inner) => {
      const answer = script(inner, batches);
      return answer === undefined ? [] : [{ id: inner.id, ...answer }];
    });
    // Graph answers in any order.
    return { body: { responses: answers.toReversed() } };
  });
}

/** What is in a batch. */
export function innerRequests(request: ReceivedRequest): readonly InnerRequest[] {
  return (JSON.parse(request.body) as { readonly requests: readonly InnerRequest[] }).requests;
}

/** What the client asked for, in order: a GET as its path, a batch as its size. */
export function asked(graph: ScriptedGraph): readonly string[] {
  return graph.received.map((request) =>
    request.path.endsWith("/$batch")
      ? `${request.path} ${innerRequests(request).length}`
      : (request.path.split("?")[0] ?? ""),
  );
}

/** What was read, in short: the event's id, or the reason of the failure. */
export function inShort(reads: readonly ItemRead[]): readonly string[] {
  return reads.map((read) => {
    if (read.kind === "read") return read.item.id;
    if (isGraphError(read.error)) return read.error.reason;
    return isAccountError(read.error) ? read.error.code : read.error.name;
  });
}

/** Reads some targets and asserts what comes of it and what it took. */
export async function assertReads(
  context: TestContext,
  graph: ScriptedGraph,
  wanted: readonly CancelTarget[],
  expected: readonly string[],
  requests: readonly string[],
  options: Partial<Omit<GraphClientOptions, "log">> = {},
): Promise<void> {
  const { client } = testClient(context, graph.origin, options);
  assert.deepEqual(inShort(await client.readItems(wanted)), expected);
  assert.deepEqual(asked(graph), requests);
}

/** The ids of {@link targets}. */
export const ids = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `e${index}`);
