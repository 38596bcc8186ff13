/**
 * Requests as commands of Microsoft Graph PowerShell, which has one for events of a mailbox or a group and one for
 * bookings. An event of a named calendar has none and is sent as a bare request. `me` is the account that is connected.
 * Source: https://learn.microsoft.com/powershell/module/microsoft.graph.calendar/stop-mguserevent,
 * https://learn.microsoft.com/powershell/module/microsoft.graph.bookings/stop-mgbookingbusinessappointment
 */
import type { GraphCloudName } from "../graphAddress.ts";
import { immutableIds, messageProperty, openingSentence, permissionsFor } from "./copyRequest.ts";
import type { CopyPlace, CopyRequest } from "./copyRequest.ts";
import { addressParts } from "./sdkCall.ts";
import { powerShellString } from "./stringLiteral.ts";

const environments: Readonly<Record<GraphCloudName, string | undefined>> = {
  global: "",
  usGovernment: " -Environment USGov",
  usGovernmentDod: " -Environment USGovDoD",
  china: " -Environment China",
  sandbox: undefined,
};

/** One line of a script. `module` has the command; Invoke-MgGraphRequest is always there. */
interface Command {
  readonly module?: string;
  readonly text: string;
}

/** A script for Windows PowerShell 5.1 and PowerShell 7. */
export function writePowerShell(requests: readonly CopyRequest[], { graphOrigin, cloud }: CopyPlace): string {
  const commands = requests.map(writeCommand);
  const modules = [...new Set(commands.flatMap(({ module }) => module ?? []))].toSorted();
  const environment = environments[cloud];
  const scopes = permissionsFor(requests).map((permission) => powerShellString(permission));
  const lines = [
    `# ${openingSentence(requests)}`,
    ...modules.map((module) => `Import-Module ${module}`),
    environment === undefined
      ? `# Microsoft Graph PowerShell cannot sign in to the sandbox at ${graphOrigin}, where these items are.`
      : `Connect-MgGraph${environment} -Scopes ${scopes.join(", ")}`,
    ...(requests.some(({ target }) => target.kind === "event")
      ? [`$headers = @{ Prefer = ${powerShellString(immutableIds)} }`]
      : []),
    "",
    ...commands.map(({ text }) => text),
  ];
  return `${lines.join("\n")}\n`;
}

function writeCommand({ target, message }: CopyRequest): Command {
  const body = `@{ ${messageProperty(target)} = ${powerShellString(message)} }`;
  if (target.kind === "booking") {
    const business = `-BookingBusinessId ${powerShellString(target.businessId)}`;
    const appointment = `-BookingAppointmentId ${powerShellString(target.appointmentId)}`;
    const text = `Stop-MgBookingBusinessAppointment ${business} ${appointment} -BodyParameter ${body}`;
    return { module: "Microsoft.Graph.Bookings", text };
  }
  const { calendarId, hasEventId } = addressParts(target);
  if (calendarId !== undefined || !hasEventId) {
    const uri = powerShellString(`/${target.apiVersion}${target.itemPath}/cancel`);
    const json = `-ContentType 'application/json' -Body (ConvertTo-Json ${body})`;
    return { text: `Invoke-MgGraphRequest -Method POST -Uri ${uri} ${json} -Headers $headers` };
  }
  const { mailbox } = target;
  const event = `-EventId ${powerShellString(target.eventId)} -BodyParameter ${body} -Headers $headers`;
  const module = "Microsoft.Graph.Calendar";
  switch (mailbox.kind) {
    case "me":
      return { module, text: `Stop-MgUserEvent -UserId (Get-MgContext).Account ${event}` };
    case "user":
      return { module, text: `Stop-MgUserEvent -UserId ${powerShellString(mailbox.id)} ${event}` };
    case "group":
      return { module, text: `Stop-MgGroupEvent -GroupId ${powerShellString(mailbox.id)} ${event}` };
    default:
      return mailbox satisfies never;
  }
}
