import { userInfo } from 'node:os'
import { type Command, Option } from 'commander'

/** The options of every command that reads a map from a store. */
export interface MapOptions {
  readonly store: string
  readonly json?: boolean
}

/** The options of every command that changes a map. */
export interface ChangeMapOptions extends MapOptions {
  readonly by: string
  readonly message?: string
}

/** Adds `--store` and `--json`. */
export function withMapOptions(command: Command): Command {
  return command
    .addOption(
      new Option(
        '-s, --store <location>',
        'where the map is: a path, s3://bucket/importmap.json, azure://container/importmap.json; to read it, its URL',
      )
        .env('FEDMAP_STORE')
        .default('importmap.json'),
    )
    .option('--json', 'print the result as one JSON document')
}

/** Adds `--store`, `--json`, `--message` and `--by`. */
export function withChangeOptions(command: Command): Command {
  return withMapOptions(command)
    .option('-m, --message <text>', 'why, for the history')
    .addOption(new Option('--by <name>', 'who, for the history').env('FEDMAP_BY').default(whoRunsThis()))
}

/** The person a CI job runs for, else the user of this machine. */
function whoRunsThis(): string {
  const { GITHUB_ACTOR, GITLAB_USER_LOGIN, BUILD_REQUESTEDFOR } = process.env
  // A variable that is empty is one that is not set.
  return GITHUB_ACTOR || GITLAB_USER_LOGIN || BUILD_REQUESTEDFOR || systemUser()
}

function systemUser(): string {
  try {
    return userInfo().username
  } catch {
    // A container may run as a user that has no name.
    return `user ${process.getuid?.() ?? ''}`.trim()
  }
}
