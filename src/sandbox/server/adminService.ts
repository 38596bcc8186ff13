/**
 * What the sandbox offers beside Graph and sign-in: its page for people, the outbox, the last exchanges, what the mailboxes
 * bear, its clock, and the switches for faults. Whatever changes something, or tells what was asked, needs the header `x-unbook-sandbox: admin`, which a foreign web page cannot send.
 */
import type { DeltaRounds } from "../graph/deltaRounds.ts";
import type { MailboxLimit } from "../graph/mailboxLimit.ts";
import type { Outbox } from "../office/outbox.ts";
import type { SignInService } from "../sandboxContract.ts";
import type { ExchangeLog } from "./exchangeLog.ts";
import { type Faults, readFaults } from "./faults.ts";
import { type Clock, readMoment } from "./clock.ts";
import { readSignInPolicy, type SignInPolicyRules } from "../signIn/signInPolicy.ts";
import { sandboxPage } from "./sandboxPage.ts";

/** Path of the outbox. */
export const outboxPath = "/sandbox/outbox";

/** Below the path of the faults: what the organisation has decided about signing in. */
const signInRules = "/signInRules";

/** Path of the faults; `/signInRules`, `/expireTokens`, `/revokeSignIns` and `/forgetDeltas` are below it. */
export const faultsPath = "/sandbox/faults";

/** Path of the last exchanges. */
export const exchangesPath = "/sandbox/exchanges";

/** Path of what each mailbox has had to bear. */
export const loadsPath = "/sandbox/loads";

/** Path of the clock. */
export const clockPath = "/sandbox/clock";

/** What the service speaks about. */
export interface AdminServiceOptions {
  readonly outbox: Outbox;
  readonly faults: Faults;
  readonly exchanges: Pick<ExchangeLog, "list">;
  readonly limit: Pick<MailboxLimit, "loads" | "forgetLoads">;
  readonly deltaRounds: Pick<DeltaRounds, "forgetAll">;
  readonly signIn: Pick<SignInService, "expireAccessTokens" | "revokeRefreshTokens"> & {
    setPolicy(rules: SignInPolicyRules): void;
  };
  readonly clock: Clock;
}

/** Answers requests to the page, the outbox, the exchanges and the faults; undefined for any other path. */
export async function handleAdmin(options: AdminServiceOptions, request: Request): Promise<Response | undefined> {
  const { pathname } = new URL(request.url);
  if (pathname === "/") return request.method === "GET" ? sandboxPage(options.outbox.messages) : notAllowed("GET");
  if (pathname === outboxPath)
    return request.method === "GET" ? Response.json(options.outbox.messages) : notAllowed("GET");
  if (![exchangesPath, loadsPath, clockPath, faultsPath].includes(pathname) && !pathname.startsWith(`${faultsPath}/`))
    return undefined;
  if (request.headers.get("x-unbook-sandbox") !== "admin") {
    return new Response("This needs the header x-unbook-sandbox: admin.\n", { status: 403 });
  }
  if (pathname === exchangesPath)
    return request.method === "GET" ? Response.json(options.exchanges.list()) : notAllowed("GET");
  if (pathname === loadsPath) return handleLoads(options.limit, request.method);
  if (pathname === clockPath) return handleClock(options.clock, request);
  if (pathname === faultsPath + signInRules) return handleSignInRules(options.signIn, request);
  return pathname === faultsPath
    ? handleFaults(options.faults, request)
    : flipSwitch(options, pathname, request.method);
}

function handleLoads(limit: AdminServiceOptions["limit"], method: string): Response {
  if (method === "GET") return Response.json(limit.loads());
  if (method !== "DELETE") return notAllowed("GET, DELETE");
  limit.forgetLoads();
  return new Response(null, { status: 204 });
}

async function handleClock(clock: Clock, request: Request): Promise<Response> {
  if (request.method === "PUT") {
    const nowUtc = readMoment(await request.text());
    if (nowUtc === undefined) return new Response('The clock is set with {"nowUtc": milliseconds}.\n', { status: 400 });
    clock.set(nowUtc);
  } else if (request.method !== "GET") return notAllowed("GET, PUT");
  return Response.json({ nowUtc: clock.now() });
}

async function handleSignInRules(signIn: AdminServiceOptions["signIn"], request: Request): Promise<Response> {
  if (request.method !== "PUT" && request.method !== "DELETE") return notAllowed("PUT, DELETE");
  const read = request.method === "DELETE" ? {} : readSignInPolicy(await request.text());
  if (typeof read === "string") return new Response(`${read}\n`, { status: 400 });
  signIn.setPolicy(read);
  return new Response(null, { status: 204 });
}

async function handleFaults(faults: Faults, request: Request): Promise<Response> {
  switch (request.method) {
    case "GET":
      return Response.json(faults.list());
    case "PUT": {
      const read = readFaults(await request.text());
      if (typeof read === "string") return new Response(`${read}\n`, { status: 400 });
      faults.replace(read);
      return Response.json(faults.list());
    }
    case "DELETE":
      faults.replace([]);
      return new Response(null, { status: 204 });
    default:
      return notAllowed("GET, PUT, DELETE");
  }
}

function flipSwitch({ signIn, deltaRounds }: AdminServiceOptions, pathname: string, method: string): Response {
  const flip = new Map([
    [`${faultsPath}/expireTokens`, () => signIn.expireAccessTokens()],
    [`${faultsPath}/forgetDeltas`, () => deltaRounds.forgetAll()],
    [`${faultsPath}/revokeSignIns`, () => signIn.revokeRefreshTokens()],
  ]).get(pathname);
  if (flip === undefined) return new Response("There is no such switch.\n", { status: 404 });
  if (method !== "POST") return notAllowed("POST");
  flip();
  return new Response(null, { status: 204 });
}

function notAllowed(allow: string): Response {
  return new Response(null, { status: 405, headers: { allow } });
}
