/**
 * A certification authority for the length of a test, as a company has one of its own, and the certificates that it gives
 * to servers on this machine. Nobody trusts it who is not told to.
 */
import { randomUUID } from "node:crypto";
import { generate } from "selfsigned";

/** Who signs certificates. Both PEM. */
export interface Authority {
  readonly certificate: string;
  readonly key: string;
}

/** What a server's certificate says. */
export interface CertificateFacts {
  /** Default: `localhost`. */
  readonly host?: string;
  /** Default: for a day from now on. */
  readonly validUntil?: Date;
}

/** A server's certificate with its key, as node:tls takes them. Both PEM. */
export interface ServerCertificate {
  readonly key: string;
  readonly cert: string;
}

const dayMs = 86_400_000;

/** Makes an authority. Two of one name would be taken for each other by whoever trusts one of them. */
export async function createAuthority(name: string): Promise<Authority> {
  const made = await generate([{ name: "commonName", value: name }], {
    keyType: "ec",
    algorithm: "sha256",
    extensions: [
      { name: "basicConstraints", cA: true, critical: true },
      { name: "keyUsage", keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  return { certificate: made.cert, key: made.private };
}

/** Makes a certificate of an authority for a server. */
export async function issueCertificate(authority: Authority, facts: CertificateFacts): Promise<ServerCertificate> {
  const { host = "localhost", validUntil = new Date(Date.now() + dayMs) } = facts;
  const made = await generate([{ name: "commonName", value: host }], {
    keyType: "ec",
    algorithm: "sha256",
    notBeforeDate: new Date(validUntil.getTime() - 2 * dayMs),
    notAfterDate: validUntil,
    ca: { key: authority.key, cert: authority.certificate },
    extensions: [
      { name: "basicConstraints", cA: false },
      { name: "extKeyUsage", serverAuth: true },
      { name: "subjectAltName", altNames: [{ type: 2, value: host }] },
    ],
  });
  return { key: made.private, cert: made.cert };
}

/** A certificate for a server of this name, of an authority of its own. `ca` is what a client needs to trust it, PEM. */
export async function makePrivateCertificate(host: string): Promise<ServerCertificate & { readonly ca: string }> {
  const authority = await createAuthority(`Test Authority ${randomUUID()}`);
  return { ...(await issueCertificate(authority, { host })), ca: authority.certificate };
}
