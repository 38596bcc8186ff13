import assert from "node:assert/strict";
import { test } from "node:test";
import type { NetworkSettings } from "../../../src/graph/graphContract.ts";
import { networkProblemOf } from "../../../src/graph/networkError.ts";
import { chooseProxy } from "../../../src/graph/proxyChoice.ts";
import type { Environment } from "../../../src/graph/proxyChoice.ts";

const proxy = "http://proxy.contoso.com:8080";

/** Asserts through which proxy Graph is reached; undefined for none. */
function assertProxy(settings: NetworkSettings, environment: Environment, expected: string | undefined): void {
  const chosen = chooseProxy(settings, environment, "graph.microsoft.com", 443);
  assert.equal(chosen?.origin, expected, JSON.stringify([settings, environment]));
}

test("the settings come first, then the variables for https, then those for everything", () => {
  assertProxy({}, {}, undefined);
  assertProxy({ proxy }, { https_proxy: "http://other" }, proxy);
  assertProxy({ proxy: " " }, { https_proxy: proxy }, proxy);
  assertProxy({}, { https_proxy: proxy, HTTPS_PROXY: "http://other" }, proxy);
  assertProxy({}, { https_proxy: "", HTTPS_PROXY: proxy }, proxy);
  assertProxy({}, { HTTPS_PROXY: proxy, http_proxy: "http://other" }, proxy);
  assertProxy({}, { HTTP_PROXY: proxy, ALL_PROXY: "http://other" }, proxy);
  assertProxy({}, { all_proxy: proxy }, proxy);
  assertProxy({}, { https_proxy: "proxy.contoso.com:8080" }, proxy);
  assertProxy({ proxy: "https://proxy.contoso.com" }, {}, "https://proxy.contoso.com");
});

test("the settings' exceptions come first, and the environment's count for any proxy", () => {
  assertProxy({ proxy, noProxy: ["*"] }, {}, undefined);
  assertProxy({ proxy }, { no_proxy: "*" }, undefined);
  assertProxy({ proxy, noProxy: ["contoso.com"] }, { no_proxy: "*" }, proxy);
  assertProxy({ proxy, noProxy: [" "] }, { NO_PROXY: "contoso.com,microsoft.com" }, undefined);
  assertProxy({}, { https_proxy: proxy, no_proxy: "contoso.com graph.microsoft.com" }, undefined);
});

const exceptions: readonly (readonly [string, string, number, boolean])[] = [
  ["microsoft.com", "graph.microsoft.com", 443, true],
  [".microsoft.com", "graph.microsoft.com", 443, true],
  [".microsoft.com", "microsoft.com", 443, true],
  ["*.microsoft.com", "graph.microsoft.com", 443, true],
  ["GRAPH.Microsoft.com.", "graph.microsoft.com", 443, true],
  ["graph.microsoft.com:443", "graph.microsoft.com", 443, true],
  ["graph.microsoft.com:8443", "graph.microsoft.com", 443, false],
  ["*:443", "graph.microsoft.com", 443, true],
  ["*:80", "graph.microsoft.com", 443, false],
  ["soft.com", "graph.microsoft.com", 443, false],
  ["login.microsoft.com", "graph.microsoft.com", 443, false],
  ["graph.microsoft.com.example", "graph.microsoft.com", 443, false],
  ["::1", "::1", 443, true],
  ["[::1]", "::1", 443, true],
  ["[::1]:443", "::1", 443, true],
  ["[::1]:80", "::1", 443, false],
  ["127.0.0.1", "127.0.0.1", 443, true],
  ["", "graph.microsoft.com", 443, false],
];
for (const [exception, host, port, isDirect] of exceptions) {
  test(`${host}:${port} is ${isDirect ? "" : "not "}reached directly with the exception "${exception}"`, () => {
    const chosen = chooseProxy({ proxy, noProxy: [exception, "none.example"] }, {}, host, port);
    assert.equal(chosen === undefined, isDirect);
  });
}

test("credentials go into a header of their own, and nowhere else", () => {
  const rows: readonly (readonly [string, string | undefined, string | undefined])[] = [
    ["http://proxy", undefined, undefined],
    ["http://ana:p%40ss@proxy", undefined, "ana:p@ss"],
    ["http://ana@proxy", undefined, "ana:"],
    ["http://ana:100%@proxy", undefined, "ana:100%"],
    ["http://ana:pass@proxy", "Bearer x", "Bearer x"],
  ];
  for (const [address, proxyAuthorization, expected] of rows) {
    const settings = { proxy: address, ...(proxyAuthorization !== undefined && { proxyAuthorization }) };
    const chosen = chooseProxy(settings, {}, "graph.microsoft.com", 443);
    const { authorization, ...shown } = chosen ?? {};
    const [scheme, value = ""] = authorization?.split(" ") ?? [];
    const said = scheme === "Basic" ? Buffer.from(value, "base64").toString() : authorization;
    assert.equal(said, expected, address);
    assert.deepEqual(shown, { origin: "http://proxy", hostname: "proxy", port: 80, isSecure: false });
  }
});

test("the settings' credentials are for the settings' proxy alone", () => {
  const proxyAuthorization = "Basic c2VjcmV0";
  const authorizationFor = (settings: NetworkSettings, environment: Environment): string | undefined =>
    chooseProxy({ ...settings, proxyAuthorization }, environment, "graph.microsoft.com", 443)?.authorization;
  assert.equal(authorizationFor({ proxy }, { https_proxy: "http://other" }), proxyAuthorization);
  assert.equal(authorizationFor({}, { https_proxy: proxy }), undefined);
  assert.equal(authorizationFor({}, { https_proxy: "http://ana:pass@proxy" }), "Basic YW5hOnBhc3M=");
});

test("what is no http or https proxy is a problem that names no credentials", () => {
  for (const address of ["socks5://ana:pass@proxy:1080", "http://", "ht tp://x", "http://proxy:99999", "file:///x"]) {
    assert.throws(
      () => chooseProxy({ proxy: address }, {}, "graph.microsoft.com", 443),
      (error) => {
        assert.deepEqual(networkProblemOf(error), { kind: "proxy", proxy: "", code: "ERR_INVALID_URL" });
        return true;
      },
    );
  }
});
