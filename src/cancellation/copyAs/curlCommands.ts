/**
 * Requests as curl commands, for the shells of Unix and for PowerShell. The body is JSON on one line, so that no message
 * has a line break that a shell or a terminal could take for the end of the command.
 * Source of the options: https://curl.se/docs/manpage.html
 */
import { openingSentence, wireRequest } from "./copyRequest.ts";
import type { CopyPlace, CopyRequest } from "./copyRequest.ts";
import { shellComment } from "./shellComment.ts";
import { asciiJsonString, jsonString, powerShellString, shellWord } from "./stringLiteral.ts";
import { tokenHint, tokenVariable } from "./tokenHint.ts";

/** For bash and zsh. A command without a token is refused by the shell before curl is started. */
export function writeCurlForBash(requests: readonly CopyRequest[], place: CopyPlace): string {
  const opening = shellComment(openingSentence(requests), ...tokenHint(requests, place));
  const commands = requests.map((request) => {
    const { url, headers, property } = wireRequest(request, place);
    return [
      `curl --include --request POST --url ${shellWord(url)}`,
      `--header "Authorization: Bearer \${${tokenVariable}:?}"`,
      ...headers.map(([name, value]) => `--header ${shellWord(`${name}: ${value}`)}`),
      `--data-raw ${shellWord(`{"${property}":${jsonString(request.message)}}`)}`,
    ].join(" \\\n  ");
  });
  return `${[opening, ...commands].join("\n\n")}\n`;
}

/**
 * For Windows PowerShell 5.1 and PowerShell 7. Up to 7.2, PowerShell hands arguments to a program without escaping the
 * quotation marks in them, from 7.3 on it does: the only header with quotation marks is written for whichever runs it, and
 * the body goes through the pipeline. The body is ASCII, because Windows' curl reads arguments and 5.1 writes pipelines
 * in a code page.
 * Source: https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_preference_variables#psnativecommandargumentpassing
 */
export function writeCurlForPowerShell(requests: readonly CopyRequest[], place: CopyPlace): string {
  const hint = tokenHint(requests, place);
  const opening = [openingSentence(requests), "For Windows PowerShell 5.1 and PowerShell 7.", ...hint];
  const commands = requests.map((request) => {
    const { url, headers, property } = wireRequest(request, place);
    const body = powerShellString(`{"${property}":${asciiJsonString(request.message)}}`);
    const written = headers.map(([name, value]) => `--header ${headerWord(`${name}: ${value}`)}`).join(" ");
    return (
      `  ${body} |\n    curl.exe --include --request POST --url ${powerShellString(url)} ` +
      `--header "Authorization: Bearer $env:${tokenVariable}" ${written} --data-binary '@-'`
    );
  });
  return [
    ...opening.map((line) => `# ${line}`),
    "& {",
    "  # Before PowerShell 7.3, quotation marks inside an argument have to be escaped; since then, they must not be.",
    `  $quote = if ("$PSNativeCommandArgumentPassing" -in 'Windows', 'Standard') { '"' } else { '\\"' }`,
    "  $OutputEncoding = [System.Text.Encoding]::ASCII",
    ...commands,
    "}\n",
  ].join("\n");
}

/** A header as a PowerShell argument. Headers are Unbook's own words, so that nothing else in them is special. */
function headerWord(header: string): string {
  return header.includes('"') ? `"${header.replaceAll('"', "${quote}")}"` : powerShellString(header);
}
