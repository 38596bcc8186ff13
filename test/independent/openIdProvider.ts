/**
 * How `oidc-provider`, an OpenID server that we did not write and that the OpenID Foundation has certified, is set up as a
 * sign-in service with Microsoft Entra's addresses, and the one page on which a person answers it.
 * Source: https://github.com/panva/node-oidc-provider/blob/main/docs/README.md
 */
import { generateKeyPairSync, randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { type Configuration, type InteractionResults, type JWK, Provider, interactionPolicy } from "oidc-provider";

/** The one host that it answers for: the sign-in service of Microsoft's public cloud. */
export const signInHost = "login.microsoftonline.com";
/** The one app registration that it knows: a public client whose answers go to any port of `localhost`. */
export const registeredClientId = "11111111-2222-4333-8444-555555555555";

/** Somebody who can sign in. */
interface SampleAccount {
  readonly username: string;
  readonly name: string;
  readonly objectId: string;
  readonly tenantId: string;
}

const tenantId = "0f2d8f6b-6d3c-4f0a-9c38-1c1f7a5b7d10";

/** Everybody who can sign in, by the server's id for them (`sub`). */
export const sampleAccounts = {
  ana: {
    username: "ana.silva@contoso.com",
    name: "Ana Silva",
    objectId: "b1e7a1c0-7a1b-4d52-8f1e-54b06bd1a001",
    tenantId,
  },
  lee: {
    username: "lee.park@contoso.com",
    name: "Lee Park",
    objectId: "b1e7a1c0-7a1b-4d52-8f1e-54b06bd1a002",
    tenantId,
  },
} as const satisfies Record<string, SampleAccount>;

/** What a person answers on the page: who they are, and whether they allow what is asked for. */
export interface PersonsAnswer {
  readonly account: keyof typeof sampleAccounts;
  readonly answer: "allow" | "decline";
}

/** A provider and its page. */
export interface SampleProvider {
  readonly provider: Provider;
  /** The prompts that a person has answered, in order: `select_account`, `login`, `consent`. */
  readonly prompts: readonly string[];
  /** Answers every request: the page's, and by the provider all others. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Takes back everything that people have allowed, and with it every token, as an administrator can. */
  revokeAll(): Promise<void>;
}

const addresses = "/organizations/oauth2/v2.0";
const pages = "/interaction/";
const graphScopes = ["User.Read", "Calendars.ReadWrite", "Bookings.Read.All", "BookingsAppointment.ReadWrite.All"];

/** Nobody has signed in at first. */
export function createSampleProvider(): SampleProvider {
  const provider = new Provider(`https://${signInHost}/organizations/v2.0`, configuration());
  const answer = provider.callback();
  const prompts: string[] = [];
  const grantIds: string[] = [];

  /** GET shows what is asked; POST is the person's answer. */
  async function answerPage(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { params, prompt, session } = await provider.interactionDetails(request, response);
    if (request.method !== "POST") {
      response.setHeader("content-type", "text/html; charset=utf-8");
      response.end(`<title>${prompt.name}</title>`);
      return;
    }
    const form = new URLSearchParams(await text(request));
    prompts.push(prompt.name);
    const result = form.get("answer") === "allow" ? await allow(form) : { error: "access_denied" };
    await provider.interactionFinished(request, response, result);

    async function allow(allowed: URLSearchParams): Promise<InteractionResults> {
      if (prompt.name === "select_account") return { select_account: {} };
      if (prompt.name === "login") return { login: { accountId: allowed.get("account") ?? "" } };
      const grant = new provider.Grant({
        ...(session !== undefined && { accountId: session.accountId }),
        clientId: registeredClientId,
      });
      grant.addOIDCScope(String(params["scope"]));
      grant.addOIDCClaims(askedClaims(params["claims"]));
      const grantId = await grant.save();
      grantIds.push(grantId);
      return { consent: { grantId } };
    }
  }

  return {
    provider,
    prompts,
    async handle(request, response) {
      await (request.url?.startsWith(pages) === true ? answerPage(request, response) : answer(request, response));
    },
    async revokeAll() {
      for (const id of grantIds) await (await provider.Grant.find(id))?.destroy();
    },
  };
}

function configuration(): Configuration {
  const policy = interactionPolicy.base();
  // The server knows no account picker of its own, but has a place for one.
  policy.add(new interactionPolicy.Prompt({ name: "select_account", requestable: true }), 0);
  return {
    clients: [
      {
        client_id: registeredClientId,
        application_type: "native",
        token_endpoint_auth_method: "none",
        redirect_uris: ["http://localhost"],
        response_types: ["code"],
        grant_types: ["authorization_code", "refresh_token"],
      },
    ],
    scopes: ["openid", "offline_access", "profile", ...graphScopes],
    claims: {
      openid: ["sub"],
      profile: ["name", "preferred_username", "oid", "tid", "ver"],
      // What MSAL asks for by name.
      signin_state: null,
      login_hint: null,
      tenant_region_sub_scope: null,
    },
    features: { devInteractions: { enabled: false }, claimsParameter: { enabled: true } },
    interactions: { policy, url: (_context, interaction) => pages + interaction.uid },
    routes: { authorization: `${addresses}/authorize`, token: `${addresses}/token`, jwks: "/organizations/keys" },
    findAccount: (_context, id) => {
      const account = new Map<string, SampleAccount>(Object.entries(sampleAccounts)).get(id);
      if (account === undefined) return undefined;
      const { name, objectId, username } = account;
      const claims = { sub: id, name, preferred_username: username, oid: objectId, tid: account.tenantId, ver: "2.0" };
      return { accountId: id, claims: () => claims };
    },
    // The id token says who it is, as Entra's does; by default that is only found at another endpoint.
    conformIdTokenClaims: false,
    rotateRefreshToken: true,
    cookies: { keys: [randomBytes(32).toString("hex")] },
    jwks: { keys: [signingKey()] },
    ttl: { AccessToken: 3600, Grant: 3600, IdToken: 3600, Interaction: 600, RefreshToken: 3600, Session: 3600 },
  };
}

function askedClaims(parameter: unknown): string[] {
  const claims = typeof parameter === "string" ? (JSON.parse(parameter) as { id_token?: object }) : {};
  return Object.keys(claims.id_token ?? {});
}

function signingKey(): JWK {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return { ...(privateKey.export({ format: "jwk" }) as JWK), alg: "RS256", use: "sig" };
}
