/**
 * Opens an encrypted connection and makes sure who is at its other end. A certificate that cannot be verified is told with
 * its host and its issuer, because that is what somebody behind an inspecting firewall has to know.
 * Source: https://nodejs.org/api/tls.html#tlsconnectoptions-callback
 */
import { isIP } from "node:net";
import type { Socket, TcpSocketConnectOpts } from "node:net";
import tls from "node:tls";
import errors from "undici/lib/core/errors.js";
import type { NetworkSettings } from "./graphContract.ts";
import { errorCode, NetworkError } from "./networkError.ts";

/**
 * How long one of a host's addresses is tried before the next. A machine that believes to have IPv6 and has none must come
 * to the others soon; but Node.js gives an address up for good, and its own 250 ms are less than a slow link takes.
 * Source: https://nodejs.org/api/net.html#socketconnectoptions-connectlistener
 */
export const attemptTimeoutMs = 1000;

/** Whom to believe. */
export interface Trust {
  readonly context: tls.SecureContext;
  /** False accepts any certificate. */
  readonly isStrict: boolean;
}

/** Where to connect. */
export interface SecureAddress {
  /** A name, or an IP address without brackets. The certificate has to be for it. */
  readonly host: string;
  readonly port: number;
  /** A connection through a proxy that stands already. Default: a new one. */
  readonly through?: Socket;
}

/** What bounds the making of a connection. */
export interface ConnectLimits {
  readonly trust: Trust;
  /** For all of it: the name's address, the connection, the handshake. */
  readonly timeoutMs: number;
  /** Ends it. Afterwards the signal has no effect. */
  readonly signal: AbortSignal;
}

/** Reads the certificates to trust. Expensive (some hundred certificates are parsed), so keep what it gives. */
export function readTrust(settings: NetworkSettings): Trust {
  const certificates = new Set([
    // Node.js adds those of NODE_EXTRA_CA_CERTS by itself.
    ...tls.getCACertificates("default"),
    ...(settings.systemCertificates === false ? [] : tls.getCACertificates("system")),
    ...(settings.extraCertificates ?? []),
  ]);
  return { context: tls.createSecureContext({ ca: [...certificates] }), isStrict: settings.strictSSL !== false };
}

/**
 * Connects.
 * @throws {NetworkError} for a certificate that is refused; otherwise what Node.js or undici fails with.
 */
export async function openSecure(
  address: SecureAddress,
  { trust, timeoutMs, signal }: ConnectLimits,
): Promise<tls.TLSSocket> {
  signal.throwIfAborted();
  const { host, port, through } = address;
  return new Promise((resolve, reject) => {
    let issuer: string | undefined;
    const options: tls.ConnectionOptions & Pick<TcpSocketConnectOpts, FamilyChoice> = {
      host,
      port,
      ...(through !== undefined && { socket: through }),
      // The extension that names the host may not hold an IP address.
      servername: isIP(host) === 0 ? host : "",
      secureContext: trust.context,
      rejectUnauthorized: trust.isStrict,
      autoSelectFamily: true,
      autoSelectFamilyAttemptTimeout: attemptTimeoutMs,
      ALPNProtocols: ["http/1.1"],
      checkServerIdentity: (_name, certificate) => tls.checkServerIdentity(host, certificate),
    };
    const socket = tls.connect(options);
    const timer = setTimeout(() => socket.destroy(new errors.ConnectTimeoutError()), timeoutMs);
    signal.addEventListener("abort", stop, { once: true });
    socket.setNoDelay(true).setKeepAlive(true, 60_000);
    // Node.js emits this when the handshake is done and before it verifies; afterwards the certificate cannot be read.
    socket.prependOnceListener("secure", () => {
      issuer = issuerOf(socket.getPeerCertificate());
    });
    socket.once("secureConnect", () => {
      end();
      socket.off("error", fail);
      resolve(socket);
    });
    socket.once("error", fail);

    function stop(): void {
      socket.destroy(new errors.RequestAbortedError());
    }

    function end(): void {
      clearTimeout(timer);
      signal.removeEventListener("abort", stop);
    }

    function fail(error: Error): void {
      end();
      const code = errorCode(error);
      if (!certificateCodes.has(code)) reject(error);
      else
        reject(new NetworkError({ kind: "certificate", host, code, ...(issuer !== undefined && { issuer }) }, error));
    }
  });
}

/** What tls.connect hands on to the connection below it. */
type FamilyChoice = "autoSelectFamily" | "autoSelectFamilyAttemptTimeout";

function issuerOf({ issuer }: Partial<tls.PeerCertificate>): string | undefined {
  const name = issuer?.CN ?? issuer?.O;
  return Array.isArray(name) ? name.join(", ") : name;
}

/** Why a certificate can be refused. Source: https://nodejs.org/api/tls.html#x509-certificate-error-codes */
const certificateCodes: ReadonlySet<string> = new Set([
  "ERR_TLS_CERT_ALTNAME_INVALID",
  "ERR_TLS_CERT_ALTNAME_FORMAT",
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_CRL",
  "UNABLE_TO_DECRYPT_CERT_SIGNATURE",
  "UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY",
  "CERT_SIGNATURE_FAILURE",
  "CERT_NOT_YET_VALID",
  "CERT_HAS_EXPIRED",
  "ERROR_IN_CERT_NOT_BEFORE_FIELD",
  "ERROR_IN_CERT_NOT_AFTER_FIELD",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "CERT_CHAIN_TOO_LONG",
  "CERT_REVOKED",
  "INVALID_CA",
  "PATH_LENGTH_EXCEEDED",
  "INVALID_PURPOSE",
  "CERT_UNTRUSTED",
  "CERT_REJECTED",
  "HOSTNAME_MISMATCH",
]);
