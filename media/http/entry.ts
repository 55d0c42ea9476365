/** The only two pages that are not the window itself. They load nothing, so they need no script. */
function page(head: string, text: string): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="color-scheme" content="dark light" />
    <title>Sceneloom</title>
    <link rel="icon" href="data:," />
    <style>body { display: grid; place-content: center; height: 100vh; margin: 0; font: 16px system-ui }</style>
    ${head}
  </head>
  <body><p>${text}</p></body>
</html>
`
}

/**
 * Answers a good token. A page that goes on by itself and not a redirect: a browser leaves a strict cookie
 * out of a redirect whose link was followed from a file or another program, but not out of our own page's.
 */
export const enterPage = page('<meta http-equiv="refresh" content="0; url=/" />', 'Opening Sceneloom…')

/** What an app window shows until it has been let in; one that is already let in goes on by itself. */
export const waitingPage = page('<meta http-equiv="refresh" content="1; url=/" />', 'Opening Sceneloom…')

export const strangerPage = page(
  '',
  'This window has no access to Sceneloom. Start Sceneloom again; an address that it printed opens only once, within ten minutes.',
)
