/** The page of each of these applications. */
export const page = `<!doctype html>
<title>A small application</title>
<form method="post" action="/sign-in"><input name="user" aria-label="User"><button>Sign in</button></form>
<form method="post" action="/sign-out"><button>Sign out</button></form>
`
