/**
 * An account provider that behaves as VS Code's for Microsoft: app registration and tenant among the scopes, silent failures
 * swallowed, sessions that echo what was asked for, vague events, challenges. It signs in to Unbook's sandbox, and nowhere
 * else. Its refresh tokens are in its own secrets, as VS Code keeps Microsoft's.
 */
"use strict";

const { createHash, randomBytes } = require("node:crypto");
const { createServer } = require("node:http");
const { authentication, commands, env, EventEmitter, Uri } = require("vscode");

const id = "unbook-test-account";
const secretKey = "sessions";

exports.activate = ({ secrets, subscriptions }) => {
  const changed = new EventEmitter();
  /** What a test wants: another sign-in service, who signs in without a browser, whose session is given to everybody. */
  let wishes = {};
  const seen = [];

  const read = async () => JSON.parse((await secrets.get(secretKey)) ?? "[]");
  const originNow = () => wishes.origin ?? originOf(process.env["UNBOOK_SANDBOX"]);

  async function keep(grant, clientId) {
    const account = accountOf(grant);
    const others = (await read()).filter((one) => one.account.id !== account.id || one.clientId !== clientId);
    await secrets.store(
      secretKey,
      JSON.stringify([...others, { account, clientId, refreshToken: grant.refresh_token }]),
    );
    // As VS Code tells it: also a mere refresh, and not what has changed.
    changed.fire({ added: [], removed: [], changed: [sessionOf(grant, [], account)] });
    return account;
  }

  async function silently(scopes, options, claims) {
    const asked = readScopes(scopes);
    const sessions = [];
    for (const { account, clientId, refreshToken } of await read()) {
      if (clientId !== asked.clientId) continue;
      if (options?.account !== undefined && options.account.id !== account.id) continue;
      try {
        const grant = await fetchGrant(originNow(), asked, {
          grant_type: "refresh_token",
          refresh_token: refreshToken,
          ...(claims !== undefined && { claims }),
        });
        await keep(grant, clientId);
        sessions.push(sessionOf(grant, scopes, account));
      } catch {
        // Swallowed, as VS Code does it: offline, revoked and not consented all look like nobody.
      }
    }
    return wishes.givesTo === undefined ? sessions : sessions.map((one) => ({ ...one, account: wishes.givesTo }));
  }

  async function interactively(scopes, options, claims) {
    const asked = readScopes(scopes);
    const hint = wishes.signsInAs ?? options?.account?.label;
    const code = await (wishes.signsInAs === undefined ? codeFromBrowser : codeFromPage)(
      originNow(),
      asked,
      hint,
      claims,
    );
    const grant = await fetchGrant(originNow(), asked, { grant_type: "authorization_code", ...code });
    return sessionOf(grant, scopes, await keep(grant, asked.clientId));
  }

  const provider = {
    onDidChangeSessions: changed.event,
    async getSessions(scopes, options) {
      seen.push({ kind: scopes === undefined ? "list" : "find", scopes, account: options?.account?.label });
      if (scopes !== undefined) return silently(scopes, options);
      const accounts = new Map((await read()).map(({ account }) => [account.id, account]));
      return [...accounts.values()].map(listed);
    },
    async createSession(scopes, options) {
      seen.push({ kind: "ask", scopes, account: options?.account?.label });
      return interactively(scopes, options);
    },
    async removeSession(sessionId) {
      seen.push({ kind: "remove" });
      const all = await read();
      const left = all.filter(({ account }) => account.id !== sessionId);
      await secrets.store(secretKey, JSON.stringify(left));
      const removed = all.filter((one) => !left.includes(one)).map(({ account }) => listed(account));
      changed.fire({ added: [], removed, changed: [] });
    },
    // Not in the public types, but taken by VS Code all the same.
    async getSessionsFromChallenges({ challenges, fallbackScopes }, options) {
      const [{ params } = { params: {} }] = challenges;
      seen.push({ kind: "challenge", scopes: fallbackScopes, account: options?.account?.label, params });
      if (params.claims === undefined) throw new Error("No claims found in authentication challenges");
      const claims = Buffer.from(params.claims, "base64").toString("utf8");
      return silently(params.scope?.split(" ") ?? fallbackScopes, options, claims);
    },
    async createSessionFromChallenges({ challenges, fallbackScopes }, options) {
      const [{ params } = { params: {} }] = challenges;
      seen.push({ kind: "askChallenge", scopes: fallbackScopes, account: options?.account?.label, params });
      const claims = Buffer.from(params.claims ?? "", "base64").toString("utf8");
      return interactively(params.scope?.split(" ") ?? fallbackScopes, options, claims);
    },
  };

  subscriptions.push(
    changed,
    authentication.registerAuthenticationProvider(id, "Contoso Account", provider, {
      supportsMultipleAccounts: true,
      supportsChallenges: true,
    }),
    // Sets wishes, does what is asked for at once, and gives what has been asked of the provider since the last time.
    commands.registerCommand("unbookTestAccount.set", async (next = {}) => {
      wishes = { ...wishes, ...next.wishes };
      if (next.add !== undefined) {
        const asked = readScopes(next.add.scopes);
        const code = await codeFromPage(originNow(), asked, next.add.username);
        await keep(await fetchGrant(originNow(), asked, { grant_type: "authorization_code", ...code }), asked.clientId);
      }
      if (next.remove !== undefined) await provider.removeSession(next.remove);
      for (let count = 0; count < (next.fire ?? 0); count += 1) changed.fire({ added: [], removed: [], changed: [] });
      return seen.splice(0);
    }),
  );
};

/** The sandbox that the extension host was told of. */
function originOf(variable = "") {
  return variable.startsWith("{") ? JSON.parse(variable).signInOrigin : `http://localhost:${variable}`;
}

function readScopes(scopes) {
  const value = (name) =>
    scopes.findLast((scope) => scope.startsWith(`VSCODE_${name}:`))?.slice(`VSCODE_${name}:`.length);
  return {
    clientId: value("CLIENT_ID") ?? "aebc6443-996d-45c2-90f0-388ff96faa56",
    tenant: value("TENANT") ?? "organizations",
    scope: [...scopes.filter((scope) => !scope.startsWith("VSCODE_")), "openid", "profile", "offline_access"].join(" "),
  };
}

async function fetchGrant(origin, { clientId, tenant, scope }, fields) {
  const answer = await fetch(`${origin}/${tenant}/oauth2/v2.0/token`, {
    method: "POST",
    body: new URLSearchParams({ client_id: clientId, scope, ...fields }),
  });
  const body = await answer.json();
  if (answer.ok) return body;
  // As the sign-in library words it.
  throw new Error(`${body.error}: ${body.error_description}`);
}

function authorizeUrl(origin, { clientId, tenant, scope }, port, more) {
  const verifier = randomBytes(32).toString("base64url");
  const state = randomBytes(16).toString("base64url");
  const redirectUri = `http://localhost:${port}/`;
  const url = new URL(`${origin}/${tenant}/oauth2/v2.0/authorize`);
  url.search = new URLSearchParams({
    client_id: clientId,
    response_type: "code",
    response_mode: "form_post",
    redirect_uri: redirectUri,
    scope,
    state,
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
    ...more,
  });
  return { url, state, fields: { code_verifier: verifier, redirect_uri: redirectUri } };
}

/** Reads the code out of the page that a browser would post. */
async function codeFromPage(origin, asked, loginHint) {
  const { url, fields } = authorizeUrl(origin, asked, 1, { prompt: "none", login_hint: loginHint ?? "" });
  const html = await (await fetch(url)).text();
  const field = (name) => new RegExp(`name="${name}" value="([^"]*)"`, "u").exec(html)?.[1];
  if (field("code") === undefined) throw new Error(`${field("error")}: ${field("error_description")}`);
  return { code: field("code"), ...fields };
}

/** Lets the person sign in in the browser, who brings the code back to this machine. */
async function codeFromBrowser(origin, asked, loginHint, claims) {
  const posted = Promise.withResolvers();
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    response.setHeader("content-type", "text/html").end("<p>You can close this page.</p>");
    if (request.method === "POST") posted.resolve(new URLSearchParams(body));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    const { url, state, fields } = authorizeUrl(origin, asked, server.address().port, {
      ...(loginHint === undefined ? { prompt: "select_account" } : { login_hint: loginHint }),
      ...(claims !== undefined && { claims }),
    });
    await env.openExternal(Uri.parse(url.href, true));
    const answer = await posted.promise;
    if (answer.get("state") !== state) throw new Error("The state is another one");
    if (answer.has("error")) throw new Error(`${answer.get("error")}: ${answer.get("error_description")}`);
    return { code: answer.get("code"), ...fields };
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

function accountOf({ client_info: info, id_token: token }) {
  const { uid, utid } = JSON.parse(Buffer.from(info, "base64url"));
  const { preferred_username: username } = JSON.parse(Buffer.from(token.split(".")[1], "base64url"));
  return { id: `${uid}.${utid}`, label: username.toLowerCase() };
}

/** As VS Code's, which gives no token for the menu of accounts. */
function listed(account) {
  return { id: account.id, accessToken: "1234", scopes: [], account };
}

function sessionOf(grant, scopes, account) {
  return { id: account.id, accessToken: grant.access_token, idToken: grant.id_token, account, scopes };
}
