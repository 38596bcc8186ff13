/**
 * What stands between this machine and Microsoft's services when there is a network: a certificate that cannot be
 * verified, a proxy that does not let a request pass, or a page that answers in the service's place. Facts as fields; words
 * for people are found in editor/.
 */

/** A certificate or a proxy that stands in the way: nothing was sent. */
export type NetworkBarrier =
  | {
      readonly kind: "certificate";
      /** The host that the certificate was presented for. */
      readonly host: string;
      /** As Node.js names it: https://nodejs.org/api/tls.html#x509-certificate-error-codes */
      readonly code: string;
      /** Who issued the certificate, by its own word; undefined if there was no time to look. */
      readonly issuer?: string;
    }
  | {
      readonly kind: "proxy";
      /** Host and port, never a name or a password; empty for an address that cannot be read. */
      readonly proxy: string;
      /** HTTP status with which the proxy refused; undefined if it did not answer. */
      readonly status?: number;
      /** For 407, how it would have somebody sign in, as `Basic` or `Negotiate`; undefined if it did not say. */
      readonly schemes?: readonly string[];
      /** `ERR_INVALID_URL` for an address that is none of a proxy; otherwise why it cannot be reached, as `ECONNREFUSED`. */
      readonly code: string;
    };

/** What stands in the way. */
export type NetworkProblem =
  | NetworkBarrier
  /** A web page, or a redirect to one, where the sign-in service should have answered: the sign-in page of a network does that. */
  | { readonly kind: "page"; readonly host: string; readonly code: string };

/** A service could not be reached for a reason that a person can do something about. */
export class NetworkError extends Error {
  override readonly name = "NetworkError";
  readonly problem: NetworkProblem;
  constructor(problem: NetworkProblem, cause?: unknown) {
    super(`The ${problem.kind} stands in the way (${problem.code}).`, { cause });
    this.problem = problem;
  }
}

/** No error that means anything is wrapped more often than this. */
const deepestCause = 8;

/**
 * What stands in the way according to an error or what caused it; undefined if it is something else. Tells by name, not by
 * class: the lazily loaded parts carry copies of the class of their own.
 */
export function networkProblemOf(error: unknown): NetworkProblem | undefined {
  let current = error;
  for (let depth = 0; depth < deepestCause && current instanceof Error; depth += 1) {
    if (isNetworkError(current)) return current.problem;
    current = current.cause;
  }
  return undefined;
}

/** The certificate or the proxy that kept a request from leaving, as `networkProblemOf` tells it. */
export function networkBarrierOf(error: unknown): NetworkBarrier | undefined {
  const problem = networkProblemOf(error);
  return problem?.kind === "page" ? undefined : problem;
}

/** The code that Node.js and undici put on their errors; empty if there is none. */
export function errorCode(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}

function isNetworkError(error: Error): error is NetworkError {
  return error.name === "NetworkError" && "problem" in error;
}
