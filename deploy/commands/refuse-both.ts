import type { Command } from 'commander'

/**
 * Makes wrong usage of a command's options `--x` and `--no-x` given together. Commander takes the last of them, and its
 * own `conflicts` tells only options of different names apart.
 */
export function refuseBoth(command: Command, name: string): Command {
  const given = new Set<string>()
  for (const option of [name, `no-${name}`]) {
    command.on(`option:${option}`, () => {
      if (given.add(option).size < 2) return
      const message = `error: option '--${name}' cannot be used with option '--no-${name}'`
      command.error(message, { code: 'commander.conflictingOption' })
    })
  }
  return command
}
