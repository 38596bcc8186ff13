/**
 * What a hostile answer can lead the real client to: nowhere. Whoever answers in Graph's place may name other places in
 * redirects, in links to more, in a batch's answers and in challenges; listeners there catch nothing.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { TestContext } from "node:test";
import { bookingTarget, eventTarget } from "../../src/cancellation/route.ts";
import { isGraphError } from "../../src/graph/graphError.ts";
import type { GraphClient } from "../../src/graph/graphContract.ts";
import { sendCancellation } from "../unit/graph/sendOne.ts";
import { someBusiness, someCalendar, someWeek, startScriptedGraph, testClient } from "../unit/graph/scriptedGraph.ts";
import type { ReceivedRequest, ScriptedAnswer } from "../unit/graph/scriptedGraph.ts";
import { startCatcher } from "./catcher.ts";

/** Each is one thing that the editor asks of the client. */
const askings: Readonly<Record<string, (client: GraphClient) => Promise<unknown>>> = {
  "the list of businesses": async (client) => client.listBusinesses(),
  "a business": async (client) => client.readBusiness(someBusiness),
  bookings: async (client) => client.listBookings(someBusiness, someWeek),
  events: async (client) => client.listEvents(someCalendar, someWeek),
  "a group's events": async (client) =>
    client.listEvents({ ...someCalendar, mailbox: { kind: "group", id: "g" } }, someWeek),
  calendars: async (client) => client.listCalendars({ kind: "me" }),
  groups: async (client) => client.listGroups(),
  "one item": async (client) => client.readItem(eventTarget("AAMk1")),
  "many items": async (client) => client.readItems([eventTarget("AAMk1"), bookingTarget("b@contoso.com", "1")]),
  "a request of a file": async (client) => client.readAny({ path: "/v1.0/me/calendars" }),
  "a cancellation": async (client) => sendCancellation(client, eventTarget("AAMk1"), "Ill"),
  "several cancellations": async (client) =>
    client.sendPlanned(
      ["1", "2"].map((id) => ({ target: eventTarget(`AAMk${id}`), action: { kind: "cancel" }, message: "Ill" })),
    ),
};

/** Has everything asked of a Graph that answers so; whatever it ends with, nobody else has been asked. */
async function assertLedNowhere(
  context: TestContext,
  answer: (place: string, request: ReceivedRequest) => ScriptedAnswer,
): Promise<void> {
  const catcher = await startCatcher(context);
  const [first = ""] = catcher.hosts;
  const places = [...catcher.hosts.map((host) => `http://${host}`), `http://127.0.0.1@${first}`];
  let place = "";
  const graph = await startScriptedGraph(context, (request) => answer(place, request));
  for (place of places) {
    const { client } = testClient(context, graph.origin, { retryBudgetMs: 0, requestTimeoutMs: 2000 });
    const asked = Object.values(askings).map(async (ask) => ask(client));
    for (const { reason } of (await Promise.allSettled(asked)).filter((one) => one.status === "rejected"))
      assert.ok(isGraphError(reason), String(reason));
  }
  assert.deepEqual([catcher.caught, catcher.tunnels], [[], []]);
  const isOwn = ({ headers }: ReceivedRequest): boolean => headers.host === new URL(graph.origin).host;
  assert.ok(graph.received.length >= places.length && graph.received.every(isOwn));
}

for (const status of [301, 302, 303, 307, 308]) {
  test(`a redirect with ${status} is not followed`, async (context) => {
    await assertLedNowhere(context, (place, { path }) => ({ status, headers: { location: `${place}${path}` } }));
  });
}

for (const key of ["@odata.nextLink", "@odata.deltaLink", "@odata.context", "@odata.id", "@odata.readLink"]) {
  test(`${key} leads nowhere else`, async (context) => {
    await assertLedNowhere(context, (place, { path }) => ({
      body: { id: "AAMk1", value: [{ id: "1", displayName: "One" }], [key]: `${place}${path}` },
    }));
  });
}

test("the answers of a batch lead nowhere else", async (context) => {
  await assertLedNowhere(context, (place, { path }) => ({
    body: {
      responses: ["0", "1", "2", "__proto__", "-1", "99999999999"].map((id) => ({
        id,
        status: 302,
        headers: { Location: `${place}${path}`, location: `${place}${path}` },
        body: { "@odata.nextLink": `${place}${path}`, value: [] },
      })),
      "@odata.nextLink": `${place}${path}`,
    },
  }));
});

test("a challenge, a place to ask again and a link of a header lead nowhere else", async (context) => {
  for (const status of [401, 403, 202, 429, 503]) {
    await assertLedNowhere(context, (place, { path }) => ({
      status,
      headers: {
        "www-authenticate": `Bearer realm="", authorization_uri="${place}/authorize", resource_metadata="${place}/meta"`,
        location: `${place}${path}`,
        "content-location": `${place}${path}`,
        "operation-location": `${place}${path}`,
        link: `<${place}${path}>; rel="next"`,
        refresh: `0; url=${place}${path}`,
        "retry-after": "0",
        "alt-svc": `h2="${new URL(place).host}"`,
      },
      body: { error: { code: "InvalidAuthenticationToken", message: `Go to ${place}${path}` } },
    }));
  }
});

test("a list goes on only at the place where it began", async (context) => {
  const catcher = await startCatcher(context);
  const links = catcher.hosts.flatMap((host) => [`http://${host}/v1.0/next`, `https://${host}/v1.0/next`]);
  const odd = ["", "/v1.0/next", "//evil.example/v1.0/next", "next", "?$skip=1", "javascript:alert(1)", "file:///etc"];
  for (const link of [...links, ...odd]) {
    const graph = await startScriptedGraph(context, ({ number }) => ({
      body: { value: [{ id: `${number}`, displayName: "One" }], "@odata.nextLink": link },
    }));
    const { client } = testClient(context, graph.origin, { retryBudgetMs: 0 });
    const listed = client.listBusinesses();
    if (link === "") await listed;
    else await assert.rejects(listed, (error) => isGraphError(error) && error.reason === "wrongOrigin", link);
    assert.equal(graph.received.length, 1, link);
  }
  assert.deepEqual(catcher.caught, []);
});

test("what is listed from a hostile answer has web pages for links, and nothing that runs", async (context) => {
  const unsafe = [
    "command:workbench.action.quit",
    "javascript:alert(1)",
    "file:///etc/hostname",
    "vscode://file/etc/hostname",
    "http://outlook.example/",
    "data:text/html,x",
    " https://not trimmed",
    "//outlook.example/",
  ];
  for (const link of unsafe) {
    const time = { dateTime: "2026-11-24T09:00:00.0000000", timeZone: "UTC" };
    const graph = await startScriptedGraph(context, () => ({
      body: {
        value: [
          {
            id: "1",
            subject: "x",
            start: time,
            end: time,
            webLink: link,
            onlineMeetingUrl: link,
            onlineMeeting: { joinUrl: link },
          },
        ],
      },
    }));
    const { client } = testClient(context, graph.origin);
    const group = { ...someCalendar, mailbox: { kind: "group", id: "g" } } as const;
    const { items } = await client.listEvents(group, someWeek);
    assert.deepEqual([items.length, items[0]?.webLink, items[0]?.joinUrl], [1, undefined, undefined], link);
  }
});
