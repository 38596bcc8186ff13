/**
 * A server that answers as a test tells it to, for answers that no well-behaved Graph gives: redirects, cut-off bodies,
 * connections that break. The sandbox is what the other tests run against.
 */
import { createServer } from "node:http";
import type { IncomingHttpHeaders, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { TestContext } from "node:test";
import type { TokenRequest, TokenSource } from "../../../src/account/tokenSource.ts";
import type { GraphCloud } from "../../../src/graph/cloud.ts";
import { createGraphClient } from "../../../src/graph/graphClient.ts";
import type { GraphClient, GraphClientOptions } from "../../../src/graph/graphContract.ts";

/** What the server has received. */
export interface ReceivedRequest {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** 1 for the first. */
  readonly number: number;
}

/** An answer as data, or a function that does what it likes with the response. */
export type ScriptedAnswer =
  | {
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
      /** A string is sent as it is, anything else as JSON. */
      readonly body?: unknown;
    }
  | ((response: ServerResponse) => void);

/** A running server. */
export interface ScriptedGraph {
  readonly origin: string;
  readonly received: readonly ReceivedRequest[];
}

/** Starts a server on a free port; it is closed when the test ends. */
export async function startScriptedGraph(
  test: TestContext,
  script: (request: ReceivedRequest, origin: string) => ScriptedAnswer,
): Promise<ScriptedGraph> {
  const received: ReceivedRequest[] = [];
  let origin = "";
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const entry: ReceivedRequest = {
        method: request.method ?? "",
        path: request.url ?? "",
        headers: request.headers,
        body: Buffer.concat(chunks).toString("utf8"),
        number: received.length + 1,
      };
      received.push(entry);
      const answer = script(entry, origin);
      if (typeof answer === "function") {
        answer(response);
        return;
      }
      response.writeHead(answer.status ?? 200, { "content-type": "application/json", ...answer.headers });
      response.end(typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body ?? ""));
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  test.after(() => {
    server.close();
    server.closeAllConnections();
  });
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { origin, received };
}

/** The token that testClient's source gives out first; the next one ends in 2, and so on. */
export const firstToken = "secret-token-1";

/** A client for a test, and what it asked and told. */
export interface TestClient {
  readonly client: GraphClient;
  readonly tokenRequests: readonly TokenRequest[];
  readonly logLines: readonly string[];
}

/** Makes a client that talks to `origin`; it is disposed of when the test ends. */
export function testClient(
  test: TestContext,
  origin: string,
  options: Partial<Omit<GraphClientOptions, "log">> = {},
): TestClient {
  const tokenRequests: TokenRequest[] = [];
  const logLines: string[] = [];
  const tokens: TokenSource = {
    async getToken(request) {
      tokenRequests.push(request);
      return { value: `secret-token-${tokenRequests.length}`, expiresAtUtc: Number.MAX_SAFE_INTEGER };
    },
  };
  const cloud: GraphCloud = { id: "sandbox", graphOrigin: origin, hasBookings: true };
  const client = createGraphClient({
    cloud,
    tokens,
    userAgent: "Unbook/0.0.0 (test)",
    requestTimeoutMs: 5000,
    retryBudgetMs: 3000,
    ...options,
    log: (line) => logLines.push(line),
  });
  test.after(async () => client.dispose());
  return { client, tokenRequests, logLines };
}

/** The calendar that tests list from. */
export const someCalendar = {
  kind: "calendar",
  id: "AAMk+/=",
  mailbox: { kind: "me" },
  name: "Calendar",
  isDefault: true,
  canEdit: true,
} as const;

/** The business that tests list from. */
export const someBusiness = { kind: "business", id: "Fabrikam@contoso.com", name: "Fabrikam" } as const;

/** A week that tests list. */
export const someWeek = { startUtc: Date.UTC(2026, 10, 23), endUtc: Date.UTC(2026, 10, 30) } as const;
