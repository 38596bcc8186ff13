/**
 * Somebody who has VS Code open for days: our own sign-in, a Graph client and runs with their journal, put together as the
 * editor does, in windows that close and open again over the same journal and the same secrets.
 */
import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { isAccountError } from "../../src/account/accountError.ts";
import { createMsalAccounts } from "../../src/account/msalAccounts.ts";
import { openSandboxSilently } from "../../src/account/sandboxBrowser.ts";
import type { CalendarEvent } from "../../src/agenda/item.ts";
import { itemEnds, itemsToRetry, statusOf } from "../../src/cancellation/itemEnd.ts";
import { mailboxName } from "../../src/cancellation/mailboxName.ts";
import { targetOf } from "../../src/cancellation/plan.ts";
import type { PlannedItem, PlanSender } from "../../src/cancellation/plan.ts";
import { hasSlept } from "../../src/cancellation/run.ts";
import type { Run } from "../../src/cancellation/run.ts";
import { createGraphClient } from "../../src/graph/graphClient.ts";
import type { GraphClient } from "../../src/graph/graphContract.ts";
import { isGraphError } from "../../src/graph/graphError.ts";
import { sandboxScopes } from "../../src/graph/scopes.ts";
import type { SandboxAddresses } from "../../src/sandbox/sandboxContract.ts";
import { createJournalFolder } from "../../src/sending/journalFolder.ts";
import { LeftBehind } from "../../src/sending/leftBehind.ts";
import { Runs } from "../../src/sending/runs.ts";
import { memorySecrets } from "../unit/account/signInWorld.ts";

const sender: PlanSender = { accountId: "ana", address: "ana.silva@contoso.com", realm: "soak" };

/** All waiting between looks is so many times shorter than for a person. */
const hurry = 1000;

/** What has been counted since the beginning. */
export interface SoakCounts {
  requests: number;
  tokens: number;
  /** How many token requests were broken off by closing a window. */
  tokensLost: number;
  signIns: number;
  /** How often the person was told to sign in again. */
  prompts: number;
  reads: number;
  failedReads: number;
  windows: number;
  sleptThrough: number;
}

/** The person. */
export interface SoakPerson {
  readonly counts: SoakCounts;
  /** What the newest window has open: its runs. */
  readonly runs: Runs;
  /** Reads the agenda as far as that works; what is read stays. */
  read(): Promise<readonly CalendarEvent[]>;
  hold(events: readonly CalendarEvent[]): Promise<string>;
  /** Waits until a run of this window is over. */
  over(runId: string): Promise<Run>;
  /** Closes the window, and opens another. */
  reopen(): Promise<void>;
  /** Everything that the record says was sent, by the paths of the items. */
  saidSent(): Promise<readonly string[]>;
  /** Looks up what is unsure, and plans again what was not sent, here or by windows before; false if something is left. */
  tidy(): Promise<boolean>;
  dispose(): Promise<void>;
}

/** Opens the first window and signs in. */
export async function openSoakPerson(
  addresses: SandboxAddresses,
  folder: string,
  range: DayRangeUtc,
): Promise<SoakPerson> {
  const secrets = memorySecrets();
  let accountId = "";
  let isSignedIn = false;
  let known: readonly CalendarEvent[] = [];
  const idBySubject = new Map<string, string>();
  const counts: SoakCounts = {
    requests: 0,
    tokens: 0,
    tokensLost: 0,
    signIns: 0,
    prompts: 0,
    reads: 0,
    failedReads: 0,
    windows: 0,
    sleptThrough: 0,
  };

  const openWindow = (): Window => {
    counts.windows += 1;
    const accounts = createMsalAccounts({
      clientId: addresses.clientId,
      authority: {
        url: addresses.authority,
        sandbox: { metadataJson: addresses.authorityMetadataJson, origin: addresses.signInOrigin },
      },
      secrets,
      fetch: async (address, request) => {
        if (address.pathname.endsWith("/token")) counts.tokens += 1;
        try {
          const response = await fetch(address, request);
          const body: unknown = await response.json();
          return { ok: response.ok, status: response.status, headers: response.headers, json: async () => body };
        } catch (error) {
          // A window that closes meanwhile takes the new refresh token along, and the sandbox takes no old one again.
          if (request.signal.aborted) counts.tokensLost += 1;
          throw error;
        }
      },
      log: () => undefined,
    });
    const graph = createGraphClient({
      cloud: { id: "sandbox", graphOrigin: addresses.graphOrigin, hasBookings: true },
      tokens: { getToken: async (request, signal) => accounts.tokensOf(accountId).getToken(request, signal) },
      ownNames: [sender.address],
      userAgent: "Unbook/0.0.0 (soak)",
      log: () => {
        counts.requests += 1;
      },
      requestTimeoutMs: 3000,
      retryBudgetMs: 400,
    });
    const journal = createJournalFolder(folder);
    const wait = async (durationMs: number, signal: AbortSignal): Promise<void> =>
      sleep(durationMs / hurry, undefined, { signal }).catch(() => undefined);
    const runs = new Runs({
      journal,
      holdMs: () => 15,
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
      wait,
      onChange: () => undefined,
      onError: () => undefined,
    });
    const lookUp: ConstructorParameters<typeof LeftBehind>[0]["lookUp"] = async (_sender, planned) =>
      graph.lookUp(planned);
    return { accounts, graph, runs, leftBehind: new LeftBehind({ journal, lookUp, isAlive: () => false, wait }) };
  };
  let window = openWindow();

  function askToSignIn(): void {
    if (isSignedIn) counts.prompts += 1;
    isSignedIn = false;
  }

  /** The person does what they are told, when they next look. */
  async function signInIfAsked(): Promise<void> {
    if (isSignedIn) return;
    const account = await window.accounts.signInWithBrowser({
      scopes: sandboxScopes,
      openBrowser: async (url) => openSandboxSilently(url, addresses.signInOrigin),
      prompt: "none",
      loginHint: sender.address,
    });
    counts.signIns += 1;
    accountId = account.id;
    isSignedIn = true;
  }

  async function read(): Promise<readonly CalendarEvent[]> {
    counts.reads += 1;
    try {
      await signInIfAsked();
      const calendar = (await window.graph.listCalendars({ kind: "me" })).items.find(({ isDefault }) => isDefault);
      if (calendar === undefined) return known;
      const { items } = await window.graph.listEvents(calendar, range);
      const own = items.filter((item) => item.isOrganizer && item.series === "single" && item.attendees.length > 0);
      // A message names its meeting by its subject alone.
      for (const { subject, id } of own) if (!idBySubject.has(subject)) idBySubject.set(subject, id);
      known = own.filter(({ subject, id }) => idBySubject.get(subject) === id);
    } catch (error) {
      counts.failedReads += 1;
      if (isAccountError(error)) {
        if (error.code === "signInRequired") askToSignIn();
      } else if (!isGraphError(error)) throw error;
    }
    return known;
  }

  async function over(runId: string): Promise<Run> {
    const find = (): Run | undefined => window.runs.all.find(({ plan }) => plan.id === runId);
    while (find()?.states.some(({ kind }) => kind === "held") === true) await sleep(1);
    await window.runs.settled();
    const run = find();
    assert.ok(run !== undefined);
    if (hasSlept(run)) counts.sleptThrough += 1;
    return run;
  }

  async function hold(items: readonly PlannedItem[]): Promise<string> {
    const id = crypto.randomUUID();
    assert.equal((await window.runs.hold({ id, sender, items })).kind, "held");
    return id;
  }

  async function tidy(): Promise<boolean> {
    try {
      await signInIfAsked();
    } catch (error) {
      if (isAccountError(error)) return false;
      throw error;
    }
    const { runs, leftBehind } = window;
    const done = new Set<string>();
    for (const { plan, states } of runs.all) {
      for (const [index, state] of states.entries()) {
        if (state.kind === "ended" && state.outcome.kind === "unsure") await attempt(runs.checkUnsure(plan.id, index));
      }
    }
    await leftBehind.load([sender], new Set(runs.all.map(({ plan }) => plan.id)));
    for (const left of leftBehind.items) await attempt(leftBehind.check(left));
    const again = runs.all.flatMap((run) => itemsToRetry(run).flatMap((index) => run.plan.items[index] ?? []));
    runs.clearFinished();
    const items = [...again, ...leftItems(leftBehind)].filter(({ item: { id } }) => {
      const isFirst = !done.has(id);
      done.add(id);
      return isFirst;
    });
    for (const { journalled } of leftBehind.runs) await leftBehind.dismiss(journalled.run.runId);
    if (items.length > 0) {
      const run = await over(await hold(items));
      if (itemEnds(run).some((end) => !["sent", "skipped"].includes(statusOf(end)))) return false;
    }
    return leftBehind.items.length === 0 && !runs.all.some(({ states }) => states.some(isUnsure));
  }

  /** What windows before have not sent, as it is known from the agenda. */
  function leftItems(leftBehind: LeftBehind): readonly PlannedItem[] {
    const paths = leftBehind.runs.flatMap(({ journalled, notSent }) =>
      notSent.map((index) => journalled.run.items[index]?.itemPath),
    );
    return planned.filter(({ target }) => paths.includes(target.itemPath));
  }

  const planned: PlannedItem[] = [];
  await signInIfAsked();
  return {
    counts,
    get runs() {
      return window.runs;
    },
    read,
    async hold(events) {
      const items = events.map((item): PlannedItem => {
        return { target: targetOf(item), action: { kind: "cancel" }, item, scope: "single", message: "Sorry." };
      });
      planned.push(...items);
      return hold(items);
    },
    over,
    async reopen() {
      await close(window);
      window = openWindow();
    },
    async saidSent() {
      const { runs } = await createJournalFolder(folder).readRuns();
      return runs.flatMap((run) =>
        itemEnds(run).flatMap((end, index) => (statusOf(end) === "sent" ? (run.run.items[index]?.itemPath ?? []) : [])),
      );
    },
    tidy,
    dispose: async () => close(window),
  };
}

/** From `startUtc` to `endUtc`: milliseconds since 1970-01-01T00:00:00Z. */
interface DayRangeUtc {
  readonly startUtc: number;
  readonly endUtc: number;
}

interface Window {
  readonly accounts: ReturnType<typeof createMsalAccounts>;
  readonly graph: GraphClient;
  readonly runs: Runs;
  readonly leftBehind: LeftBehind;
}

async function close({ accounts, graph, runs, leftBehind }: Window): Promise<void> {
  runs.dispose();
  leftBehind.dispose();
  await runs.settled();
  await graph.dispose();
  await accounts.dispose();
}

function isUnsure(state: Run["states"][number]): boolean {
  return state.kind === "ended" && state.outcome.kind === "unsure";
}

/** What cannot be told now stays unsure. */
async function attempt(work: Promise<unknown>): Promise<void> {
  await work.catch(() => undefined);
}
