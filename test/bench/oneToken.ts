/** Signs the sandbox's first account in by our own sign-in, for a process that measures something else. */
import { createMsalAccounts } from "../../src/account/msalAccounts.ts";
import { openSandboxSilently } from "../../src/account/sandboxBrowser.ts";
import type { TokenSource } from "../../src/account/tokenSource.ts";
import type { SandboxAddresses } from "../../src/sandbox/sandboxContract.ts";
import { memorySecrets } from "../unit/account/signInWorld.ts";

/** One token for everything: how tokens are looked up is not what is measured. */
export async function oneToken(addresses: SandboxAddresses, scopes: readonly string[]): Promise<TokenSource> {
  const { authority, authorityMetadataJson: metadataJson, clientId, signInOrigin: origin } = addresses;
  const secrets = memorySecrets();
  const accounts = createMsalAccounts({
    clientId,
    authority: { url: authority, sandbox: { metadataJson, origin } },
    secrets,
    log: () => undefined,
  });
  const account = await accounts.signInWithBrowser({
    scopes,
    openBrowser: async (url) => openSandboxSilently(url, origin),
    prompt: "none",
    loginHint: "ana.silva@contoso.com",
  });
  const token = await accounts.tokensOf(account.id).getToken({ scopes });
  await accounts.dispose();
  return { getToken: async () => token };
}
