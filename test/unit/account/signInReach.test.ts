/** Whether the sign-in service can be reached: the sandbox's, one that is not there, and somebody else's page. */
import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { test, type TestContext } from "node:test";
import { createReach } from "../../../src/account/signInReach.ts";
import { startSandbox } from "../../../src/sandbox/startSandbox.ts";

/** What was asked of a server that answers everything alike; it ends with the test. */
async function startAnswering(
  context: TestContext,
  status: number,
  type: string,
  body: string,
): Promise<{ readonly origin: string; readonly asked: string[] }> {
  const asked: string[] = [];
  const server = createServer(({ method, url, headers }, response) => {
    asked.push(`${method} ${url} ${headers.authorization ?? ""}${headers.cookie ?? ""}`);
    response.writeHead(status, { "content-type": type, location: "http://127.0.0.1:1/" }).end(body);
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  context.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

test("a sign-in service that answers is reached", async (context) => {
  const sandbox = await startSandbox({ port: 0 });
  context.after(async () => sandbox.dispose());
  await createReach({ signInOrigin: sandbox.addresses.signInOrigin, tenantId: "organizations" }, fetch)();
});

test("what it says of a tenant that it does not know is an answer, and nobody is named", async (context) => {
  const { origin, asked } = await startAnswering(context, 400, "application/json", '{"error":"invalid_tenant"}');
  await createReach({ signInOrigin: origin, tenantId: "contoso.com/../x" }, fetch)();
  assert.deepEqual(asked, ["GET /contoso.com%2F..%2Fx/v2.0/.well-known/openid-configuration "]);
});

test("a network's own page is no sign-in service, whether it answers or leads elsewhere", async (context) => {
  for (const [status, body] of [
    [200, "<html>Welcome to the hotel</html>"],
    [302, ""],
  ] as const) {
    const { origin, asked } = await startAnswering(context, status, "text/html", body);
    await assert.rejects(createReach({ signInOrigin: origin, tenantId: "organizations" }, fetch)());
    assert.equal(asked.length, 1);
  }
});

test("where nobody listens, nobody is reached, and why is told", async () => {
  const reach = createReach({ signInOrigin: "http://127.0.0.1:1", tenantId: "organizations" }, fetch);
  await assert.rejects(reach(), TypeError);
});
