/**
 * What a network can do to somebody, and what becomes of signing in, reading and sending then: it is told for what it is,
 * nothing is lost, and when all is well again everybody has been mailed exactly once.
 */
import assert from "node:assert/strict";
import dns from "node:dns";
import type { LookupAddress } from "node:dns";
import test from "node:test";
import type { TestContext } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { createAuthority } from "../independent/privateCertificate.ts";
import { closedPort, startProxy } from "../unit/graph/networkWorld.ts";
import type { ProxyRules } from "../unit/graph/networkWorld.ts";
import { assertMailedOnce, failureOf, startPerson, statesOf } from "./networkedPerson.ts";
import type { NetworkedPerson } from "./networkedPerson.ts";
import { startFront } from "./sandboxFront.ts";
import type { Fate } from "./sandboxFront.ts";

interface Situation {
  readonly name: string;
  /** Brings it about; gives what ends it. */
  readonly begin: (person: NetworkedPerson, context: TestContext) => Promise<() => Promise<void> | void>;
  /** Why a token cannot be had, and why the agenda cannot be read; "works" if it can. */
  readonly token: string;
  readonly read: string;
  /** How a plan of three ends; each of them likewise. */
  readonly send: string;
  /** How long a request may take. Default: 2000 ms. */
  readonly timeoutMs?: number;
}

function overProxy(rules: ProxyRules): Situation["begin"] {
  return async (person, context) => {
    const { port } = await startProxy(context, rules);
    return otherSettings(person, { proxy: `http://localhost:${port}`, noProxy: [] });
  };
}

function otherSettings(person: NetworkedPerson, settings: NetworkedPerson["network"]): () => void {
  const before = person.network;
  person.network = { ...before, ...settings };
  return () => {
    person.network = before;
  };
}

function fate(next: Fate): Situation["begin"] {
  return async ({ front }) => {
    front.fate = next;
    return () => {
      front.fate = { kind: "pass" };
    };
  };
}

/** This machine finds these addresses for a name, or fails with this code. */
function resolving(context: TestContext, found: readonly LookupAddress[] | string): () => void {
  const lookup = context.mock.method(dns, "lookup", (_host: string, _options: unknown, take: unknown) => {
    const done = take as (error: Error | null, addresses?: readonly LookupAddress[]) => void;
    if (typeof found === "string") done(Object.assign(new Error(`getaddrinfo ${found}`), { code: found }));
    else done(null, found);
  });
  return () => {
    lookup.mock.restore();
  };
}

function unresolved(code: string): Situation["begin"] {
  return async (_person, context) => resolving(context, code);
}

const strangers = createAuthority("Contoso Inspection");

/** Somebody sits in between who shows certificates of an own authority, as a firewall that inspects what passes. */
function inspected(isTrusted: boolean): Situation["begin"] {
  return async (person, context) => {
    const authority = await strangers;
    const { front } = person;
    await front.close();
    const inspector = await startFront(context, front.target, authority, { port: front.port });
    const extraCertificates = [person.authority.certificate, ...(isTrusted ? [authority.certificate] : [])];
    const end = otherSettings(person, { extraCertificates });
    return async () => {
      await inspector.close();
      await front.open();
      end();
    };
  };
}

const sent = { token: "works", read: "works", send: "sent" };
const notReached = { token: "offline", read: "offline", send: "notSent offline" };
const cancelling = { method: "POST", path: "/cancel$" };

function faults(...actions: readonly Parameters<NetworkedPerson["faultsToCome"]>[0][]): Situation["begin"] {
  return async (person) => {
    await person.faultsToCome(actions.flat());
    return async () => person.faultsToCome([]);
  };
}

type FaultAction = NonNullable<Parameters<NetworkedPerson["faultsToCome"]>[0][number]["action"]>;

const busySignIns: readonly (readonly [string, FaultAction])[] = [
  ["a sign-in service that is busy", { kind: "status", status: 429 }],
  ["a sign-in service that is out of order", { kind: "status", status: 503, html: true }],
  ["a sign-in service that leads elsewhere", { kind: "status", status: 302, location: "/elsewhere" }],
];

const situations: readonly Situation[] = [
  {
    name: "a proxy that wants a name and a password",
    begin: overProxy({ refusesWith: 407, wants: 'Basic realm="Contoso, Ltd", Negotiate' }),
    token: "proxy 407",
    read: "proxy 407",
    send: "notSent proxy",
  },
  {
    name: "a proxy that lets nobody pass",
    begin: overProxy({ refusesWith: 403 }),
    token: "proxy 403",
    read: "proxy 403",
    send: "notSent proxy",
  },
  {
    name: "a proxy that is gone",
    begin: async (person) =>
      otherSettings(person, { proxy: `http://localhost:${await closedPort()}`, noProxy: [], strictSSL: true }),
    token: "proxy ECONNREFUSED",
    read: "proxy ECONNREFUSED",
    send: "notSent proxy",
  },
  { name: "a proxy that works", begin: overProxy({}), ...sent },
  {
    name: "inspection with a certificate that this machine does not know",
    begin: inspected(false),
    token: "certificate UNABLE_TO_VERIFY_LEAF_SIGNATURE",
    read: "certificate UNABLE_TO_VERIFY_LEAF_SIGNATURE",
    send: "notSent certificate",
  },
  { name: "inspection with a certificate that this machine trusts", begin: inspected(true), ...sent },
  {
    name: "the sign-in page of a network in the place of every answer",
    begin: fate({ kind: "answer", status: 200 }),
    token: "page 200",
    read: "unreadable",
    send: "unsure serverError",
  },
  {
    name: "a redirect to the sign-in page of a network",
    begin: fate({ kind: "answer", status: 302, location: "https://portal.example/login" }),
    token: "page 302",
    read: "wrongOrigin",
    send: "unsure serverError",
  },
  {
    name: "a network that says by its status that somebody has to sign in to it",
    begin: fate({ kind: "answer", status: 511 }),
    token: "page 511",
    read: "unreadable",
    send: "unsure serverError",
  },
  { name: "a name that nobody knows", begin: unresolved("ENOTFOUND"), ...notReached },
  { name: "a resolver that does not answer", begin: unresolved("EAI_AGAIN"), ...notReached },
  {
    name: "a network that is gone",
    begin: async ({ front }) => {
      await front.close();
      return async () => front.open();
    },
    ...notReached,
  },
  {
    name: "an IPv6 address that leads nowhere before the IPv4 address",
    begin: async (_person, context) =>
      resolving(context, [
        { address: "2001:db8::1", family: 6 },
        { address: "127.0.0.1", family: 4 },
      ]),
    ...sent,
    timeoutMs: 3000,
  },
  {
    name: "IPv6 alone",
    begin: async (person, context) => {
      const { front } = person;
      await front.close();
      const second = await startFront(context, front.target, person.authority, { port: front.port, listensAt: "::1" });
      const end = resolving(context, [{ address: "::1", family: 6 }]);
      return async () => {
        end();
        await second.close();
        await front.open();
      };
    },
    ...sent,
  },
  {
    name: "connections that break off before they are encrypted",
    begin: fate({ kind: "cut", when: "handshake" }),
    ...notReached,
  },
  {
    name: "connections that break off when a request has come",
    begin: fate({ kind: "cut", when: "received" }),
    token: "offline",
    read: "offline",
    send: "unsure connectionLost",
  },
  {
    name: "requests that break off before they are carried out",
    begin: faults([{ match: cancelling, times: 3, action: { kind: "reset", when: "before" } }]),
    ...sent,
  },
  {
    name: "requests that are carried out, and whose answers break off before they begin",
    begin: faults([{ match: cancelling, times: 3, action: { kind: "reset", when: "after" } }]),
    ...sent,
    send: "lookedUp gone",
  },
  {
    name: "requests that are carried out, and whose answers break off in their first line",
    begin: faults([{ match: cancelling, times: 3, action: { kind: "truncate", in: "head" } }]),
    ...sent,
    send: "lookedUp gone",
  },
  ...busySignIns.map(([name, action]): Situation => ({
    name: `${name} when a token has expired`,
    async begin(person) {
      await person.flip("expireTokens");
      await person.faultsToCome([{ match: { path: "/token" }, action }]);
      return async () => person.faultsToCome([]);
    },
    ...notReached,
  })),
  {
    name: "a link that is slow, but quick enough",
    begin: faults([{ match: {}, action: { kind: "trickle", bytesPerSecond: 400_000 } }]),
    ...sent,
  },
  {
    name: "a link on which no answer comes to its end in time",
    begin: faults([{ match: { path: "/v1.0" }, action: { kind: "trickle", bytesPerSecond: 100 } }]),
    token: "works",
    read: "timeout",
    // Graph has said that it has taken it, and what would follow means nothing.
    send: "sent",
  },
  {
    name: "a service that takes requests and never answers",
    begin: faults([{ match: { path: "/v1.0" }, action: { kind: "hang" } }]),
    token: "works",
    read: "timeout",
    send: "unsure timeout",
  },
];

for (const { name, begin, token, read, send, timeoutMs } of situations) {
  test(`${name}: sign-in ${token}, reading ${read}, sending ${send}`, async (context) => {
    const person = await startPerson(context, timeoutMs === undefined ? {} : { timeoutMs });
    const events = (await person.read()).slice(0, 3);
    assert.equal(events.length, 3);
    // As those of a machine that comes into another network: no connection stands any more.
    await person.front.close();
    await person.front.open();
    await sleep(20);
    const end = await begin(person, context);
    const forceRefresh = { scopes: ["Calendars.Read"], forceRefresh: true };
    assert.equal(await failureOf(person.tokens.getToken(forceRefresh)), token);
    assert.equal(await failureOf(person.read()), read);
    const before = person.front.requests;
    const run = await person.send(events);
    assert.deepEqual(statesOf(run), [send, send, send]);
    // Each is sent once or twice, and looked up twice, at most: nobody hammers at a network that is not there.
    assert.ok(person.front.requests - before <= 24, `${person.front.requests - before} requests`);
    await end();
    await sleep(20);
    assert.equal(await failureOf(person.tokens.getToken(forceRefresh)), "works");
    await person.finish(run);
    assertMailedOnce(await person.outbox(), events);
    assert.equal(person.prompts, 0);
    assert.equal(person.signIns, 1, "nobody has to sign in again because of a network");
    assert.ok(!person.logLines.join("\n").includes("Bearer"), "no token is logged");
  });
}

test("what a proxy wants to be signed in with is told", async (context) => {
  const rows: readonly (readonly [string | undefined, readonly string[] | undefined])[] = [
    [undefined, undefined],
    ['Basic realm="Contoso, Ltd"', ["Basic"]],
    ['Negotiate, NTLM, Basic realm="a=b, Digest x"', ["Negotiate", "NTLM", "Basic"]],
    ['Digest realm="x", nonce="y", qop=auth', ["Digest"]],
  ];
  const person = await startPerson(context);
  for (const [wants, expected] of rows) {
    const { port } = await startProxy(context, { refusesWith: 407, ...(wants !== undefined && { wants }) });
    const end = otherSettings(person, { proxy: `http://localhost:${port}`, noProxy: [] });
    await person.front.close();
    await person.front.open();
    await assert.rejects(person.read(), (error: { facts: { network: { schemes?: readonly string[] } } }) => {
      assert.deepEqual(error.facts.network.schemes, expected, wants);
      return true;
    });
    end();
  }
});
