/**
 * Where a session signs in and whose Graph it talks to: one of Microsoft's clouds with the user's own app registration,
 * or the sandbox. Making one loads MSAL, and for the sandbox starts its server.
 */
import type { SecretStorage } from "vscode";
import type { Accounts } from "../account/accountContract.ts";
import { microsoftClouds } from "../graph/cloud.ts";
import type { GraphCloud } from "../graph/cloud.ts";
import type { Sandbox, SandboxAddresses, SandboxOptions } from "../sandbox/sandboxContract.ts";
import { createAccounts, createNetworkFetch, startSandbox } from "./lazyParts.ts";
import { secretStore } from "./secretStore.ts";
import type { Settings } from "./settings.ts";

/** A place to sign in, open until it is disposed. */
export interface SignInPlace {
  readonly cloud: GraphCloud;
  /** Names this Graph for plans and journals: the cloud's origin, or one start of the sandbox. */
  readonly realm: string;
  /** The SecretStorage key of its token cache. */
  readonly secretKey: string;
  readonly accounts: Accounts;
  readonly sandbox?: Sandbox;
  dispose(): Promise<void>;
}

/** The user has not said which app registration to use. */
export class ClientIdMissingError extends Error {
  override readonly name = "ClientIdMissingError";
}

interface PlaceOptions {
  readonly secrets: SecretStorage;
  /** The settings as they are at any time. */
  readonly settings: () => Settings;
  readonly log: (line: string) => void;
}

const secretKeyPrefix = "unbook.tokens:";

/**
 * One of Microsoft's clouds.
 * @throws {ClientIdMissingError} if `unbook.account.clientId` is not set.
 */
export async function openMicrosoft(settings: Settings, options: PlaceOptions): Promise<SignInPlace> {
  if (settings.clientId === "") throw new ClientIdMissingError("unbook.account.clientId is not set");
  const cloud = microsoftClouds.find(({ id }) => id === settings.cloud);
  if (cloud?.signInOrigin === undefined) throw new Error(`No such cloud: ${settings.cloud}`);
  const secretKey = `${secretKeyPrefix}${cloud.id}:${settings.clientId}`;
  const network = await createNetworkFetch(() => options.settings().network);
  const accounts = await createAccounts({
    clientId: settings.clientId,
    authority: { url: `${cloud.signInOrigin}/${encodeURIComponent(settings.tenantId)}` },
    secrets: secretStore(options.secrets, secretKey),
    fetch: network.fetch,
    log: options.log,
  });
  return {
    cloud,
    realm: cloud.graphOrigin,
    secretKey,
    accounts,
    dispose: async () => {
      await accounts.dispose();
      await network.dispose();
    },
  };
}

/** How the sandbox is started: on port 0 for any free one. Or the addresses of one that runs as a program of its own. */
export type SandboxStart =
  (Required<Pick<SandboxOptions, "port">> & Pick<SandboxOptions, "load">) | { readonly outside: SandboxAddresses };

/** The sandbox, started in this process. Its token cache is deleted when it ends: its tokens are good for nothing then. */
export async function openSandbox(start: SandboxStart, options: PlaceOptions): Promise<SignInPlace> {
  await forgetEndedSandboxes(options.secrets);
  const sandbox =
    "outside" in start ? { addresses: start.outside, dispose: async () => undefined } : await startOn(start);
  const { addresses } = sandbox;
  // Two starts never share a realm, not even on the same port: what was sent in one was not sent in the other. One that
  // runs by itself outlives windows, as Microsoft's clouds do.
  const realm = `sandbox ${addresses.graphOrigin} ${"outside" in start ? "outside" : Date.now()}`;
  const secretKey = `${secretKeyPrefix}${realm}`;
  const accounts = await createAccounts({
    clientId: addresses.clientId,
    authority: {
      url: addresses.authority,
      sandbox: { metadataJson: addresses.authorityMetadataJson, origin: addresses.signInOrigin },
    },
    secrets: secretStore(options.secrets, secretKey),
    log: options.log,
  });
  return {
    cloud: { id: "sandbox", graphOrigin: addresses.graphOrigin, hasBookings: true },
    realm,
    secretKey,
    accounts,
    sandbox,
    dispose: async () => {
      await accounts.dispose();
      await sandbox.dispose();
      await options.secrets.delete(secretKey);
    },
  };
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

/** A window that is closed has no time to delete its sandbox's token cache, so the next sandbox does it after a day. */
async function forgetEndedSandboxes(secrets: SecretStorage): Promise<void> {
  for (const key of await secrets.keys()) {
    if (!key.startsWith(`${secretKeyPrefix}sandbox `)) continue;
    const startedUtc = Number(key.slice(key.lastIndexOf(" ") + 1));
    if (Date.now() - startedUtc > dayMs) await secrets.delete(key);
  }
}
