/**
 * "Copy As": cancel requests as text for another tool, for one item or many. The text is to be read and run elsewhere by
 * a person; nothing is sent here, and no token is ever a part of it, only a place where one belongs. What is common to
 * the formats stands in copyRequest.ts and sdkCall.ts, their ways to write a text in stringLiteral.ts.
 */
import { graphHosts } from "../graphAddress.ts";
import type { GraphCloudName } from "../graphAddress.ts";
import { writeCliMicrosoft365 } from "./cliMicrosoft365.ts";
import type { CopyPlace, CopyRequest } from "./copyRequest.ts";
import { writeCSharp } from "./csharpCode.ts";
import { writeCurlForBash, writeCurlForPowerShell } from "./curlCommands.ts";
import { writeGo } from "./goCode.ts";
import { writeHttp } from "./httpText.ts";
import { writeJava } from "./javaCode.ts";
import { writeJavaScript } from "./javaScriptCode.ts";
import { writePhp } from "./phpCode.ts";
import { writePowerShell } from "./powerShellCommands.ts";
import { writePython } from "./pythonCode.ts";

/** What a request can be copied as, in the order in which a menu offers it. */
export const copyFormats = [
  "http",
  "curlBash",
  "curlPowerShell",
  "powerShell",
  "cliMicrosoft365",
  "csharp",
  "go",
  "java",
  "javascript",
  "php",
  "python",
] as const;

/**
 * One of the formats. `http` is a request file of this extension's own; `curlBash` is for bash and zsh, `curlPowerShell`
 * for Windows PowerShell 5.1 and PowerShell 7 alike; `powerShell` is Microsoft Graph PowerShell; `cliMicrosoft365` has a
 * command for events in one's own mailbox, and says so where it sends the bare request instead.
 */
export type CopyFormat = (typeof copyFormats)[number];

/** Where the copied requests go. */
export interface CopyOptions {
  /** Scheme and host of the session's Graph, without a last slash. */
  readonly graphOrigin: string;
  /** Default: the cloud that the origin belongs to, and the sandbox for any other. */
  readonly cloud?: GraphCloudName;
}

const writers: Readonly<Record<CopyFormat, (requests: readonly CopyRequest[], place: CopyPlace) => string>> = {
  http: writeHttp,
  curlBash: writeCurlForBash,
  curlPowerShell: writeCurlForPowerShell,
  powerShell: writePowerShell,
  cliMicrosoft365: writeCliMicrosoft365,
  csharp: writeCSharp,
  go: writeGo,
  java: writeJava,
  javascript: writeJavaScript,
  php: writePhp,
  python: writePython,
};

/**
 * The requests as one text that ends with a line break; empty for no requests. Running it gives Graph the very message,
 * except that half a surrogate pair, which no encoding can carry, becomes U+FFFD. Characters that cannot be seen, or
 * that change how others are shown, are written as escapes.
 */
export function copyAs(format: CopyFormat, requests: readonly CopyRequest[], options: CopyOptions): string {
  if (requests.length === 0) return "";
  const { graphOrigin } = options;
  const cloud = options.cloud ?? graphHosts.get(graphOrigin.replace(/^https:\/\//, "")) ?? "sandbox";
  const wellFormed = requests.map((request) => ({ ...request, message: request.message.toWellFormed() }));
  return writers[format](wellFormed, { graphOrigin, cloud });
}
