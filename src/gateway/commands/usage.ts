/** What the command can do, for people. */
export const USAGE = `help-board-gateway: the backend of the help board

  help-board-gateway start [--port 8080] [--host 127.0.0.1] [--widget DIR] [--demo DIR]
                           [--trust-proxy HOPS|ADDRESSES] [--may-call NETWORKS]
      Serves the contract under /api, the widget's files, and a site where one is given.
      Whom a call comes from is believed of these proxies alone (TRUST_PROXY); webhooks go to public addresses, and to
      these networks (MAY_CALL). Ctrl+C or SIGTERM ends it: what is under way is finished first.

  help-board-gateway board create KEY --template epidemic|flood|everyday --title TITLE --region REGION
                                       [--parent KEY]
      Makes a board from a template, below another where one is named. KEY is what pages name it by.

  help-board-gateway board place KEY --parent KEY|none
      Puts a board below another (province, city, county), or on its own.

  help-board-gateway board retention KEY --days DAYS|never
      How long after its closing a request keeps contact, place, the text as it was sent and what was never public.

  help-board-gateway seed KEY
      Fills an empty board with the demonstration's requests. Never touches a database that holds a request.

  help-board-gateway token create --role ROLE --name NAME [--board KEY | --every-board] [--unit UNIT] [--days DAYS|never]
  help-board-gateway token list
  help-board-gateway token revoke ID
      Prints a bearer token for the desk, this once; only its hash is kept. It is for one board (the only one there is,
      where none is named) and ends after a year, or after so many days.

  help-board-gateway user add ACCOUNT --name NAME
  help-board-gateway user role ACCOUNT --role ROLE [--board KEY] [--unit UNIT] [--take]
  help-board-gateway user list
  help-board-gateway user lock|unlock|password ACCOUNT
      People who sign in to the desk. ACCOUNT is what they sign in with, NAME what colleagues read. A first or new
      password is printed this once. A role counts on every board, or on the one that is named. ROLE is volunteer,
      department (both see what is handed over to their UNIT), editor, supervisor or admin.

  help-board-gateway key rotate
      Seals everything private with a new key, while the gateway goes on. Interrupted, it goes on by itself or with the next
      key rotate. Where several processes share a database it first gives the line that each of them needs.
  help-board-gateway key list
      How many values each key opens.
  help-board-gateway key retire
      Takes old keys out of the secret, once nothing needs them. The first line of the secret stays: receipts hang on it.

  help-board-gateway backup FILE
      Writes all that the database holds at one moment to a new file, while the gateway goes on. The secret is not in it.

  help-board-gateway restore FILE
      Puts a backup into an empty folder or PostgreSQL database, whichever it came from. Put the file “secret” there first.

  help-board-gateway verify [FILE]
      Looks whether everything is there and fits together, in the database or in a backup; ends with 1 where it does not.

  help-board-gateway hotline reconcile BOARD [--days 7]
      Orders handed over to the board's hotlines against what these have; ends with 1 where they differ.

  help-board-gateway hotline-simulator --shape LETTER|FILE [--port 8080] [--fault NAME=SHARE]…
      A made-up 12345 hotline that speaks as a profile says, to try a board against. Faults: lost-request, lost-answer,
      repeat, reorder, delay, html, error, wrong-type, gbk; PUT /-/faults changes them while it serves, PUT
      /-/orders/ID an order; GET /-/orders and /-/told show what has come.

  help-board-gateway explain-profile LETTER|FILE ANSWER [--operation get] [--status 200]
      What each field of a recorded answer becomes by a profile, and why.

  help-board-gateway tag --origin URL [--board KEY]
      The tags that a page may carry: the newest version, one version, and one file with the hash of what URL serves now.

  help-board-gateway csp --origin URL [--nonce] [--trusted-types]
      What the content security policy of a page must allow, and why: to add to the one it has, and as one of its own.

  Everywhere: --data DIR   folder of database and secret (HELP_BOARD_DATA, or ./data)
              DATABASE_URL in the environment: PostgreSQL instead of SQLite
              --log LEVEL  of start: trace, debug, info, warn, error, silent (info)
              --help

  Commands work while the gateway runs and while it does not.
`;

/** The command was given wrongly; the message says how. */
export class UsageError extends Error {
  override name = 'UsageError';
}
