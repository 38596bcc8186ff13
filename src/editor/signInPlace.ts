/**
 * Where a session signs in and whose Graph it talks to: one of Microsoft's clouds with the user's own app registration,
 * or the sandbox. Making one loads MSAL or what signs in with VS Code's account, and for the sandbox starts its server.
 */
import { env, UIKind, workspace } from "vscode";
import type { SecretStorage } from "vscode";
import type { Accounts } from "../account/accountContract.ts";
import { AccountError } from "../account/accountError.ts";
import { providerOf, sovereignSetting } from "../account/cloudProvider.ts";
import type { CloudProvider, SovereignSettings } from "../account/cloudProvider.ts";
import { sovereignNotSet } from "../account/providerProblem.ts";
import { chooseMethod } from "../account/signInMethod.ts";
import type { SignInMethod } from "../account/signInMethod.ts";
import { microsoftClouds } from "../graph/cloud.ts";
import type { GraphCloud } from "../graph/cloud.ts";
import type { Sandbox, SandboxAddresses } from "../sandbox/sandboxContract.ts";
import { createAccounts, createNetworkFetch, createVscodeAccounts, startSandbox } from "./lazyParts.ts";
import { registrationKey, secretNameOf } from "./registrations.ts";
import type { Registration } from "./registrations.ts";
import { sandboxKey } from "./sandboxStart.ts";
import type { SandboxStart } from "./sandboxStart.ts";
import { secretStore } from "./secretStore.ts";
import type { Settings } from "./settings.ts";

/** What an administrator has to know of a place: as which app Unbook signs in, and where. */
export interface SignInApp {
  readonly clientId: string;
  /** As in the settings: a tenant's GUID or domain, or `organizations`, `common`, `consumers`. */
  readonly tenantId: string;
  readonly signInOrigin: string;
  /** Microsoft Graph, as it begins the full name of a permission. */
  readonly graphResource: string;
}

/** A place to sign in, open until it is disposed. */
export interface SignInPlace {
  /** Tells places apart: a cloud and an app registration (registrations.ts), or one start of the sandbox. */
  readonly key: string;
  readonly cloud: GraphCloud;
  readonly app: SignInApp;
  /** Names this Graph for plans and journals: the cloud's origin, or one start of the sandbox. */
  readonly realm: string;
  /** The SecretStorage key of its token cache, or of the list of who has signed in with VS Code's account. */
  readonly secretKey: string;
  readonly accounts: Accounts;
  /** Whose sign-in it is: VS Code's own account or Unbook's. */
  readonly method: SignInMethod;
  readonly sandbox?: Sandbox;
  dispose(): Promise<void>;
}

/** What opening a place needs. */
export interface PlaceOptions {
  readonly secrets: SecretStorage;
  /** The settings as they are at any time. */
  readonly settings: () => Settings;
  readonly log: (line: string) => void;
}

const secretKeyPrefix = "unbook.tokens:";
const vscodeKeyPrefix = "unbook.accounts:";

/**
 * One of Microsoft's clouds, with an app registration. No two clouds and no two registrations share a token cache.
 * @throws {AccountError} if VS Code's account is wanted and VS Code's settings do not name the cloud.
 */
export async function openMicrosoft(registration: Registration, options: PlaceOptions): Promise<SignInPlace> {
  const { clientId, tenantId } = registration;
  const cloud = microsoftClouds.find(({ id }) => id === registration.cloud);
  if (cloud?.signInOrigin === undefined) throw new Error(`No such cloud: ${registration.cloud}`);
  const { graphOrigin, signInOrigin } = cloud;
  const app = { clientId, tenantId, signInOrigin, graphResource: graphOrigin };
  const secretName = secretNameOf(registration);
  const secretKey = `${secretKeyPrefix}${secretName}`;
  const provider = providerOf(signInOrigin, sovereignSettings());
  const method = chooseMethod(options.settings().method, {
    isDesktop: env.uiKind === UIKind.Desktop,
    hasProvider: provider.kind === "provider",
    hasOwnSignIn: (await options.secrets.get(secretKey)) !== undefined,
  });
  const opened =
    method === "vscode"
      ? await openVscodeAccount(app, provider, secretName, options)
      : await openOwnSignIn(app, secretKey, options);
  return { ...opened, key: registrationKey(registration), cloud, realm: graphOrigin };
}

type OpenAccounts = Omit<SignInPlace, "key" | "cloud" | "realm">;

async function openOwnSignIn(app: SignInApp, secretKey: string, options: PlaceOptions): Promise<OpenAccounts> {
  const network = await createNetworkFetch(() => options.settings().network);
  const accounts = await createAccounts({
    clientId: app.clientId,
    authority: { url: `${app.signInOrigin}/${encodeURIComponent(app.tenantId)}` },
    secrets: secretStore(options.secrets, secretKey),
    fetch: network.fetch,
    log: options.log,
  });
  return {
    app,
    secretKey,
    accounts,
    method: "msal",
    dispose: async () => {
      await accounts.dispose();
      await network.dispose();
    },
  };
}

async function openVscodeAccount(
  app: SignInApp,
  provider: CloudProvider,
  key: string,
  options: PlaceOptions,
): Promise<OpenAccounts> {
  if (provider.kind === "notSet") {
    const message = `${sovereignSetting} has to be ${provider.environment}`;
    throw new AccountError("refused", message, { serviceCode: sovereignNotSet });
  }
  const secretKey = `${vscodeKeyPrefix}${key}`;
  // The sandbox is on this machine, and has no certificate.
  const isSandbox = new URL(app.signInOrigin).protocol === "http:";
  const network = isSandbox ? undefined : await createNetworkFetch(() => options.settings().network);
  const accounts = await createVscodeAccounts({
    providerId: provider.id,
    registration: app,
    secrets: secretStore(options.secrets, secretKey),
    ...(network !== undefined && { fetch: network.fetch }),
    log: options.log,
  });
  return {
    app,
    secretKey,
    accounts,
    method: "vscode",
    dispose: async () => {
      await accounts.dispose();
      await network?.dispose();
    },
  };
}

/** As VS Code's sign-in itself reads them, so that it is seen where it would lead. */
function sovereignSettings(): SovereignSettings {
  const settings = workspace.getConfiguration("microsoft-sovereign-cloud");
  return { environment: settings.get("environment"), customEnvironment: settings.get("customEnvironment") };
}

/** The sandbox, started in this process. Its token cache is deleted when it ends: its tokens are good for nothing then. */
export async function openSandbox(start: SandboxStart, options: PlaceOptions): Promise<SignInPlace> {
  await forgetEndedSandboxes(options.secrets);
  const sandbox =
    "outside" in start ? { addresses: start.outside, dispose: async () => undefined } : await startOn(start);
  const { addresses } = sandbox;
  // Two starts never share a realm, not even on the same port: what was sent in one was not sent in the other. One that
  // runs by itself outlives windows, as Microsoft's clouds do.
  const realm = `sandbox ${addresses.graphOrigin} ${"outside" in start ? "outside" : Date.now()}`;
  const app = {
    clientId: addresses.clientId,
    tenantId: "organizations",
    signInOrigin: addresses.signInOrigin,
    // The sandbox knows permissions by the names that they have in the global cloud.
    graphResource: "https://graph.microsoft.com",
  };
  const { providerId } = start;
  const opened =
    providerId === undefined
      ? await openSandboxSignIn(addresses, `${secretKeyPrefix}${realm}`, options)
      : await openVscodeAccount(app, { kind: "provider", id: providerId }, realm, options);
  return {
    ...opened,
    key: sandboxKey(start),
    cloud: { id: "sandbox", graphOrigin: addresses.graphOrigin, hasBookings: true },
    app,
    realm,
    sandbox,
    dispose: async () => {
      await opened.dispose();
      await sandbox.dispose();
      // One that runs by itself knows its accounts in the next window, too.
      if (providerId === undefined || !("outside" in start)) await options.secrets.delete(opened.secretKey);
    },
  };
}

/** MSAL, led to the sandbox. */
async function openSandboxSignIn(
  addresses: SandboxAddresses,
  secretKey: string,
  options: PlaceOptions,
): Promise<Pick<SignInPlace, "accounts" | "dispose" | "method" | "secretKey">> {
  const accounts = await createAccounts({
    clientId: addresses.clientId,
    authority: {
      url: addresses.authority,
      sandbox: { metadataJson: addresses.authorityMetadataJson, origin: addresses.signInOrigin },
    },
    secrets: secretStore(options.secrets, secretKey),
    log: options.log,
  });
  return { accounts, secretKey, method: "msal", dispose: async () => accounts.dispose() };
}

/** A wanted port can be taken, as by another window that was started the same way; any other port serves as well. */
async function startOn(start: Exclude<SandboxStart, { readonly outside: SandboxAddresses }>): Promise<Sandbox> {
  try {
    return await startSandbox(start);
  } catch (error) {
    if (start.port === 0 || !(error instanceof Error && "code" in error && error.code === "EADDRINUSE")) throw error;
    return startSandbox({ ...start, port: 0 });
  }
}

const dayMs = 24 * 60 * 60 * 1000;

/** A window that is closed has no time to delete what is kept of its sandbox, so the next sandbox does it after a day. */
async function forgetEndedSandboxes(secrets: SecretStorage): Promise<void> {
  for (const key of await secrets.keys()) {
    if (![secretKeyPrefix, vscodeKeyPrefix].some((prefix) => key.startsWith(`${prefix}sandbox `))) continue;
    const startedUtc = Number(key.slice(key.lastIndexOf(" ") + 1));
    if (Date.now() - startedUtc > dayMs) await secrets.delete(key);
  }
}
