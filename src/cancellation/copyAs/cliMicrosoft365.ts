/**
 * Requests as commands of the CLI for Microsoft 365, for bash and zsh. It has a command for cancelling events, which asks
 * before it sends, but takes only one's own mailbox when a person is signed in. Whatever that cannot address or carry is
 * sent with its command for bare requests, and a line above says so.
 * Source: https://pnp.github.io/cli-microsoft365/cmd/outlook/event/event-cancel, https://pnp.github.io/cli-microsoft365/cmd/request
 */
import type { GraphCloudName } from "../graphAddress.ts";
import type { EventTarget } from "../target.ts";
import { openingSentence, wireRequest } from "./copyRequest.ts";
import type { CopyPlace, CopyRequest } from "./copyRequest.ts";
import { addressParts } from "./sdkCall.ts";
import { shellComment } from "./shellComment.ts";
import { isVisible, jsonString, shellWord } from "./stringLiteral.ts";

/** What its sign-in calls the clouds. GCC High is in the government's cloud, GCC itself in the global one. */
const cloudNames: Readonly<Record<GraphCloudName, string | undefined>> = {
  global: "Public",
  usGovernment: "USGovHigh",
  usGovernmentDod: "USGovDoD",
  china: "China",
  sandbox: undefined,
};

/** Commands to be run one after the other. */
export function writeCliMicrosoft365(requests: readonly CopyRequest[], place: CopyPlace): string {
  const cloudName = cloudNames[place.cloud];
  const opening = shellComment(
    openingSentence(requests),
    cloudName === undefined
      ? `The CLI for Microsoft 365 cannot sign in to the sandbox at ${place.graphOrigin}, where these items are.`
      : `Sign in before: m365 login --cloud ${cloudName}`,
  );
  return `${[opening, ...requests.map((request) => writeCommand(request, place))].join("\n\n")}\n`;
}

function writeCommand(request: CopyRequest, place: CopyPlace): string {
  const { target, message } = request;
  if (target.kind === "booking") {
    return writeBareRequest(request, place, "The CLI for Microsoft 365 has no command for cancelling bookings.");
  }
  const obstacle = obstacleOf(target, message);
  if (obstacle !== undefined) return writeBareRequest(request, place, obstacle);
  // The command puts the id into the address as it is.
  const id = encodeURIComponent(target.eventId).replaceAll("%3D", "=");
  const comment = message === "" ? "" : ` --comment=${shellWord(message)}`;
  return `m365 outlook event cancel --id=${shellWord(id)}${comment}`;
}

/** Why the command for events is of no use here, as a sentence. */
function obstacleOf(target: EventTarget, message: string): string | undefined {
  if (target.mailbox.kind === "group") return "The command for events does not know groups.";
  if (target.mailbox.kind === "user") {
    return "The command for events refuses the mailbox of somebody else to a signed-in person.";
  }
  const { calendarId, hasEventId } = addressParts(target);
  if (calendarId !== undefined || !hasEventId) return "The command for events does not know this form of address.";
  // An option that begins with @ is read as the name of a file, whose content would be mailed.
  if (message.startsWith("@")) return "The command for events would take this message for the name of a file.";
  if (!isVisible(message.replaceAll("\n", ""))) return "The command for events may change characters of this message.";
  return undefined;
}

function writeBareRequest(request: CopyRequest, place: CopyPlace, reason: string): string {
  const { url, headers, property } = wireRequest(request, place);
  const command = [
    `m365 request --method post --url=${shellWord(url)}`,
    ...headers.map(([name, value]) => `--${name.toLowerCase()}=${shellWord(value)}`),
    `--body=${shellWord(`{"${property}":${jsonString(request.message)}}`)}`,
  ];
  return `${shellComment(`${reason} This sends the request itself, without asking.`)}\n${command.join(" \\\n  ")}`;
}
