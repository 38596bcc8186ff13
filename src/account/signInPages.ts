/**
 * The pages that the browser shows when it comes back from signing in. Static: nothing of the answer is in them.
 */

/** Shown after a sign-in. */
export const signedInPage = page("Signed in to Unbook", "You can close this tab and go back to Visual Studio Code.");

/** Shown when the sign-in service refused, or the person did. */
export const notSignedInPage = page("Not signed in to Unbook", "You can close this tab. Visual Studio Code says why.");

function page(heading: string, text: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${heading}</title>
<style>
:root { color-scheme: light dark; }
body { margin: 4rem auto; max-width: 34rem; padding: 0 1.25rem; font: 16px/1.5 system-ui, sans-serif; }
</style>
</head>
<body>
<main>
<h1>${heading}</h1>
<p>${text}</p>
</main>
</body>
</html>
`;
}
