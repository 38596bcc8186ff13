/**
 * Somebody who works with Unbook over a network: signed in by our own sign-in, with a Graph client, and with runs that are
 * held, journalled, sent and looked up as in the editor, all of it by way of https to the sandbox. Only the waiting is
 * shorter, and there is no VS Code.
 */
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestContext } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { Accounts } from "../../src/account/accountContract.ts";
import { isAccountError } from "../../src/account/accountError.ts";
import { createMsalAccounts } from "../../src/account/msalAccounts.ts";
import { openSandboxSilently } from "../../src/account/sandboxBrowser.ts";
import type { TokenSource } from "../../src/account/tokenSource.ts";
import type { CalendarEvent } from "../../src/agenda/item.ts";
import { itemEnds, itemsToRetry, statusOf } from "../../src/cancellation/itemEnd.ts";
import { mailboxName } from "../../src/cancellation/mailboxName.ts";
import { targetOf } from "../../src/cancellation/plan.ts";
import type { CancellationPlan, PlannedItem, PlanSender } from "../../src/cancellation/plan.ts";
import type { Run } from "../../src/cancellation/run.ts";
import { createGraphClient } from "../../src/graph/graphClient.ts";
import type { GraphClient, NetworkSettings } from "../../src/graph/graphContract.ts";
import { isGraphError } from "../../src/graph/graphError.ts";
import { networkProblemOf } from "../../src/graph/networkError.ts";
import { createNetworkFetch } from "../../src/graph/networkFetch.ts";
import { sandboxScopes } from "../../src/graph/scopes.ts";
import type { OutboxMessage, SandboxExchange } from "../../src/sandbox/sandboxContract.ts";
import type { Fault } from "../../src/sandbox/server/faults.ts";
import { createJournalFolder } from "../../src/sending/journalFolder.ts";
import type { Journal } from "../../src/sending/journalFolder.ts";
import { Runs } from "../../src/sending/runs.ts";
import { startHeldSandbox } from "../contract/heldSandbox.ts";
import { createAuthority } from "../independent/privateCertificate.ts";
import type { Authority } from "../independent/privateCertificate.ts";
import { startFront } from "./sandboxFront.ts";
import type { SandboxFront } from "./sandboxFront.ts";
import { memorySecrets } from "../unit/account/signInWorld.ts";

/** Who sends. */
export const sender: PlanSender = { accountId: "ana", address: "ana.silva@contoso.com", realm: "network" };
/** A Monday. */
export const monday = Date.UTC(2026, 10, 23, 7);
const ana = sender.address;
const admin = { "x-unbook-sandbox": "admin" };
const fourWeeks = { startUtc: Date.UTC(2026, 10, 23), endUtc: Date.UTC(2026, 11, 21) };

/** All waiting between looks is so many times shorter than for a person. */
const hurry = 500;

/** The person, and what is around them. */
export interface NetworkedPerson {
  readonly front: SandboxFront;
  readonly authority: Authority;
  /** Changed at will; what is asked next goes that way. */
  network: NetworkSettings;
  readonly graph: GraphClient;
  readonly tokens: TokenSource;
  readonly accounts: Accounts;
  readonly runs: Runs;
  readonly exchanges: readonly SandboxExchange[];
  /** Called for each exchange with Graph. */
  onExchange: (exchange: SandboxExchange) => void;
  readonly journal: Journal;
  readonly logLines: readonly string[];
  /** How often a token was asked for at the sign-in service. */
  readonly tokensFetched: number;
  /** How often somebody has signed in. */
  readonly signIns: number;
  /** How often somebody was told to sign in again. */
  readonly prompts: number;
  signIn(): Promise<void>;
  faultsToCome(faults: readonly Fault[]): Promise<void>;
  flip(name: "expireTokens" | "revokeSignIns"): Promise<void>;
  /** Sets the sandbox's clock. */
  setClock(nowUtc: number): Promise<void>;
  /** Reads the agenda: the meetings that can be cancelled, alone and with people in them. */
  read(): Promise<readonly CalendarEvent[]>;
  /** Has these sent, and waits until all has ended and is written down. */
  send(events: readonly CalendarEvent[], message?: string): Promise<Run>;
  /** Looks up what is unsure, plans the rest again and sends it, as a person would when all is well again. */
  finish(run: Run): Promise<void>;
  outbox(): Promise<readonly OutboxMessage[]>;
  /** Another window of the same person: its own runs, over the same journal. */
  openWindow(): Runs;
}

let known: Promise<Authority> | undefined;

/** What can be chosen of somebody. */
export interface PersonOptions {
  /** Default: 0. */
  readonly holdMs?: number;
  /** How long a request to Graph may take. Default: 2000 ms. */
  readonly timeoutMs?: number;
  /** How many meetings there are beside the usual ones. Default: none. */
  readonly meetings?: number;
  /** What this machine's clock says. It then stands still until the test sets it. Default: it is left alone. */
  readonly clockUtc?: number;
}

/** Has somebody sign in, and read the agenda once. All of it ends with the test. */
export async function startPerson(context: TestContext, options: PersonOptions = {}): Promise<NetworkedPerson> {
  const exchanges: SandboxExchange[] = [];
  const onExchange = (exchange: SandboxExchange): void => {
    exchanges.push(exchange);
    person.onExchange(exchange);
  };
  const sandbox = await startHeldSandbox({
    nowUtc: monday,
    timeZone: "Europe/Vienna",
    onExchange,
    ...(options.meetings !== undefined && { load: { events: options.meetings } }),
  });
  context.after(async () => sandbox.dispose());
  const { addresses } = sandbox;
  const authority = await (known ??= createAuthority("Contoso Private Root"));
  const front = await startFront(context, addresses.graphOrigin, authority);
  // Only now: certificates are good by the clock that all programs of this machine have.
  if (options.clockUtc !== undefined) context.mock.timers.enable({ apis: ["Date"], now: options.clockUtc });
  const logLines: string[] = [];
  const folder = await mkdtemp(path.join(tmpdir(), "unbook-network-"));
  context.after(async () => rm(folder, { recursive: true, force: true }));
  let tokensFetched = 0;
  let signIns = 0;
  let prompts = 0;
  let isSignedIn = false;
  let accountId = "";
  const settings = (): NetworkSettings => person.network;
  const overNetwork = createNetworkFetch(settings);
  context.after(async () => overNetwork.dispose());
  const accounts = createMsalAccounts({
    clientId: addresses.clientId,
    authority: {
      url: addresses.authority,
      sandbox: { metadataJson: addresses.authorityMetadataJson, origin: addresses.signInOrigin },
    },
    secrets: memorySecrets(),
    // The sandbox's sign-in is behind the front, too.
    fetch: async (address, request) => {
      if (address.pathname.endsWith("/token")) tokensFetched += 1;
      return overNetwork.fetch(new URL(address.pathname + address.search, front.origin), request);
    },
    log: (line) => logLines.push(line),
  });
  context.after(async () => accounts.dispose());
  const tokens: TokenSource = {
    getToken: async (request, signal) => accounts.tokensOf(accountId).getToken(request, signal),
  };
  const graph = createGraphClient({
    cloud: { id: "global", graphOrigin: front.origin, hasBookings: true },
    tokens,
    ownNames: [ana],
    network: settings,
    userAgent: "Unbook/0.0.0 (test)",
    log: (line) => logLines.push(line),
    requestTimeoutMs: options.timeoutMs ?? 2000,
    retryBudgetMs: 6000,
  });
  context.after(async () => graph.dispose());
  const journal = createJournalFolder(folder);

  function askToSignIn(): void {
    if (isSignedIn) prompts += 1;
    isSignedIn = false;
  }

  function openWindow(): Runs {
    const runs = new Runs({
      journal,
      holdMs: () => options.holdMs ?? 0,
      // As the editor does it: who has to sign in again is told once, and asks nothing more until then.
      send: async (plan, indexes, signal) => {
        if (!isSignedIn) return indexes.map(() => ({ kind: "notSent", reason: "signInRequired" }));
        const items = indexes.flatMap((index) => plan.items[index] ?? []);
        const outcomes = await graph.sendPlanned(items, signal);
        if (outcomes.some((outcome) => outcome.kind === "notSent" && outcome.reason === "signInRequired"))
          askToSignIn();
        return outcomes;
      },
      lookUp: async (_sender, planned) => graph.lookUp(planned),
      mailboxOf: ({ target }) => mailboxName(target),
      countPeople: () => 1,
      wait: async (durationMs, signal) => sleep(durationMs / hurry, undefined, { signal }).catch(() => undefined),
      onChange: () => undefined,
      // What fails there is told by the states, too.
      onError: () => undefined,
    });
    context.after(async () => {
      runs.dispose();
      await runs.settled();
    });
    return runs;
  }

  async function signIn(): Promise<void> {
    signIns += 1;
    const account = await accounts.signInWithBrowser({
      scopes: sandboxScopes,
      openBrowser: async (url) => openSandboxSilently(url, addresses.signInOrigin),
      prompt: "none",
      loginHint: ana,
    });
    accountId = account.id;
    isSignedIn = true;
  }

  async function read(): Promise<readonly CalendarEvent[]> {
    const calendars = (await graph.listCalendars({ kind: "me" })).items;
    const calendar = calendars.find(({ isDefault }) => isDefault);
    assert.ok(calendar !== undefined);
    const { items } = await graph.listEvents(calendar, fourWeeks);
    return items.filter((item) => item.isOrganizer && item.series === "single" && item.attendees.length > 0);
  }

  async function sendIn(runs: Runs, events: readonly CalendarEvent[], message = "Sorry."): Promise<Run> {
    const plan = planOf(events, message);
    const held = await runs.hold(plan);
    assert.equal(held.kind, "held");
    return endOf(runs, plan.id);
  }

  async function finish(run: Run): Promise<void> {
    let current = run;
    for (let returned = 1; returned <= 4; returned += 1) {
      const { plan } = current;
      for (const [index, end] of itemEnds(current).entries()) {
        if (statusOf(end) === "unsure") await person.runs.checkUnsure(plan.id, index);
      }
      current = person.runs.all.find((one) => one.plan.id === plan.id) ?? current;
      const left = itemsToRetry(current).flatMap((index) => plan.items[index] ?? []);
      if (left.length === 0) return;
      const again = { ...plan, id: crypto.randomUUID(), items: left };
      await person.runs.hold(again);
      current = await endOf(person.runs, again.id);
    }
    assert.fail(`it is never done: ${statesOf(current).join(", ")}`);
  }

  const person: NetworkedPerson = {
    front,
    authority,
    network: { noProxy: ["*"], extraCertificates: [authority.certificate] },
    graph,
    tokens,
    accounts,
    runs: openWindow(),
    exchanges,
    onExchange: () => undefined,
    journal,
    logLines,
    get tokensFetched() {
      return tokensFetched;
    },
    get signIns() {
      return signIns;
    },
    get prompts() {
      return prompts;
    },
    signIn,
    faultsToCome: async (faults) => ask(addresses.faultsUrl, "PUT", faults),
    flip: async (name) => ask(`${addresses.faultsUrl}/${name}`, "POST"),
    setClock: async (nowUtc) => ask(addresses.clockUrl, "PUT", { nowUtc }),
    read,
    send: async (events, message) => sendIn(person.runs, events, message),
    finish,
    outbox: async () => (await fetch(addresses.outboxUrl)).json() as Promise<readonly OutboxMessage[]>,
    openWindow,
  };
  await signIn();
  await read();
  return person;
}

async function ask(url: string, method: string, body?: unknown): Promise<void> {
  const answer = await fetch(url, {
    method,
    headers: admin,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  assert.ok(answer.ok, await answer.text());
}

/** A plan that cancels these. */
export function planOf(events: readonly CalendarEvent[], message = "Sorry."): CancellationPlan {
  const items = events.map((item): PlannedItem => {
    return { target: targetOf(item), action: { kind: "cancel" }, item, scope: "single", message };
  });
  return { id: crypto.randomUUID(), sender, items };
}

/** Waits until a run is over. */
export async function endOf(runs: Runs, runId: string): Promise<Run> {
  const find = (): Run | undefined => runs.all.find(({ plan }) => plan.id === runId);
  while (find()?.states.some(({ kind }) => kind === "held") === true) await sleep(1);
  await runs.settled();
  const run = find();
  assert.ok(run !== undefined);
  return run;
}

/** How each item of a run stands, in a word or two. */
export function statesOf({ states }: Run): readonly string[] {
  return states.map((state) => {
    if (state.kind === "ended") {
      const { outcome } = state;
      return "reason" in outcome ? `${outcome.kind} ${outcome.reason}` : outcome.kind;
    }
    if (state.kind === "lookedUp") return `lookedUp ${state.found}`;
    return state.kind === "stopped" && state.hasSlept === true ? "slept" : state.kind;
  });
}

/** Why something failed: what stands in the way if that is known, else what the error says of itself. */
export async function failureOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "works";
  } catch (error) {
    const problem = networkProblemOf(error);
    if (problem !== undefined) {
      return [problem.kind, "status" in problem ? problem.status : "", problem.code].filter((part) => part).join(" ");
    }
    if (isGraphError(error)) return error.reason;
    if (isAccountError(error)) return error.code;
    throw error;
  }
}

/** Asserts that everybody of these meetings was mailed exactly once, and nobody else at all. */
export function assertMailedOnce(outbox: readonly OutboxMessage[], events: readonly CalendarEvent[]): void {
  const mailed = outbox.map(({ itemId, to }) => `${itemId} ${to}`);
  assert.equal(new Set(mailed).size, mailed.length, "somebody was mailed twice");
  const addresses = events.flatMap(({ subject, attendees }) => attendees.map(({ address }) => `${subject} ${address}`));
  assert.deepEqual(outbox.map(({ about, to }) => `${about} ${to}`).toSorted(), addresses.toSorted());
}
