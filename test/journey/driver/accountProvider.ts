/** Packages the account provider of the tests (test/editor/accountProviderExtension), to be installed beside Unbook. */
import { cp } from "node:fs/promises";
import path from "node:path";
import { runProgram } from "../../host/childProcesses.ts";
import { emptyCacheFolder, projectFolder } from "../../host/projectFolders.ts";

/** The id of its provider, for `UNBOOK_ACCOUNT_PROVIDER`. */
export const testProviderId = "unbook-test-account";

/** Makes the package; gives its path. */
export async function packageAccountProvider(): Promise<string> {
  // Its own per process, as two runs at a time would package over each other.
  const folder = await emptyCacheFolder("journeys", `account-provider-${process.pid}`);
  await cp(path.join(projectFolder, "test/editor/accountProviderExtension"), folder, { recursive: true });
  const vsix = path.join(folder, "account-provider.vsix");
  const vsce = path.join(projectFolder, "node_modules/@vscode/vsce/vsce");
  const parameters = ["package", "--no-dependencies", "--allow-missing-repository", "--skip-license", "--out", vsix];
  await runProgram(process.execPath, [vsce, ...parameters], { folder });
  return vsix;
}
