import assert from "node:assert/strict";
import type { ServerResponse } from "node:http";
import { test } from "node:test";
import type { TestContext } from "node:test";
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { eventTarget } from "../../../src/cancellation/route.ts";
import { isGraphError } from "../../../src/graph/graphError.ts";
import type { GraphErrorReason } from "../../../src/graph/graphError.ts";
import type { GraphClientOptions } from "../../../src/graph/graphContract.ts";
import { startScriptedGraph, testClient } from "./scriptedGraph.ts";
import { sendCancellation } from "./sendOne.ts";

const names = Array.from({ length: 4000 }, (_, index) => `Business ${index} · ${(index * 7919) % 10_007}`);
const page = JSON.stringify({ value: names.map((displayName, id) => ({ id: `${id}@contoso.com`, displayName })) });
const packed = gzipSync(page);

/** Sends a body in pieces, one after the other. */
function inPieces(response: ServerResponse, body: Buffer, size: number, done: () => void): void {
  if (body.length === 0) {
    done();
    return;
  }
  response.write(body.subarray(0, size), () => inPieces(response, body.subarray(size), size, done));
}

/** Asserts what is listed of a body that is sent in this coding. */
async function assertListed(context: TestContext, coding: string, body: Buffer): Promise<void> {
  const graph = await startScriptedGraph(context, () => (response) => {
    response.writeHead(200, { "content-type": "application/json", "content-encoding": coding });
    inPieces(response, body, 1000, () => response.end());
  });
  const { client } = testClient(context, graph.origin);
  const { items } = await client.listBusinesses();
  assert.deepEqual(
    items.map(({ name }) => name),
    names,
    coding,
  );
  assert.equal(graph.received[0]?.headers["accept-encoding"], "gzip, deflate, br");
}

/** Asserts how a list fails, and after how many requests. */
async function assertFails(
  context: TestContext,
  send: (response: ServerResponse) => void,
  reason: GraphErrorReason,
  options: Partial<Omit<GraphClientOptions, "log">> = { retryBudgetMs: 0 },
  requests = 1,
): Promise<void> {
  const graph = await startScriptedGraph(context, () => send);
  const { client } = testClient(context, graph.origin, options);
  await assert.rejects(client.listBusinesses(), (error) => isGraphError(error) && error.reason === reason);
  assert.equal(graph.received.length, requests);
}

test("what was sent compressed is read in every coding that is asked for", async (context) => {
  await assertListed(context, "gzip", packed);
  await assertListed(context, "GZIP", packed);
  await assertListed(context, "x-gzip", packed);
  await assertListed(context, "br", brotliCompressSync(page));
  await assertListed(context, "deflate", deflateSync(page));
  await assertListed(context, "deflate", deflateRawSync(page));
  await assertListed(context, "identity", Buffer.from(page));
  const halves = [page.slice(0, 5000), page.slice(5000)].map((half) => gzipSync(half));
  await assertListed(context, "gzip", Buffer.concat(halves));
  await assertListed(context, "gzip", Buffer.concat([packed, Buffer.alloc(100_000)]));
});

test("a coding that was not asked for is an error, and is not asked for again", async (context) => {
  for (const coding of ["zstd", "compress", "gzip, gzip", "nonsense"]) {
    await assertFails(
      context,
      (response) => response.writeHead(200, { "content-encoding": coding }).end(packed),
      "unreadable",
      {},
    );
  }
});

test("a compressed answer that is damaged, cut off, stalled or breaks off is an error", async (context) => {
  const half = packed.subarray(0, packed.length / 2);
  const damaged = Buffer.from(packed);
  damaged.fill(0, 2000, 2100);
  const checked = Buffer.from(packed);
  checked.writeUInt32LE(0, packed.length - 8);
  const followed = Buffer.concat([packed, Buffer.from("garbage")]);
  for (const body of [half, damaged, checked, followed, Buffer.from(page), packed.subarray(0, 3)]) {
    await assertFails(
      context,
      (response) => response.writeHead(200, { "content-encoding": "gzip" }).end(body),
      "unreadable",
    );
  }
  const headers = { "content-encoding": "gzip", "content-length": packed.length + 1 };
  for (const body of [half, packed]) {
    const breakOff = (response: ServerResponse): void => {
      response.writeHead(200, headers);
      inPieces(response, body, body.length, () => setTimeout(() => response.destroy(), 20));
    };
    await assertFails(context, breakOff, "unreadable");
    await assertFails(context, (response) => void response.writeHead(200, headers).write(body), "timeout", {
      requestTimeoutMs: 200,
      retryBudgetMs: 0,
    });
  }
});

test("a damaged answer is asked for again", async (context) => {
  const graph = await startScriptedGraph(context, ({ number }) => (response) => {
    response.writeHead(200, { "content-encoding": "gzip" }).end(number === 1 ? packed.subarray(0, 500) : packed);
  });
  const { client } = testClient(context, graph.origin);
  assert.equal((await client.listBusinesses()).items.length, names.length);
  assert.equal(graph.received.length, 2);
});

test("a small answer that unpacks to a huge one is given up early, and so is one that goes on after its end", async (context) => {
  const block = gzipSync(Buffer.alloc(4 * 1024 * 1024, " "));
  const rows: readonly (readonly [string, readonly Buffer[], number])[] = [
    // Each member is 4 MB of blanks in 4 kB; the operating system takes some MB before they are asked for.
    ["unpacks", [block], 16_000_000],
    ["goes on", [packed, Buffer.alloc(256 * 1024)], 64_000_000],
  ];
  for (const [name, pieces, mostSent] of rows) {
    let sent = 0;
    const endless = (response: ServerResponse): void => {
      response.writeHead(200, { "content-encoding": "gzip" });
      const more = (index: number): void => {
        const piece = pieces[Math.min(index, pieces.length - 1)] ?? block;
        sent += piece.length;
        if (!response.destroyed) response.write(piece, () => more(index + 1));
      };
      more(0);
    };
    await assertFails(context, endless, "unreadable", {});
    assert.ok(sent < mostSent, `${name}: ${sent} bytes were sent`);
  }
});

test("a refusal is understood when it is compressed, also if its connection breaks, and an empty answer is whole", async (context) => {
  const said = { code: "ErrorInvalidRequest", message: "You need to be an organizer." };
  const body = gzipSync(JSON.stringify({ error: said }));
  const refused = { kind: "refused", refusal: { status: 400, ...said }, requestId: "r" };
  const sent = { kind: "sent", status: 202, requestId: "r" };
  const rows: readonly (readonly [number, Buffer, number, object])[] = [
    [400, body, body.length, refused],
    [400, body, body.length + 1, refused],
    [202, Buffer.alloc(0), 0, sent],
    [202, body.subarray(0, 20), 20, sent],
  ];
  for (const [status, packedBody, length, expected] of rows) {
    const graph = await startScriptedGraph(context, () => (response) => {
      response.writeHead(status, { "content-encoding": "gzip", "content-length": length, "request-id": "r" });
      response.write(packedBody);
      // At once, so that there is still something to unpack when the connection ends.
      response.socket?.end();
    });
    const { client } = testClient(context, graph.origin);
    const outcome = await sendCancellation(client, eventTarget("1"), "");
    assert.deepEqual(outcome, expected);
    assert.equal(graph.received.length, 1);
  }
});
