import assert from "node:assert/strict";
import test from "node:test";
import { redact } from "../../../src/cancellation/redact.ts";

const secrets: readonly [string, string, string][] = [
  ["a JWT", "got eyJhbGciOi.eyJzdWIi.c2ln-bmF0_dXJl today", "eyJ"],
  ["an authorization header", "Authorization: Bearer abc.DEF~123+/=", "abc.DEF"],
  ["a code in a redirect", "http://localhost:1/?code=0.AXoA-secret&state=xyz", "0.AXoA-secret"],
  ["a refresh token in JSON", '{"refresh_token":"0.ARefresh"}', "0.ARefresh"],
  ["a verifier in a form", "code_verifier=abcdefgh&x=1", "abcdefgh"],
  ["a device code", 'device_code: "dev-123"', "dev-123"],
];
for (const [name, line, secret] of secrets) {
  test(`a log line loses ${name}`, () => {
    assert.ok(!redact(line).includes(secret), redact(line));
  });
}

test("a log line keeps what helps to find a fault", () => {
  const line = "GET /v1.0/me/events/AAMk%3D 404 ErrorItemNotFound request-id 3f1c 120 ms";
  assert.equal(redact(line), line);
});
