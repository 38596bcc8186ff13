/**
 * Starts a sandbox: a local Graph and a local sign-in behind one port, over an office of sample data. Everything it needs
 * is put together here; what it does is written elsewhere.
 */
import { createDeltaRounds } from "./graph/deltaRounds.ts";
import { createGraphService } from "./graph/graphService.ts";
import { createMailboxLimit } from "./graph/mailboxLimit.ts";
import { usualGuesses } from "./guesses.ts";
import { createOutbox } from "./office/outbox.ts";
import { createSampleOffice } from "./sampleOffice/sampleOffice.ts";
import { sampleClientId, sampleTenantId } from "./sampleOffice/sampleAccounts.ts";
import type { Sandbox, SandboxAddresses, SandboxOptions } from "./sandboxContract.ts";
import { clockPath, exchangesPath, faultsPath, handleAdmin, loadsPath, outboxPath } from "./server/adminService.ts";
import { createClock } from "./server/clock.ts";
import { createExchangeLog } from "./server/exchangeLog.ts";
import { createFaults } from "./server/faults.ts";
import { answerWithFaults, exchangeWithFaults } from "./server/faultyExchange.ts";
import { listenOnLoopback } from "./server/loopbackServer.ts";
import { createSignInService } from "./signIn/signInService.ts";

/**
 * Starts a sandbox. Its clock begins at `nowUtc` and goes on from there, unless it is set. Rejects if the port is taken or the time zone is
 * not known.
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const nowUtc = options.nowUtc ?? Date.now();
  const clock = createClock(nowUtc);
  const { now } = clock;
  const zone = options.timeZone ?? new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const office = createSampleOffice(nowUtc, zone, options.load);
  const outbox = createOutbox(now);
  const deltaRounds = createDeltaRounds();
  const faults = createFaults();

  const server = await listenOnLoopback(options.port ?? 0, now);
  const graphOrigin = `http://127.0.0.1:${server.port}`;
  const signInOrigin = `http://localhost:${server.port}`;
  const signIn = createSignInService({
    accounts: office.accounts,
    origin: signInOrigin,
    now,
    clientId: sampleClientId,
    tenantId: sampleTenantId,
  });
  const exchanges = createExchangeLog((request) => {
    const check = signIn.checkBearer(request.headers.get("authorization"));
    return check.kind === "valid" ? check.accountId : undefined;
  }, options.onExchange);
  const guesses = { ...usualGuesses, ...options.guesses };
  const demandClaims = (claims: string): void => signIn.demandClaims(claims);
  const faulty = { faults, now, signInOrigin, demandClaims, spoiltBatches: new WeakSet<Request>() };
  const limit = createMailboxLimit(guesses.mailboxRetryAfterSeconds);
  const graph = createGraphService({
    world: { office, outbox, guesses, now, graphOrigin, deltaRounds },
    signIn,
    signInOrigin,
    latencyMs: options.latencyMs ?? 0,
    serviceMs: options.serviceMs ?? 0,
    limit,
    inBatch: (batch, request, answerOne) => answerWithFaults(faulty, batch, request, answerOne),
  });

  const answer = async (request: Request): Promise<Response> =>
    (await handleAdmin({ outbox, faults, exchanges, limit, deltaRounds, signIn, clock }, request)) ??
    (await graph.handle(request)) ??
    (await signIn.handle(request)) ??
    new Response("There is nothing here. The sandbox's Graph is below /v1.0 and /beta.\n", { status: 404 });
  server.answerWith((request) => exchanges.record(request, (asked) => exchangeWithFaults(faulty, asked, answer)));

  const addresses: SandboxAddresses = {
    graphOrigin,
    signInOrigin,
    authority: signIn.authority,
    authorityMetadataJson: signIn.authorityMetadataJson,
    clientId: sampleClientId,
    outboxUrl: graphOrigin + outboxPath,
    faultsUrl: graphOrigin + faultsPath,
    exchangesUrl: graphOrigin + exchangesPath,
    loadsUrl: graphOrigin + loadsPath,
    clockUrl: graphOrigin + clockPath,
  };
  return { addresses, dispose: () => server.dispose() };
}
