import assert from "node:assert/strict";
import { test } from "node:test";
import { type CloudProvider, providerOf } from "../../../src/account/cloudProvider.ts";
import { microsoftClouds } from "../../../src/graph/cloud.ts";

const custom = (activeDirectoryEndpointUrl: unknown): unknown => ({ name: "x", activeDirectoryEndpointUrl });
const sovereign: CloudProvider = { kind: "provider", id: "microsoft-sovereign-cloud" };
const us = "https://login.microsoftonline.us";
const china = "https://login.chinacloudapi.cn";

test("each cloud is served by the provider that signs in at its own service, and by no other", () => {
  const rows: readonly (readonly [string, unknown, unknown, CloudProvider])[] = [
    ["https://login.microsoftonline.com", undefined, undefined, { kind: "provider", id: "microsoft" }],
    ["https://login.microsoftonline.com", "ChinaCloud", undefined, { kind: "provider", id: "microsoft" }],
    [us, "USGovernment", undefined, sovereign],
    [china, "ChinaCloud", undefined, sovereign],
    [us, "custom", custom("https://login.microsoftonline.us/"), sovereign],
    [us, undefined, undefined, { kind: "notSet", environment: "USGovernment" }],
    [us, "ChinaCloud", undefined, { kind: "notSet", environment: "USGovernment" }],
    [china, "USGovernment", undefined, { kind: "notSet", environment: "ChinaCloud" }],
    [us, "ChinaCloud", custom("https://login.microsoftonline.us/"), { kind: "notSet", environment: "USGovernment" }],
    [china, "custom", undefined, { kind: "notSet", environment: "ChinaCloud" }],
    [china, "custom", custom(7), { kind: "notSet", environment: "ChinaCloud" }],
    [china, "custom", null, { kind: "notSet", environment: "ChinaCloud" }],
    [china, ["ChinaCloud"], undefined, { kind: "notSet", environment: "ChinaCloud" }],
  ];
  for (const [origin, environment, customEnvironment, expected] of rows) {
    assert.deepEqual(
      providerOf(origin, { environment, customEnvironment }),
      expected,
      `${origin} ${String(environment)}`,
    );
  }
});

test("a workspace's own sovereign cloud is never signed in to", () => {
  for (const endpoint of [
    "https://evil.example/",
    "https://login.microsoftonline.us.evil.example/",
    "https://login.microsoftonline.us@evil.example/",
    "https://login.microsoftonline.us:444/",
    "http://login.microsoftonline.us/",
    "//login.microsoftonline.us",
    "",
  ]) {
    const settings = { environment: "custom", customEnvironment: custom(endpoint) };
    assert.equal(providerOf(us, settings).kind, "notSet", endpoint);
  }
});

test("every cloud of Microsoft's has a provider, given its setting", () => {
  for (const { id, signInOrigin = "" } of microsoftClouds) {
    const found = ["", "USGovernment", "ChinaCloud"].filter(
      (environment) => providerOf(signInOrigin, { environment, customEnvironment: undefined }).kind === "provider",
    );
    assert.equal(found.length, id === "global" ? 3 : 1, id);
  }
});
