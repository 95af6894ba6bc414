#!/usr/bin/env node
import { readFileSync } from 'node:fs'
import { Command, CommanderError } from 'commander'
import { canaryCommand } from './commands/canary.js'
import { checkCommand } from './commands/check.js'
import { composeCommand } from './commands/compose.js'
import { deployCommand } from './commands/deploy.js'
import { diffCommand } from './commands/diff.js'
import { explainCommand } from './commands/explain.js'
import { historyCommand } from './commands/history.js'
import { initCommand } from './commands/init.js'
import { planCommand } from './commands/plan.js'
import { promoteCommand } from './commands/promote.js'
import { allowClosed, exitCodes } from './commands/report.js'
import { rollbackCommand } from './commands/rollback.js'
import { serveCommand } from './commands/serve.js'
import { suggestCommand } from './commands/suggest.js'
import { typesCommand } from './commands/types.js'

// A variable that a CI system leaves empty is one that is not set.
for (const name of ['FEDMAP_STORE', 'FEDMAP_MAP_URL', 'FEDMAP_BY']) if (!process.env[name]) delete process.env[name]

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))

const program = new Command('fedmap')
  .description(
    `Deploys front ends that are built apart and run as one page.

What is deployed is one file, importmap.json: a line for each remote. These commands change it safely, show beforehand
what a change does to the page, and take it back.`,
  )
  .version(version)
  .addHelpText('after', `\n${exitCodes}`)
  .addCommand(planCommand())
  .addCommand(deployCommand())
  .addCommand(rollbackCommand())
  .addCommand(historyCommand())
  .addCommand(diffCommand())
  .addCommand(canaryCommand())
  .addCommand(promoteCommand())
  .addCommand(composeCommand())
  .addCommand(explainCommand())
  .addCommand(suggestCommand())
  .addCommand(checkCommand())
  .addCommand(typesCommand())
  .addCommand(serveCommand())
  .addCommand(initCommand())

for (const stream of [process.stdout, process.stderr]) stream.off('error', allowClosed).on('error', allowClosed)

const isJson = process.argv.includes('--json')
let wrongUsage = ''

for (const command of [program, ...program.commands]) {
  command
    .exitOverride()
    .configureOutput({
      writeErr: text => void (isJson || process.stderr.write(text)),
      outputError: (text, write) => {
        wrongUsage = text.trim().replace(/^error: /, 'FED-628 The command is not understood: ')
        write(`${wrongUsage}\n`)
      },
    })
    .showHelpAfterError(`(\`${command === program ? '' : 'fedmap '}${command.name()} --help\` tells more)`)
    .configureHelp({ helpWidth: Math.min(process.stdout.columns || 100, 100) })
    .description(joinLines(command.description()))
}

try {
  await program.parseAsync()
} catch (error) {
  if (!(error instanceof CommanderError)) throw error
  // Help and version that were asked for are no failure.
  process.exitCode = error.exitCode === 0 ? 0 : 2
  if (isJson && error.exitCode !== 0) {
    const message = wrongUsage || 'FED-628 The command is not understood: `fedmap --help` lists all there are.'
    process.stdout.write(`${JSON.stringify({ error: { code: 'FED-628', message, where: {} } }, null, 2)}\n`)
  }
}

/** A paragraph as one line, so that it is wrapped to the terminal's width; a line of a list stays one. */
function joinLines(text: string): string {
  return text.replace(/(?<!\n)\n(?!\n|\w+: )/g, ' ')
}
