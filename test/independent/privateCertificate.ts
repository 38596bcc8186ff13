/**
 * A certification authority for the length of a test, as a company has one of its own, and a certificate that it gives to
 * a server on this machine. Nobody trusts it who is not told to.
 */
import { randomUUID } from "node:crypto";
import { generate } from "selfsigned";

/** A server's certificate and what a client needs to trust it. All PEM. */
export interface PrivateCertificate {
  readonly key: string;
  readonly cert: string;
  /** The authority's own certificate. */
  readonly ca: string;
}

/** Makes an authority, and a certificate of it for a server of this name. */
export async function makePrivateCertificate(serverName: string): Promise<PrivateCertificate> {
  // Two authorities of one name would be taken for each other.
  const authority = await generate([{ name: "commonName", value: `Test Authority ${randomUUID()}` }], {
    keyType: "ec",
    algorithm: "sha256",
    extensions: [
      { name: "basicConstraints", cA: true, critical: true },
      { name: "keyUsage", keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  const server = await generate([{ name: "commonName", value: serverName }], {
    keyType: "ec",
    algorithm: "sha256",
    ca: { key: authority.private, cert: authority.cert },
    extensions: [
      { name: "basicConstraints", cA: false },
      { name: "extKeyUsage", serverAuth: true },
      { name: "subjectAltName", altNames: [{ type: 2, value: serverName }] },
    ],
  });
  return { key: server.private, cert: server.cert, ca: authority.cert };
}
