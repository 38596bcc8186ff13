/**
 * What an app registration depends on in each of Microsoft's clouds: the portal it is made in, what the command-line tools
 * call the cloud, and the permissions that are offered there. Data only.
 * Sources: https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud,
 * https://learn.microsoft.com/powershell/module/microsoft.graph.authentication/get-mgenvironment,
 * https://learn.microsoft.com/graph/permissions-reference
 */
import { microsoftClouds } from "../graph/cloud.ts";
import { scopesIn } from "../graph/cloudScopes.ts";
import { cloudLabels } from "./cloudLabels.ts";
import type { Settings } from "./settings.ts";

/** One of Microsoft's clouds, as an administrator sees it. */
export interface RegistrationCloud {
  readonly id: Settings["cloud"];
  /** As in the settings. */
  readonly label: string;
  /** Where app registrations are made. */
  readonly portalUrl: string;
  /** The name for `az cloud set`; undefined where the Azure CLI does not speak to the cloud's own Microsoft Graph. */
  readonly cliName?: string;
  /** The name for `Connect-MgGraph -Environment`. */
  readonly powerShellName: string;
  /** Every delegated permission that Unbook may ask for there, in the order in which it does. */
  readonly permissions: readonly RegistrationPermission[];
}

/** A delegated permission of Microsoft Graph. */
export interface RegistrationPermission {
  readonly name: string;
  /** A GUID, the same in every cloud. */
  readonly id: string;
}

/** The application id of Microsoft Graph, the same in every cloud. */
export const graphAppId = "00000003-0000-0000-c000-000000000000";

/** The clouds, in the order of the setting. */
export const registrationClouds: readonly RegistrationCloud[] = [
  cloud({
    id: "global",
    portalUrl: "https://portal.azure.com",
    cliName: "AzureCloud",
    powerShellName: "Global",
  }),
  cloud({
    id: "usGovernment",
    portalUrl: "https://portal.azure.us",
    cliName: "AzureUSGovernment",
    powerShellName: "USGov",
  }),
  cloud({
    id: "usGovernmentDod",
    portalUrl: "https://portal.azure.us",
    powerShellName: "USGovDoD",
  }),
  cloud({
    id: "china",
    portalUrl: "https://portal.azure.cn",
    cliName: "AzureChinaCloud",
    powerShellName: "China",
  }),
];

/** The cloud of a setting. */
export function registrationCloud(id: Settings["cloud"]): RegistrationCloud {
  const found = registrationClouds.find((one) => one.id === id);
  if (found === undefined) throw new Error(`No such cloud: ${id}`);
  return found;
}

function cloud(facts: Omit<RegistrationCloud, "label" | "permissions">): RegistrationCloud {
  const origin = microsoftClouds.find(({ id }) => id === facts.id)?.graphOrigin ?? "";
  return {
    ...facts,
    label: cloudLabels[facts.id],
    permissions: scopesIn(origin).map((name) => ({ name, id: idOf(name) })),
  };
}

function idOf(permission: string): string {
  switch (permission) {
    case "Calendars.Read":
      return "465a38f9-76ea-45b9-9f34-9e8b0d4b0b42";
    case "Calendars.ReadWrite":
      return "1ec239c2-d7c9-4623-a91a-a9775856bb36";
    case "Calendars.Read.Shared":
      return "2b9c4092-424d-4249-948d-b43879977640";
    case "Calendars.ReadWrite.Shared":
      return "12466101-c9b8-439a-8589-dd09ee67e8e9";
    case "Group.Read.All":
      return "5f8c59db-677d-491f-a6b8-5f174b11ec1d";
    case "Group.ReadWrite.All":
      return "4e46008b-f24c-477d-8fff-7bb4ec7aafe0";
    case "Bookings.Read.All":
      return "33b1df99-4b29-4548-9339-7a7b83eaeebc";
    case "BookingsAppointment.ReadWrite.All":
      return "02a5a114-36a6-46ff-a102-954d89d9ab02";
    default:
      throw new Error(`The id of ${permission} is not known`);
  }
}
