/**
 * Scripts that make Unbook's app registration, for those who would rather not click, and the same as an excerpt of its
 * manifest. Run again, they bring the registration up to date; they make no secret, and nothing in them is typed by anybody.
 * Sources: https://learn.microsoft.com/cli/azure/ad/app,
 * https://learn.microsoft.com/powershell/module/microsoft.graph.applications/update-mgapplication,
 * https://learn.microsoft.com/entra/identity-platform/reference-microsoft-graph-app-manifest
 */
import { graphAppId } from "./appRegistrationClouds.ts";
import type { RegistrationCloud } from "./appRegistrationClouds.ts";

/** What the app registration is called. */
const appName = "Unbook";

/** Where the browser may come back to, and for which way of signing in. `{clientId}` stands for the client id. */
export const redirectUris = [
  "http://localhost",
  "https://vscode.dev/redirect",
  "ms-appx-web://Microsoft.AAD.BrokerPlugin/{clientId}",
  "msauth.com.msauth.unsignedapp://auth",
] as const;

/** A POSIX shell script for the Azure CLI; undefined for a cloud that it does not reach. */
export function azureCliScript({ cliName, permissions }: RegistrationCloud): string | undefined {
  if (cliName === undefined) return undefined;
  const access = JSON.stringify(requiredAccess(permissions));
  const uris = redirectUris.map((uri) => `"${uri.replace("{clientId}", "$client_id")}"`).join(" ");
  return `#!/bin/sh
# Registers ${appName} as a public client, or brings its registration up to date. It makes no secret.
# Needs the Azure CLI, and an account that may register apps.
set -eu

az cloud set --name '${cliName}'
az login --allow-no-subscriptions --output none

client_id=$(az ad app list --filter "displayName eq '${appName}'" --query '[].appId' --output tsv)
set -- $client_id
if [ "$#" -gt 1 ]; then
  echo 'There are several app registrations with the name ${appName}. Rename or remove all but one.' >&2
  exit 1
fi
if [ "$#" -eq 0 ]; then
  client_id=$(az ad app create --display-name '${appName}' --sign-in-audience AzureADMyOrg --query appId --output tsv)
fi

# Sign-in in the browser and with a code; the permissions are delegated: they allow nobody more than they may do themselves.
az ad app update --id "$client_id" --is-fallback-public-client true --public-client-redirect-uris ${uris}
az ad app update --id "$client_id" --required-resource-accesses '${access}'
az ad sp show --id "$client_id" --output none 2>/dev/null || az ad sp create --id "$client_id" --output none

# So that nobody is asked for each permission, an administrator can allow all of them for everybody:
# az ad app permission admin-consent --id "$client_id"

echo "unbook.account.clientId: $client_id"
echo "unbook.account.tenantId: $(az account show --query tenantId --output tsv)"
`;
}

/** A script for Microsoft Graph PowerShell. */
export function graphPowerShellScript({ powerShellName, permissions }: RegistrationCloud): string {
  const access = permissions.map(({ name, id }) => `    @{ Id = '${id}'; Type = 'Scope' } # ${name}`).join("\n");
  const uris = redirectUris.map((uri) => `  "${uri.replace("{clientId}", "$clientId")}"`).join("\n");
  return `#Requires -Modules Microsoft.Graph.Applications
# Registers ${appName} as a public client, or brings its registration up to date. It makes no secret.
# Needs an account that may register apps.
$ErrorActionPreference = 'Stop'

Connect-MgGraph -Environment '${powerShellName}' -Scopes 'Application.ReadWrite.All' -NoWelcome

$apps = @(Get-MgApplication -Filter "displayName eq '${appName}'")
if ($apps.Count -gt 1) {
  throw 'There are several app registrations with the name ${appName}. Rename or remove all but one.'
}
$app = if ($apps.Count -eq 1) { $apps[0] } else { New-MgApplication -DisplayName '${appName}' -SignInAudience 'AzureADMyOrg' }
$clientId = $app.AppId
$tenantId = (Get-MgContext).TenantId

# Sign-in in the browser and with a code.
$redirectUris = @(
${uris}
)
# Delegated permissions: they allow nobody more than they may do themselves.
$access = @{
  ResourceAppId = '${graphAppId}'
  ResourceAccess = @(
${access}
  )
}
Update-MgApplication -ApplicationId $app.Id -IsFallbackPublicClient -PublicClient @{ RedirectUris = $redirectUris } -RequiredResourceAccess @($access)
if (-not (Get-MgServicePrincipal -Filter "appId eq '$clientId'")) {
  New-MgServicePrincipal -AppId $clientId | Out-Null
}

"unbook.account.clientId: $clientId"
"unbook.account.tenantId: $tenantId"
`;
}

/** The parts of the manifest that matter, as JSON. The redirect URI with the client id has to be added once there is one. */
export function manifestExcerpt({ permissions }: RegistrationCloud): string {
  const manifest = {
    displayName: appName,
    signInAudience: "AzureADMyOrg",
    isFallbackPublicClient: true,
    publicClient: { redirectUris: redirectUris.filter((uri) => !uri.includes("{clientId}")) },
    requiredResourceAccess: requiredAccess(permissions),
  };
  return `${JSON.stringify(manifest, undefined, 2)}\n`;
}

function requiredAccess(permissions: RegistrationCloud["permissions"]): readonly object[] {
  return [{ resourceAppId: graphAppId, resourceAccess: permissions.map(({ id }) => ({ id, type: "Scope" })) }];
}
