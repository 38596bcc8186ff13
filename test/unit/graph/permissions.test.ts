/** Which permissions are asked for, and when: the least for each request, and what serves as well where only that was given. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { AccountError, isAccountError } from "../../../src/account/accountError.ts";
import type { AccountErrorCode } from "../../../src/account/accountError.ts";
import type { TokenSource } from "../../../src/account/tokenSource.ts";
import { bookingTarget, eventTarget } from "../../../src/cancellation/route.ts";
import { scopesIn } from "../../../src/graph/cloudScopes.ts";
import { createMissingPermissions } from "../../../src/graph/missingPermissions.ts";
import type { PermittedItem } from "../../../src/graph/missingPermissions.ts";
import { calendarScopes, everyScope, sandboxScopes } from "../../../src/graph/scopes.ts";
import { withWiderPermissions } from "../../../src/graph/widerPermission.ts";
import { startScriptedGraph, testClient } from "./scriptedGraph.ts";

/** Tokens of somebody who has consented to these permissions, to the letter; `asked` takes what is asked for. */
function tokensOf(consented: readonly string[], asked: string[] = [], otherwise?: AccountErrorCode): TokenSource {
  return {
    async getToken({ scopes }) {
      asked.push(scopes.join(" "));
      if (otherwise !== undefined) throw new AccountError(otherwise, "");
      if (scopes.every((scope) => consented.includes(scope))) return { value: scopes.join(" "), expiresAtUtc: 0 };
      throw new AccountError("consentRequired", scopes.join(" "));
    },
  };
}

const reading = [
  ["Calendars.Read", "Calendars.ReadWrite"],
  ["Calendars.Read.Shared", "Calendars.ReadWrite.Shared"],
  ["Group.Read.All", "Group.ReadWrite.All"],
  ["Bookings.Read.All", "BookingsAppointment.ReadWrite.All"],
] as const;
for (const [least, wider] of reading) {
  test(`whoever has allowed ${wider} alone reads without being asked for ${least}`, async () => {
    const asked: string[] = [];
    const tokens = withWiderPermissions(tokensOf([wider], asked));
    for (let time = 0; time < 3; time += 1) assert.equal((await tokens.getToken({ scopes: [least] })).value, wider);
    assert.deepEqual(asked, [least, wider, wider, wider], "the sign-in service is not asked in vain each time");
  });
  test(`${least} is asked for, and nothing more, where it was given`, async () => {
    const asked: string[] = [];
    const tokens = withWiderPermissions(tokensOf([least], asked));
    assert.equal((await tokens.getToken({ scopes: [least] })).value, least);
    assert.deepEqual(asked, [least]);
    await assert.rejects(tokens.getToken({ scopes: [wider] }), "to read is not to cancel");
  });
}

test("where nothing was given, what is missing is the least", async () => {
  const tokens = withWiderPermissions(tokensOf([]));
  await assert.rejects(tokens.getToken({ scopes: ["Calendars.Read"] }), /Calendars\.Read$/);
});

test("a wider permission that is taken back is asked for no longer than the least takes its place", async () => {
  const consented = ["Calendars.ReadWrite"];
  const tokens = withWiderPermissions(tokensOf(consented));
  await tokens.getToken({ scopes: calendarScopes });
  consented.splice(0, 1, "Calendars.Read");
  assert.equal((await tokens.getToken({ scopes: calendarScopes })).value, "Calendars.Read");
});

for (const code of ["offline", "signInRequired", "refused"] as const) {
  test(`${code} is no matter of permissions: nothing wider is asked for`, async () => {
    const asked: string[] = [];
    const tokens = withWiderPermissions(tokensOf([], asked, code));
    await assert.rejects(
      tokens.getToken({ scopes: calendarScopes }),
      (error) => isAccountError(error) && error.code === code,
    );
    assert.deepEqual(asked, ["Calendars.Read"]);
  });
}

test("the client reads with what an earlier Unbook was given", async (context) => {
  const graph = await startScriptedGraph(context, () => ({ body: { value: [] } }));
  const { client } = testClient(context, graph.origin, { tokens: tokensOf(["Calendars.ReadWrite"]) });
  await client.listCalendars({ kind: "me" });
  assert.ok(graph.received.length > 0);
  for (const { headers } of graph.received) assert.equal(headers.authorization, "Bearer Calendars.ReadWrite");
});

const own: PermittedItem = { target: eventTarget("1"), action: { kind: "cancel" } };
const declined: PermittedItem = { target: eventTarget("2"), action: { kind: "decline", sendsReply: true } };
const leesMailbox = { kind: "user", id: "lee@contoso.com" } as const;
const lees: PermittedItem = { target: eventTarget("3", { mailbox: leesMailbox }), action: { kind: "cancel" } };
const groups: PermittedItem = {
  target: eventTarget("4", { mailbox: { kind: "group", id: "g" } }),
  action: { kind: "cancel" },
};
const booking: PermittedItem = { target: bookingTarget("b@contoso.com", "5"), action: { kind: "cancel" } };

const missingRows: readonly (readonly [string, readonly PermittedItem[], readonly string[], readonly string[]])[] = [
  ["nothing is planned", [], [], []],
  ["everything was given", [own, booking], ["Calendars.ReadWrite", "BookingsAppointment.ReadWrite.All"], []],
  ["one may only read", [own, declined], calendarScopes, ["Calendars.ReadWrite"]],
  ["a booking beside a meeting", [own, booking], ["Calendars.ReadWrite"], ["BookingsAppointment.ReadWrite.All"]],
  ["another's mailbox", [lees], ["Calendars.ReadWrite"], ["Calendars.ReadWrite.Shared"]],
  ["one's own mailbox by its address", [lees], ["Calendars.ReadWrite", "lee is own"], []],
  ["a group", [groups, own], [], ["Calendars.ReadWrite", "Group.ReadWrite.All"]],
];
for (const [name, items, consented, expected] of missingRows) {
  test(`what is missing to send: ${name}`, async () => {
    const asked: string[] = [];
    const ownNames = consented.includes("lee is own") ? ["lee@contoso.com"] : [];
    const missing = createMissingPermissions({ tokens: tokensOf(consented, asked), ownNames });
    assert.deepEqual(await missing(items, new AbortController().signal), expected);
    assert.equal(new Set(asked).size, asked.length, "each set of permissions is asked for once, however many items");
  });
}

test("what cannot be found out is no permission that is missing", async () => {
  const missing = createMissingPermissions({ tokens: tokensOf([], [], "offline") });
  await assert.rejects(
    missing([own], new AbortController().signal),
    (error) => isAccountError(error) && error.code === "offline",
  );
});

test("signing in asks for reading alone, and all that is ever asked for is known, without Bookings where there are none", () => {
  assert.deepEqual(calendarScopes, ["Calendars.Read"]);
  assert.deepEqual(everyScope, [
    "Calendars.Read",
    "Calendars.ReadWrite",
    "Bookings.Read.All",
    "BookingsAppointment.ReadWrite.All",
    "Calendars.Read.Shared",
    "Calendars.ReadWrite.Shared",
    "Group.Read.All",
    "Group.ReadWrite.All",
  ]);
  assert.ok(sandboxScopes.every((scope) => everyScope.includes(scope) && !/Shared|Group/.test(scope)));
  assert.deepEqual(
    scopesIn("https://microsoftgraph.chinacloudapi.cn"),
    everyScope.filter((scope) => !scope.startsWith("Bookings")),
  );
  assert.deepEqual(scopesIn("https://dod-graph.microsoft.us"), everyScope);
});
