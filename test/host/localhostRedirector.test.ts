import assert from "node:assert/strict";
import { test } from "node:test";
import { startLocalhostRedirector } from "./localhostRedirector.ts";

test("an address on localhost is opened there, with path and query as they were; nothing else is", async (t) => {
  const redirector = await startLocalhostRedirector();
  t.after(() => redirector.dispose());
  const assertLeadsTo = async (port: string, rest: string, expected: string | undefined): Promise<void> => {
    const address = redirector.template.replace("{{port}}", port).replace(/\/$/, "") + rest;
    const response = await fetch(address, { redirect: "manual" });
    assert.equal(response.status, expected === undefined ? 404 : 302);
    assert.equal(response.headers.get("location") ?? undefined, expected);
  };
  await assertLeadsTo("41999", "/authorize?a=b%20c&d=e", "http://localhost:41999/authorize?a=b%20c&d=e");
  await assertLeadsTo("80", "", "http://localhost:80/");
  await assertLeadsTo("41999", "//example.org/x", "http://localhost:41999//example.org/x");
  await assertLeadsTo("80@example.org", "/", undefined);
  await assertLeadsTo("example.org", "/", undefined);
});
