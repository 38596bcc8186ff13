/** Shows an address in the person's own browser, where there is a desktop. */
import { spawn } from "node:child_process";

/** Opens the address; false if this machine has no desktop to open it on. The browser outlives us. */
export function openInBrowser(address: string): boolean {
  const command = openCommand(address);
  if (command === undefined) return false;
  const [program, ...parameters] = command;
  // Not among the programs that end with us: this may be the person's browser itself.
  const child = spawn(program, parameters, { stdio: "ignore", detached: true });
  // The address is printed as well, so a desktop without a browser loses nothing.
  child.on("error", () => undefined);
  child.unref();
  return true;
}

function openCommand(address: string): readonly [string, ...string[]] | undefined {
  switch (process.platform) {
    case "darwin":
      return ["open", address];
    case "win32":
      return ["rundll32", "url.dll,FileProtocolHandler", address];
    default: {
      const { DISPLAY, WAYLAND_DISPLAY } = process.env;
      return (DISPLAY ?? WAYLAND_DISPLAY ?? "") === "" ? undefined : ["xdg-open", address];
    }
  }
}
