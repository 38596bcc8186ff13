/** What the agenda loads, from the sandbox: the chosen sources, and trouble that stays where it is. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { TestContext } from "node:test";
import type { SecretStore } from "../../../src/account/accountContract.ts";
import { isAccountError } from "../../../src/account/accountError.ts";
import { createMsalAccounts } from "../../../src/account/msalAccounts.ts";
import { openSandboxSilently } from "../../../src/account/sandboxBrowser.ts";
import { nothingChosen, withCalendars } from "../../../src/agenda/agendaChoice.ts";
import type { AgendaChoice } from "../../../src/agenda/agendaChoice.ts";
import { dayRange } from "../../../src/agenda/calendarDays.ts";
import { targetOf } from "../../../src/cancellation/plan.ts";
import { commonFailure, loadAgenda } from "../../../src/editor/loadAgenda.ts";
import type { Agenda } from "../../../src/editor/loadAgenda.ts";
import type { ActiveSession } from "../../../src/editor/accountSession.ts";
import { createGraphClient } from "../../../src/graph/graphClient.ts";
import { isGraphError } from "../../../src/graph/graphError.ts";
import { bookingScopes, calendarScopes, everyScope } from "../../../src/graph/scopes.ts";
import type { SandboxLoad } from "../../../src/sandbox/sandboxContract.ts";
import type { Fault } from "../../../src/sandbox/server/faults.ts";
import { startHeldSandbox } from "../../contract/heldSandbox.ts";

const range = dayRange("2026-11-23", 14, "Europe/Vienna");
const reception = { kind: "user", id: "reception@contoso.com" } as const;
const management = { kind: "user", id: "management@contoso.com" } as const;

interface World {
  readonly active: ActiveSession;
  readonly load: (choice: Partial<AgendaChoice>, names?: Map<string, string>) => Promise<Agenda>;
  readonly faultsToCome: (faults: readonly Fault[]) => Promise<void>;
}

/** A sandbox with Ana signed in, who has allowed some permissions. */
async function startWorld(
  context: TestContext,
  scopes: readonly string[] = everyScope,
  load: SandboxLoad = {},
): Promise<World> {
  const sandbox = await startHeldSandbox({ nowUtc: Date.UTC(2026, 10, 23, 7), timeZone: "Europe/Vienna", load });
  const { addresses } = sandbox;
  let secret: string | undefined;
  const secrets: SecretStore = {
    read: async () => secret,
    write: async (value) => void (secret = value),
    delete: async () => void (secret = undefined),
  };
  const { authority: url, authorityMetadataJson: metadataJson, signInOrigin: origin } = addresses;
  const accounts = createMsalAccounts({
    clientId: addresses.clientId,
    authority: { url, sandbox: { metadataJson, origin } },
    secrets,
    log: () => undefined,
  });
  const account = await accounts.signInWithBrowser({
    scopes,
    openBrowser: async (page) => openSandboxSilently(page, origin),
    prompt: "none",
    loginHint: "ana.silva@contoso.com",
  });
  const graph = createGraphClient({
    cloud: { id: "sandbox", graphOrigin: addresses.graphOrigin, hasBookings: true },
    tokens: accounts.tokensOf(account.id),
    userAgent: "Unbook/0.0.0 (test)",
    log: () => undefined,
  });
  context.after(async () => {
    await graph.dispose();
    await accounts.dispose();
    await sandbox.dispose();
  });
  const active: ActiveSession = {
    account,
    cloudId: "sandbox",
    graphOrigin: addresses.graphOrigin,
    realm: "sandbox",
    graph,
    bookings: "allowed",
    granted: [],
  };
  return {
    active,
    load: async (choice, names = new Map()) =>
      loadAgenda({ active, range, choice: { ...nothingChosen, ...choice }, names }, new AbortController().signal),
    async faultsToCome(faults) {
      const headers = { "x-unbook-sandbox": "admin" };
      const answer = await fetch(addresses.faultsUrl, { method: "PUT", headers, body: JSON.stringify(faults) });
      assert.equal(answer.status, 200, await answer.text());
    },
  };
}

function namesOf({ sources }: Agenda): readonly string[] {
  return sources.map(({ source, error }) => `${source.name}${error === undefined ? "" : " failed"}`);
}

test("without a choice, one's own calendars and the few businesses are loaded", async (context) => {
  const { load } = await startWorld(context);
  const agenda = await load({});
  assert.deepEqual(namesOf(agenda), ["Calendar", "Projects", "Lee Park", "Contoso Dental", "Contoso Physio"]);
  assert.deepEqual([agenda.businesses, agenda.failedMailboxes, agenda.notes], [{ kind: "shown" }, [], []]);
});

test("what was added is loaded as well, and what is in it is cancelled there", async (context) => {
  const { active, load } = await startWorld(context);
  const groups = await active.graph.listGroups();
  const facilities = groups.items.find(({ name }) => name === "Contoso Facilities");
  assert.ok(facilities !== undefined);
  const group = { kind: "group", id: facilities.id } as const;
  const names = new Map<string, string>();
  const agenda = await load({ mailboxes: [reception, group], businesses: [] }, names);
  assert.deepEqual([...names.values()], ["Contoso Facilities"], "a group's name is known from then on");
  assert.deepEqual(namesOf(agenda), ["Calendar", "Projects", "Lee Park", "Calendar", "Contoso Facilities"]);
  const added = agenda.sources.slice(3);
  for (const { items } of added) assert.ok(items.length > 0);
  for (const item of added.flatMap(({ items }) => items)) {
    const target = targetOf(item);
    assert.match(target.itemPath, /^\/users\/reception%40contoso\.com\/calendars\/|^\/groups\/[-0-9a-f]+\/events\//u);
    assert.equal((await active.graph.readItem(target)).kind, "event");
  }
});

test("a calendar that is unchecked is not asked for, but still known", async (context) => {
  const { load, faultsToCome } = await startWorld(context);
  const { calendars } = await load({ businesses: [] });
  const choice = withCalendars(
    nothingChosen,
    calendars,
    calendars.filter(({ name }) => name === "Projects"),
  );
  const hidden = calendars.find(({ name }) => name === "Lee Park")?.id ?? "";
  await faultsToCome([
    { match: { path: encodeURIComponent(hidden) }, action: { kind: "status", status: 500, code: "Asked" } },
  ]);
  const agenda = await load({ ...choice, businesses: [] });
  assert.deepEqual(namesOf(agenda), ["Projects"]);
  assert.equal(agenda.calendars.length, 3);
});

test("a mailbox that is closed or does not exist fails alone", async (context) => {
  const { load } = await startWorld(context);
  const nobody = { kind: "user", id: "nobody@contoso.com" } as const;
  const agenda = await load({ mailboxes: [management, reception, nobody] });
  assert.deepEqual(
    agenda.failedMailboxes.map(({ mailbox, error }) => [mailbox.id, isGraphError(error) && error.reason]),
    [
      ["management@contoso.com", "forbidden"],
      ["nobody@contoso.com", "notFound"],
    ],
  );
  assert.equal(agenda.sources.length, 6);
  assert.equal(commonFailure(agenda), undefined);
});

test("a permission that was not given says so at what needs it", async (context) => {
  const { load } = await startWorld(context, [...calendarScopes, ...bookingScopes]);
  const agenda = await load({ mailboxes: [reception, { kind: "group", id: "00000000-0000-0000-0000-000000000001" }] });
  assert.deepEqual(
    agenda.failedMailboxes.map(({ error }) => isAccountError(error) && error.code),
    ["consentRequired", "consentRequired"],
  );
  assert.equal(agenda.sources.length, 5);
});

test("of many businesses none is loaded unasked, and a chosen one by its name, also beyond the list", async (context) => {
  const { active, load } = await startWorld(context, everyScope, { businesses: 600 });
  const undecided = await load({});
  assert.deepEqual(undecided.businesses, { kind: "toChoose", count: 500 });
  assert.deepEqual(namesOf(undecided), ["Calendar", "Projects", "Lee Park"]);
  const [dental] = (await active.graph.listBusinesses("Dental")).items;
  const [last] = (await active.graph.listBusinesses("Branch 600")).items;
  assert.ok(dental !== undefined && last !== undefined);
  const chosen = await load({ businesses: [dental.id.toUpperCase(), last.id] });
  // Nobody who can sign in works at the last one: neither its name nor its appointments can be read.
  assert.deepEqual(namesOf(chosen).slice(3), ["Contoso Dental", `${last.id} failed`]);
  assert.ok(chosen.sources.find(({ source }) => source.id === dental.id)?.items.length);
  const names = new Map([[`business ${last.id.toLowerCase()}`, "Branch 600"]]);
  assert.equal(namesOf(await load({ businesses: [last.id] }, names)).at(-1), "Branch 600 failed");
});

test("the agenda fails as a whole only if one's own calendars do", async (context) => {
  const { load, faultsToCome } = await startWorld(context);
  const before = await load({ mailboxes: [management] });
  await faultsToCome([{ match: { path: "calendarView" }, action: { kind: "status", status: 403 } }]);
  const denied = commonFailure(await load({ mailboxes: [management] }));
  assert.ok(isGraphError(denied) && denied.reason === "forbidden");
  await faultsToCome([{ match: { path: "/me/calendars" }, action: { kind: "status", status: 403 } }]);
  await assert.rejects(load({ mailboxes: [reception] }), { name: "GraphError", reason: "forbidden" });
  assert.equal(commonFailure({ ...before, sources: [] }), undefined, "what only another mailbox lacks");
});
