/**
 * Sign-in with a code on another device: the code's endpoint, the page that the code is typed into, and what polling the
 * token endpoint gets until a person has answered.
 * Source: https://learn.microsoft.com/entra/identity-platform/v2-oauth2-device-code
 */
import { randomBytes } from "node:crypto";
import type { SandboxAccount } from "../sandboxContract.ts";
import { methodNotAllowed, readForm } from "./formRequest.ts";
import type { Interactions } from "./interactions.ts";
import { parseScopes, type RequestedScopes } from "./requestedScopes.ts";
import { failureResponse, scopeInvalid, type SignInFailure, signInFailures } from "./signInFailure.ts";
import { deviceCodePage, messagePage } from "./signInPages.ts";
import type { SignInPolicy } from "./signInPolicy.ts";

/** What a poll of the token endpoint gets. */
type DevicePoll =
  | {
      readonly kind: "allowed";
      readonly account: SandboxAccount;
      readonly scopes: RequestedScopes;
      readonly isProved: boolean;
    }
  | { readonly kind: "failed"; readonly failure: SignInFailure };

/** The device codes of one sandbox. */
export interface DeviceCodes {
  /** The answer to a request for a code. */
  start(form: URLSearchParams): Response;
  /** The page that the code is typed into. */
  page(request: Request): Promise<Response>;
  poll(deviceCode: string): DevicePoll;
}

/** What device codes need. */
export interface DeviceCodeOptions {
  readonly origin: string;
  readonly policy: Pick<SignInPolicy, "wantsProof">;
  /** The page's path, as `/device`. */
  readonly action: string;
  readonly interactions: Interactions;
  /** How long to wait between polls; faster ones are told to slow down. */
  readonly intervalSeconds: number;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly now: () => number;
}

interface DeviceSignIn {
  readonly deviceCode: string;
  readonly userCode: string;
  readonly scopes: RequestedScopes;
  readonly expiresUtc: number;
  outcome:
    { readonly account: SandboxAccount; readonly isProved: boolean } | { readonly failure: SignInFailure } | undefined;
  lastPollUtc: number;
}

const lifetimeSeconds = 900;
/** Letters that are not mistaken for one another, as Entra's codes have them. */
const codeLetters = "BCDFGHJKLMNPQRSTVWXYZ";

/** Starts without any code. */
export function createDeviceCodes(options: DeviceCodeOptions): DeviceCodes {
  const signIns: DeviceSignIn[] = [];

  function forget(signIn: DeviceSignIn): void {
    signIns.splice(signIns.indexOf(signIn), 1);
  }

  return {
    start(form) {
      const scopes = parseScopes(form.get("scope"));
      if (scopes.malformed.length > 0) return failureResponse(scopeInvalid(scopes.malformed), options.now());
      const signIn: DeviceSignIn = {
        deviceCode: `sandbox-device-${randomBytes(24).toString("base64url")}`,
        userCode: randomUserCode(),
        scopes,
        expiresUtc: options.now() + lifetimeSeconds * 1000,
        outcome: undefined,
        lastPollUtc: Number.NEGATIVE_INFINITY,
      };
      signIns.push(signIn);
      if (signIns.length > 100) signIns.shift();
      const page = options.origin + options.action;
      return Response.json(
        {
          user_code: signIn.userCode,
          device_code: signIn.deviceCode,
          verification_uri: page,
          expires_in: lifetimeSeconds,
          interval: options.intervalSeconds,
          message: `To sign in to the sandbox, open ${page} and enter the code ${signIn.userCode}.`,
        },
        { headers: { "cache-control": "no-store" } },
      );
    },

    async page(request) {
      if (request.method === "GET") return deviceCodePage(options.action);
      if (request.method !== "POST") return methodNotAllowed("GET, POST");
      const form = await readForm(request);
      if (form instanceof Response) return form;
      const typed = (form.get("code") ?? "").toUpperCase().replace(/[^A-Z]/gu, "");
      const signIn = signIns.find((candidate) => candidate.userCode === typed);
      if (signIn === undefined || signIn.outcome !== undefined || signIn.expiresUtc <= options.now()) {
        return deviceCodePage(options.action, "That code is not known, or it has expired. Check it and try again.");
      }
      const isProved = options.policy.wantsProof();
      return options.interactions.begin({
        scopes: signIn.scopes,
        // A code can be sent by somebody else, so that its person is always shown what it allows.
        asksConsent: true,
        // The claims only come when the code is redeemed.
        asksProof: isProved,
        finish(outcome) {
          signIn.outcome =
            outcome.kind === "allowed" ? { ...outcome, isProved } : { failure: pollFailure(outcome.failure) };
          return outcome.kind === "allowed"
            ? messagePage("Signed in", "You can close this page and go back to Visual Studio Code.")
            : messagePage("Not signed in", outcome.failure.sentence);
        },
      });
    },

    poll(deviceCode) {
      const signIn = signIns.find((candidate) => candidate.deviceCode === deviceCode);
      if (signIn === undefined) return failed(signInFailures.deviceCodeUnknown);
      if (signIn.expiresUtc <= options.now()) return failed(signInFailures.deviceCodeExpired);
      if (signIn.outcome !== undefined) {
        forget(signIn);
        if ("failure" in signIn.outcome) return failed(signIn.outcome.failure);
        const { account, isProved } = signIn.outcome;
        return { kind: "allowed", account, scopes: signIn.scopes, isProved };
      }
      // Half of the interval is forgiven: clocks and networks are not exact.
      const isTooFast = options.now() - signIn.lastPollUtc < options.intervalSeconds * 500;
      signIn.lastPollUtc = options.now();
      return failed(isTooFast ? signInFailures.slowDown : signInFailures.authorizationPending);
    },
  };
}

function failed(failure: SignInFailure): DevicePoll {
  return { kind: "failed", failure };
}

/** A person's refusal has a code of its own here. */
function pollFailure(failure: SignInFailure): SignInFailure {
  return failure === signInFailures.accessDenied ? signInFailures.authorizationDeclined : failure;
}

function randomUserCode(): string {
  return Array.from(randomBytes(9), (byte) => codeLetters.charAt(byte % codeLetters.length)).join("");
}
