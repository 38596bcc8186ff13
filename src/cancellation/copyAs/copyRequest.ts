/**
 * A cancel request on its way into another tool, and what every format says of it: address, headers, body, the
 * permissions that its token needs. How a format writes it down is the format's own affair.
 */
import type { GraphCloudName } from "../graphAddress.ts";
import { findItemAction, scopesToCancel } from "../itemAction.ts";
import { cancelUrl } from "../route.ts";
import type { CancelTarget } from "../target.ts";

/** A cancellation to copy. An empty message is copied as an empty message. */
export interface CopyRequest {
  readonly target: CancelTarget;
  readonly message: string;
  /** The address of the account that is to send it; only a request file says so. Default: whoever runs it. */
  readonly account?: string;
}

/** The Graph that the copied requests are for. */
export interface CopyPlace {
  /** Scheme and host, without a last slash. */
  readonly graphOrigin: string;
  readonly cloud: GraphCloudName;
}

/** A request as it goes over the wire, without its token. */
export interface WireRequest {
  readonly url: string;
  /** In the order in which they are written. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** The name of the JSON property that holds the message. */
  readonly property: string;
}

/**
 * Events are listed with ids that outlive a move, and a request that carries one has to say so.
 * Source: https://learn.microsoft.com/graph/outlook-immutable-id
 */
export const immutableIds = 'IdType="ImmutableId"';

/** A request's address, headers and property, at its target's own address. */
export function wireRequest({ target }: CopyRequest, { graphOrigin }: CopyPlace): WireRequest {
  const contentType = ["Content-Type", "application/json"] as const;
  return {
    url: cancelUrl(graphOrigin, target),
    headers: target.kind === "event" ? [contentType, ["Prefer", immutableIds]] : [contentType],
    property: messageProperty(target),
  };
}

/** What the JSON body calls the message, as Graph's metadata spells it. */
export function messageProperty(target: CancelTarget): string {
  const name = findItemAction("cancel", target.kind)?.message?.name;
  if (name === undefined) throw new Error(`Cancelling takes no message for ${target.kind}`);
  return name;
}

/** The delegated permissions that a token for all of the requests needs, each once. */
export function permissionsFor(requests: readonly CopyRequest[]): readonly string[] {
  return [...new Set(requests.flatMap(({ target }) => scopesToCancel(target)))];
}

/** The first line of every copied program: what running it does. */
export function openingSentence({ length }: { readonly length: number }): string {
  const what = length === 1 ? "Sends a cancellation" : `Sends ${length} cancellations`;
  return `${what}: the people involved are mailed at once, and nothing takes that back.`;
}
