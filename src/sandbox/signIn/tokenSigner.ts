/**
 * Signs and reads the sandbox's JSON Web Tokens with a key that is drawn at every start. A real token, and a token of
 * another sandbox, therefore never passes here; and a real service never accepts one of these.
 * Source: https://www.rfc-editor.org/rfc/rfc7519
 */
import { createHmac, createSecretKey, randomBytes, timingSafeEqual } from "node:crypto";

/** Signs payloads, and reads them back if the signature is its own. */
export interface TokenSigner {
  sign(payload: Readonly<Record<string, unknown>>): string;
  /** The payload, or undefined if this signer has not signed the token. */
  read(token: string): Readonly<Record<string, unknown>> | undefined;
}

/** Draws a key and keeps it to itself. */
export function createTokenSigner(): TokenSigner {
  const key = createSecretKey(randomBytes(32));
  const header = encode({ typ: "JWT", alg: "HS256", kid: "unbook-sandbox" });
  const signature = (content: string) => createHmac("sha256", key).update(content).digest();
  // Most requests come with the token of the one before, and those of a batch all do.
  let latest: { readonly token: string; readonly payload: Readonly<Record<string, unknown>> } | undefined;

  return {
    sign(payload) {
      const content = `${header}.${encode(payload)}`;
      return `${content}.${signature(content).toString("base64url")}`;
    },
    read(token) {
      if (token === latest?.token) return latest.payload;
      const [givenHeader, payload, givenSignature, ...rest] = token.split(".");
      if (givenHeader === undefined || payload === undefined || givenSignature === undefined || rest.length > 0)
        return undefined;
      const expected = signature(`${givenHeader}.${payload}`);
      const given = Buffer.from(givenSignature, "base64url");
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
      const decoded: unknown = JSON.parse(Buffer.from(payload, "base64url").toString("utf8"));
      if (typeof decoded !== "object" || decoded === null) return undefined;
      latest = { token, payload: { ...decoded } };
      return latest.payload;
    },
  };
}

function encode(value: Readonly<Record<string, unknown>>): string {
  return Buffer.from(JSON.stringify(value), "utf8").toString("base64url");
}
