/**
 * The sandbox's stand-in for Microsoft Entra sign-in: pages and endpoints for authorization code with PKCE, refresh and
 * device code, with sample accounts and without passwords. Takes standard Requests; the server around it owns the socket and
 * checks the Host header.
 * Source: https://learn.microsoft.com/entra/identity-platform/v2-protocols
 */
import type { SandboxAccount, SignInService } from "../sandboxContract.ts";
import { createAccessTokens } from "./accessTokens.ts";
import { authorize, type AuthorizedCode } from "./authorizeEndpoint.ts";
import { createConsents } from "./consents.ts";
import { createDeviceCodes } from "./deviceCodes.ts";
import { methodNotAllowed, readForm } from "./formRequest.ts";
import { createInteractions } from "./interactions.ts";
import { createAdminConsent } from "./adminConsent.ts";
import { openIdDocument } from "./openIdDocument.ts";
import { failureResponse, signInFailures } from "./signInFailure.ts";
import { messagePage } from "./signInPages.ts";
import { createSignInPolicy, type SignInPolicyRules } from "./signInPolicy.ts";
import { createTickets } from "./tickets.ts";
import { exchangeForTokens, type RefreshGrant, type TokenEndpointOptions } from "./tokenEndpoint.ts";
import { createTokenSigner } from "./tokenSigner.ts";

/** How to set up the sign-in service. */
export interface SignInServiceOptions {
  readonly accounts: readonly SandboxAccount[];
  /** As `http://localhost:41999`. */
  readonly origin: string;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly now: () => number;
  /** The one application that may sign in here. */
  readonly clientId: string;
  /** The tenant that the authority names. Accounts of other tenants, as personal ones, can sign in there too. */
  readonly tenantId: string;
  /** Default 3600. Below 300, MSAL takes every token for expired. */
  readonly accessTokenLifetimeSeconds?: number;
  /** How long to wait between polls for a device code. Default 5. */
  readonly deviceCodeIntervalSeconds?: number;
}

/** The sign-in half of the sandbox, with what its clients have to know of it. */
export interface SandboxSignIn extends SignInService {
  /** MSAL's authority, as `https://localhost:41999/<tenant>`: a name only; nothing answers there. */
  readonly authority: string;
  /** The OpenID document, as JSON text with http endpoints. */
  readonly authorityMetadataJson: string;
  /**
   * From now on `checkBearer` answers `claimsNeeded` for every access token that was not fetched with these claims.
   * @throws {Error} when `claims` is not a JSON object.
   */
  demandClaims(claims: string): void;
  /** Replaces what the organisation has decided about signing in. */
  setPolicy(rules: SignInPolicyRules): void;
}

const continuePath = "/sign-in/continue";
const devicePath = "/device";
const tenantPath =
  /^\/(?<tenant>[^/]+)\/(?<endpoint>oauth2\/v2\.0\/(?:authorize|token|devicecode|logout)|v2\.0\/adminconsent|v2\.0\/\.well-known\/openid-configuration|discovery\/v2\.0\/keys)$/u;

/** Starts a sign-in service in which nobody has signed in and nothing is consented to. */
export function createSignInService(options: SignInServiceOptions): SandboxSignIn {
  const { accounts, clientId, now, origin } = options;
  const lifetimeSeconds = options.accessTokenLifetimeSeconds ?? 3600;
  const signer = createTokenSigner();
  const consents = createConsents();
  const accessTokens = createAccessTokens({ signer, origin, clientId, lifetimeSeconds, now });
  const codes = createTickets<AuthorizedCode>({ prefix: "sandbox-code-", lifetimeMs: 10 * 60_000, now });
  const refreshTokens = createTickets<RefreshGrant>({ prefix: "sandbox-refresh-", lifetimeMs: 90 * 86_400_000, now });
  const policy = createSignInPolicy();
  const adminConsent = createAdminConsent({ consents, clientId, now });
  const interactions = createInteractions({ accounts, consents, policy, action: continuePath, now });
  const intervalSeconds = options.deviceCodeIntervalSeconds ?? 5;
  const deviceCodes = createDeviceCodes({ origin, action: devicePath, interactions, policy, intervalSeconds, now });
  const tokenOptions: TokenEndpointOptions = {
    clientId,
    origin,
    signer,
    accessTokens,
    codes,
    refreshTokens,
    deviceCodes,
    consents,
    policy,
    accessTokenLifetimeSeconds: lifetimeSeconds,
    now,
  };
  const tenants = new Set([options.tenantId, "common", "organizations", "consumers"]);
  const document = openIdDocument(origin, options.tenantId);

  async function answerTenant(request: Request, endpoint: string): Promise<Response> {
    if (endpoint === "v2.0/adminconsent") return adminConsent(request);
    if (endpoint === "oauth2/v2.0/token" || endpoint === "oauth2/v2.0/devicecode") {
      const form = await readForm(request);
      if (form instanceof Response) return form;
      if (form.get("client_id") !== clientId) return failureResponse(signInFailures.clientUnknown, now());
      if (endpoint.endsWith("devicecode")) return deviceCodes.start(form);
      return exchangeForTokens(form, tokenOptions);
    }
    if (request.method !== "GET") return methodNotAllowed("GET");
    const query = new URL(request.url).searchParams;
    if (endpoint.endsWith("authorize"))
      return authorize(query, { accounts, clientId, codes, consents, interactions, policy });
    // Where to go after signing out is not taken from the request: a page that sends people anywhere helps phishing.
    if (endpoint.endsWith("logout")) return messagePage("Signed out", "You can close this page.");
    return Response.json(endpoint.endsWith("keys") ? { keys: [] } : document);
  }

  return {
    authority: `https://${new URL(origin).host}/${options.tenantId}`,
    authorityMetadataJson: JSON.stringify(document),
    async handle(request) {
      const path = new URL(request.url).pathname;
      if (path === continuePath) return await interactions.proceed(request);
      if (path === devicePath) return await deviceCodes.page(request);
      const matched = tenantPath.exec(path)?.groups;
      if (matched === undefined) return undefined;
      const { tenant = "", endpoint = "" } = matched;
      return tenants.has(tenant)
        ? await answerTenant(request, endpoint)
        : failureResponse(signInFailures.tenantUnknown, now());
    },
    checkBearer: (authorization) => accessTokens.check(authorization),
    expireAccessTokens: () => accessTokens.expireAll(),
    revokeRefreshTokens() {
      // As at Entra, where revoking a person's sign-ins also ends the access tokens that continuous access evaluation watches.
      refreshTokens.revokeAll();
      codes.revokeAll();
      accessTokens.revokeAll();
    },
    demandClaims: (claims) => accessTokens.demandClaims(claims),
    setPolicy: (rules) => policy.replace(rules),
  };
}
