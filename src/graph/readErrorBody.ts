/**
 * Reads the body of an error answer. Nothing of it can be relied on: Bookings at times leaves everything out.
 * Source: https://learn.microsoft.com/graph/errors
 */
import type { GenericSchema } from "valibot";
import { redact } from "../cancellation/redact.ts";
import { part, readShape, row, text } from "./readShape.ts";
import type { WireError, WireInnerError } from "./wire.ts";

const innerError = part("More about the error", {
  date: text("When it happened"),
  "request-id": text("The request’s id"),
  "client-request-id": text("The request’s own id"),
} satisfies Record<keyof WireInnerError, GenericSchema>);

const errorRow = row({
  error: part("The error", {
    code: text("The error’s code"),
    message: text("The error’s message"),
    innerError,
    innererror: innerError,
  } satisfies Record<keyof WireError["error"], GenericSchema>),
} satisfies Record<keyof WireError, GenericSchema>);

/** What an error answer says; what it does not say is undefined. */
export interface ErrorBody {
  readonly code: string | undefined;
  readonly message: string | undefined;
  readonly requestId: string | undefined;
}

/** Reads the body of an error answer, parsed. */
export function readErrorBody(body: unknown): ErrorBody {
  const error = readShape(errorRow, body)?.shape.error;
  const inner = error?.innerError ?? error?.innererror;
  return {
    // Both are written down and shown: no token, and no link, gets there by way of an answer.
    code: error?.code === undefined ? undefined : plainCode(error.code),
    message: error?.message === undefined ? undefined : redact(error.message),
    requestId: plainRequestId(inner?.["request-id"]),
  };
}

/** Graph's `request-id`, which is shown and copied; undefined for what does not look like an id. */
export function plainRequestId(id: string | undefined): string | undefined {
  return id !== undefined && /^[\w-]{1,100}$/.test(id) ? id : undefined;
}

function plainCode(code: string): string {
  return redact(code)
    .replaceAll(/[^\w.,:/ -]/g, "")
    .slice(0, 200);
}
