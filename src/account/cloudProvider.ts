/**
 * Which of VS Code's account providers serves a cloud. The one for sovereign clouds exists only when VS Code's settings name
 * a cloud, and serves that one alone.
 * Source: https://github.com/microsoft/vscode/tree/main/extensions/microsoft-authentication
 */

/** VS Code's settings about sovereign clouds, as VS Code itself reads them. */
export interface SovereignSettings {
  /** `microsoft-sovereign-cloud.environment`. */
  readonly environment: unknown;
  /** `microsoft-sovereign-cloud.customEnvironment`. */
  readonly customEnvironment: unknown;
}

/** Where to sign in to a cloud. */
export type CloudProvider =
  | { readonly kind: "provider"; readonly id: string }
  /** VS Code's settings name no sovereign cloud, or another one; `environment` is the value that is needed. */
  | { readonly kind: "notSet"; readonly environment: string };

/** The setting that names the sovereign cloud. */
export const sovereignSetting = "microsoft-sovereign-cloud.environment";

const sovereignEnvironments = new Map([
  // Both of the US government's clouds sign in here.
  ["https://login.microsoftonline.us", "USGovernment"],
  ["https://login.chinacloudapi.cn", "ChinaCloud"],
]);

/**
 * The provider for the cloud whose sign-in service this is. A sovereign one counts only if VS Code would sign in at that
 * very service: whoever can change VS Code's settings, as a workspace can, must not lead the sign-in elsewhere.
 */
export function providerOf(signInOrigin: string, settings: SovereignSettings): CloudProvider {
  const environment = sovereignEnvironments.get(signInOrigin);
  if (environment === undefined) return { kind: "provider", id: "microsoft" };
  const isServed =
    settings.environment === environment ||
    (settings.environment === "custom" && customOrigin(settings.customEnvironment) === signInOrigin);
  return isServed ? { kind: "provider", id: "microsoft-sovereign-cloud" } : { kind: "notSet", environment };
}

function customOrigin(environment: unknown): string | undefined {
  if (typeof environment !== "object" || environment === null) return undefined;
  const endpoint = "activeDirectoryEndpointUrl" in environment ? environment.activeDirectoryEndpointUrl : undefined;
  return typeof endpoint === "string" && URL.canParse(endpoint) ? new URL(endpoint).origin : undefined;
}
