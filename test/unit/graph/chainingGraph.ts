/**
 * A server that carries out what it is sent, alone or in a batch whose requests wait for one another, and counts how often
 * it has done so for each event. A test says what goes wrong, and whether it does so before or after the effect.
 */
import type { ServerResponse } from "node:http";
import type { TestContext } from "node:test";
import type { SendOutcome } from "../../../src/cancellation/outcome.ts";
import type { PlannedRequest } from "../../../src/cancellation/plannedRequest.ts";
import { eventTarget } from "../../../src/cancellation/route.ts";
import { startScriptedGraph } from "./scriptedGraph.ts";
import type { ScriptedAnswer, ScriptedGraph } from "./scriptedGraph.ts";

/** What becomes of one attempt to do something to an event. Graph has acted only where `hasEffect` says so. */
export interface Deed {
  /** Undefined for no answer: the batch leaves it out, or the connection breaks. */
  readonly status?: number;
  readonly hasEffect: boolean;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What becomes of a batch as a whole, or of its answer. Default: it is answered. */
export type BatchFate =
  /** Refused before anything in it is looked at. */
  | { readonly kind: "refused"; readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  /** Carried out up to a place, then the connection breaks. */
  | { readonly kind: "broken"; readonly after: number }
  /** Carried out; of the answer there is only a part. */
  | { readonly kind: "cut" | "half" | "html" };

/** What goes wrong. */
export interface Mishaps {
  /** @param attempt 1 for the first time that the event is tried. Default: all goes well. */
  readonly deed?: (event: string, attempt: number) => Deed | undefined;
  /** @param number 1 for the first batch. */
  readonly batch?: (number: number) => BatchFate | undefined;
}

/** A running server. */
export interface ChainingGraph extends ScriptedGraph {
  /** How often something was done to an event. */
  effects(event: string): number;
  /** What was asked for, in order: the events of a batch, or the one of a single request. */
  readonly asked: readonly string[];
}

interface InnerRequest {
  readonly id: string;
  readonly url: string;
  readonly dependsOn?: readonly string[];
}

const well: Deed = { status: 202, hasEffect: true };

/** Starts a server that ends with the test. */
export async function startChaining(context: TestContext, { deed, batch }: Mishaps = {}): Promise<ChainingGraph> {
  const effects = new Map<string, number>();
  const attempts = new Map<string, number>();
  const asked: string[] = [];
  let batches = 0;

  function carryOut(event: string): Deed {
    const attempt = (attempts.get(event) ?? 0) + 1;
    attempts.set(event, attempt);
    const done = deed?.(event, attempt) ?? well;
    if (done.hasEffect) effects.set(event, (effects.get(event) ?? 0) + 1);
    return done;
  }

  function answersTo(requests: readonly InnerRequest[]): readonly object[] {
    const statuses = new Map<string, number | undefined>();
    return requests.flatMap(({ id, url, dependsOn = [] }) => {
      const isBehindFailure = dependsOn.some((other) => (statuses.get(other) ?? 500) >= 300);
      const { status, headers } = isBehindFailure ? { status: 424, headers: undefined } : carryOut(eventIn(url));
      statuses.set(id, status);
      return status === undefined ? [] : [{ id, status, ...(headers !== undefined && { headers }) }];
    });
  }

  const graph = await startScriptedGraph(context, ({ path, body }): ScriptedAnswer => {
    if (!path.endsWith("/$batch")) {
      asked.push(eventIn(path));
      const { status, headers } = carryOut(eventIn(path));
      if (status === undefined) return breakOff;
      return { status, ...(headers !== undefined && { headers }) };
    }
    const { requests } = JSON.parse(body) as { readonly requests: readonly InnerRequest[] };
    asked.push(requests.map(({ url }) => eventIn(url)).join(" "));
    batches += 1;
    const fate = batch?.(batches);
    if (fate?.kind === "refused") return { status: fate.status, ...(fate.headers && { headers: fate.headers }) };
    const answers = answersTo(fate?.kind === "broken" ? requests.slice(0, fate.after) : requests);
    if (fate?.kind === "broken") return breakOff;
    // Graph answers in any order.
    const text = JSON.stringify({ responses: answers.toReversed() });
    if (fate?.kind === "half") return { body: text.slice(0, text.length / 2) };
    if (fate?.kind === "html") return { headers: { "content-type": "text/html" }, body: "<html>Sign in</html>" };
    return fate?.kind === "cut" ? cutOff(text) : { body: text };
  });
  return { ...graph, asked, effects: (event) => effects.get(event) ?? 0 };
}

/** Cancellations of so many events of one's own: e0, e1 and so on. */
export function cancellations(count: number): readonly PlannedRequest[] {
  return Array.from({ length: count }, (_, index) => ({
    target: eventTarget(`e${index}`),
    action: { kind: "cancel" },
    message: "Ill",
  }));
}

/** How something ended, in short. */
export function inShort(outcome: SendOutcome): string {
  switch (outcome.kind) {
    case "sent":
      return "sent";
    case "refused":
      return `refused ${outcome.refusal.status}`;
    case "notSent":
    case "unsure":
      return `${outcome.kind} ${outcome.reason}`;
    default:
      return outcome satisfies never;
  }
}

function eventIn(url: string): string {
  return decodeURIComponent(/\/events\/([^/?]+)/.exec(url)?.[1] ?? "?");
}

function breakOff(response: ServerResponse): void {
  response.destroy();
}

function cutOff(text: string): (response: ServerResponse) => void {
  return (response) => {
    response.writeHead(200, { "content-type": "application/json", "content-length": String(text.length) });
    response.write(text.slice(0, -1));
    setImmediate(() => response.destroy());
  };
}
