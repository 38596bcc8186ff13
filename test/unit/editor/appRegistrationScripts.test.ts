/** The scripts that make an app registration: they are what their languages take, and do the same however often they run. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { graphAppId, registrationCloud, registrationClouds } from "../../../src/editor/appRegistrationClouds.ts";
import type { RegistrationCloud } from "../../../src/editor/appRegistrationClouds.ts";
import { azureCliScript, graphPowerShellScript, manifestExcerpt } from "../../../src/editor/appRegistrationScripts.ts";
import { microsoftClouds } from "../../../src/graph/cloud.ts";
import { loadLanguage } from "../cancellation/copiedCode.ts";

const clientId = "0f8fad5b-d9cb-469f-a165-70867728950e";
const uris = [
  "http://localhost",
  "https://vscode.dev/redirect",
  `ms-appx-web://Microsoft.AAD.BrokerPlugin/${clientId}`,
  "msauth.com.msauth.unsignedapp://auth",
];

interface ShellRun {
  readonly status: number | null;
  /** The words of each call of `az`. */
  readonly calls: readonly (readonly string[])[];
  readonly lines: readonly string[];
}

/**
 * Runs a script in a shell that finds no programs, with an `az` that only writes down how it is called. The script itself
 * keeps its standard error, so the calls are taken from there.
 * @param listed the apps that are there before. @param hasPrincipal whether the app has a service principal.
 */
function runScript(cloud: RegistrationCloud, listed: readonly string[], hasPrincipal: boolean): ShellRun {
  const folder = mkdtempSync(path.join(tmpdir(), "registration-"));
  const stub = `exec 9>&2
az() {
  printf '%s\\n' "$#" >&9
  for word in "$@"; do printf '%s\\n' "$word" >&9; done
  case "$1 $2 $3" in
    'ad app list') ${listed.length === 0 ? ":" : `printf '%s\\n' ${listed.join(" ")}`} ;;
    'ad app create') echo ${clientId} ;;
    'ad sp show') ${hasPrincipal ? ":" : "return 3"} ;;
    'account show --query') echo contoso-tenant ;;
  esac
}
`;
  const shell = spawnSync("sh", ["-c", "command -v sh"], { encoding: "utf8" }).stdout.trim();
  const run = spawnSync(shell, ["-s"], {
    input: stub + (azureCliScript(cloud) ?? ""),
    cwd: folder,
    encoding: "utf8",
    env: { PATH: folder },
  });
  rmSync(folder, { recursive: true });
  const words = run.stderr.split("\n");
  const calls: string[][] = [];
  while (/^\d+$/.test(words[0] ?? "")) calls.push(words.splice(0, Number(words[0]) + 1).slice(1));
  return { status: run.status, calls, lines: [...run.stdout.split("\n"), ...words].filter((line) => line !== "") };
}

/** The calls that change something. */
function changes({ calls }: ShellRun): readonly string[] {
  return calls.map((words) => words.slice(0, 3).join(" ")).filter((name) => /create|update/.test(name));
}

const withCli = registrationClouds.filter(({ cliName }) => cliName !== undefined);
for (const cloud of withCli) {
  test(`the Azure CLI script for ${cloud.label} makes a public client with delegated permissions and nothing else`, () => {
    const run = runScript(cloud, [], false);
    assert.equal(run.status, 0, run.lines.join("\n"));
    assert.deepEqual(run.calls[0], ["cloud", "set", "--name", cloud.cliName]);
    assert.deepEqual(changes(run), ["ad app create", "ad app update", "ad app update", "ad sp create"]);
    const update = run.calls.find((words) => words.includes("--public-client-redirect-uris")) ?? [];
    assert.deepEqual(update.slice(update.indexOf("--public-client-redirect-uris") + 1), uris);
    assert.ok(update.includes("--is-fallback-public-client") && update.includes(clientId));
    const access = run.calls.find((words) => words.includes("--required-resource-accesses"))?.at(-1) ?? "";
    assert.deepEqual(JSON.parse(access), [
      {
        resourceAppId: graphAppId,
        resourceAccess: cloud.permissions.map(({ id }) => ({ id, type: "Scope" })),
      },
    ]);
    assert.deepEqual(run.lines, [`unbook.account.clientId: ${clientId}`, "unbook.account.tenantId: contoso-tenant"]);
    assert.ok(!run.calls.flat().some((word) => /secret|password|credential|certificate/i.test(word)));
  });
}

test("run again, the Azure CLI script makes no second app and no second principal", () => {
  const run = runScript(registrationCloud("global"), [clientId], true);
  assert.equal(run.status, 0);
  assert.deepEqual(changes(run), ["ad app update", "ad app update"]);
  assert.equal(run.lines[0], `unbook.account.clientId: ${clientId}`);
});

test("where several apps have the name, the Azure CLI script changes none", () => {
  const run = runScript(registrationCloud("global"), [clientId, "7c9e6679-7425-40de-944b-e07fc1f90ae7"], true);
  assert.equal(run.status, 1);
  assert.deepEqual(changes(run), []);
  assert.match(run.lines.join("\n"), /several app registrations with the name Unbook/);
});

test("for DoD there is no Azure CLI script: it would speak to another Graph", () => {
  assert.equal(azureCliScript(registrationCloud("usGovernmentDod")), undefined);
});

for (const cloud of registrationClouds) {
  test(`the scripts and the manifest for ${cloud.label} are well-formed, and name each permission once`, async () => {
    const shell = azureCliScript(cloud);
    if (shell !== undefined) assert.deepEqual((await loadLanguage("bash"))(shell).mistakes, []);
    const powerShell = graphPowerShellScript(cloud);
    assert.deepEqual((await loadLanguage("powershell"))(powerShell).mistakes, []);
    assert.match(powerShell, new RegExp(`Connect-MgGraph -Environment '${cloud.powerShellName}' `));
    const manifest = JSON.parse(manifestExcerpt(cloud)) as Readonly<Record<string, unknown>>;
    assert.deepEqual([manifest["isFallbackPublicClient"], manifest["signInAudience"]], [true, "AzureADMyOrg"]);
    for (const { id, name } of cloud.permissions) {
      for (const text of [shell ?? id, powerShell, manifestExcerpt(cloud)]) {
        assert.equal(text.split(id).length, 2, `${name} in ${text}`);
      }
    }
    for (const text of [shell ?? "", powerShell]) assert.doesNotMatch(text, /(?![\n\t ])[\p{C}\p{Z}]/u);
  });
}

test("every cloud of Microsoft's has its portal, and Bookings where it is offered", () => {
  assert.deepEqual(
    registrationClouds.map(({ id }) => id),
    microsoftClouds.map(({ id }) => id),
  );
  for (const { id, permissions, portalUrl } of registrationClouds) {
    const hasBookings = microsoftClouds.find((cloud) => cloud.id === id)?.hasBookings;
    assert.equal(
      permissions.some(({ name }) => name.startsWith("Bookings")),
      hasBookings,
      id,
    );
    assert.match(portalUrl, /^https:\/\/portal\.azure\.(?:com|us|cn)$/);
    assert.equal(new Set(permissions.map((permission) => permission.id)).size, permissions.length);
  }
});
