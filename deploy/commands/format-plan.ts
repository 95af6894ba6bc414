import { remoteKind } from '../../core/page/remote-kind.js'
import { type EntryChange, toChangeText } from '../map/diff-maps.js'
import type { CopyName } from '../page/summarize-copies.js'
import type { EnvironmentChange, Plan } from '../plan/plan-change.js'
import { toUnmappedText } from '../plan/unmapped-imports.js'
import { countOf, formatBytes } from './format-bytes.js'
import type { Colors } from './report.js'

/** A plan for people: what changes, what it costs, what it breaks, in this order, so that the verdict stands last. */
export function formatPlan(plan: Plan, colors: Colors): string {
  const { bold, green, red, yellow, dim } = colors
  const { copies, returningVisitor } = plan
  const section = (title: string, lines: readonly string[]) =>
    lines.length > 0 ? [bold(title), ...lines.map(line => `  ${line}`), ''] : []
  return [
    ...section(
      'Entries',
      plan.entries.map(entry => `${entry.name}  ${toChangeText(entry)}${dim(kindText(entry))}`),
    ),
    ...section(
      'Who runs on what',
      plan.environments.map(change => formatEnvironment(change, colors)),
    ),
    ...section('Copies of shared packages', [
      ...copies.gained.map(copy =>
        green(`+ ${copy.package}@${copy.version} of ${copy.provider}  ${formatBytes(copy.size)}`),
      ),
      ...copies.lost.map(copy =>
        red(`- ${copy.package}@${copy.version} of ${copy.provider}  ${formatBytes(copy.size)}`),
      ),
      `${copies.before.count} → ${countOf(copies.after.count, 'copy', 'copies')}, ${formatBytes(copies.before.bytes)} → ${formatBytes(copies.after.bytes)}`,
      `a returning visitor fetches about ${formatBytes(returningVisitor.fetches)}${unmeasured(returningVisitor)}, and has ${formatBytes(returningVisitor.hasAlready)} of shared copies already`,
    ]),
    ...section(
      'Works again',
      plan.recovered.map(name => green(name)),
    ),
    ...section('Warnings', [
      ...plan.warned.map(({ why }) => yellow(why)),
      ...plan.unreachable.map(({ why }) => yellow(why)),
      ...plan.forDevelopment.map(({ why }) => yellow(why)),
      ...plan.unmappedImports.map(missing => yellow(toUnmappedText(missing))),
      ...plan.mapWarnings.map(why => yellow(why)),
    ]),
    ...section(
      'Breaks',
      plan.breaks.map(why => red(why)),
    ),
    plan.breaks.length > 0
      ? red(bold(`This breaks the page in ${countOf(plan.breaks.length, 'way', 'ways')}.`))
      : `${green('This breaks nothing.')} ${dim('What was broken before is not looked at; `fedmap check` does.')}`,
  ].join('\n')
}

function unmeasured({ unmeasured: count }: Plan['returningVisitor']): string {
  return count === 0 ? '' : ` and ${countOf(count, 'file', 'files')} of unknown size`
}

/** What is not a remote, where one could have been meant. */
function kindText({ to }: EntryChange): string {
  return typeof to === 'string' && !remoteKind(to) ? '  a plain module, no remote' : ''
}

function formatEnvironment({ remote, package: name, from, to }: EnvironmentChange, { dim }: Colors): string {
  const change = from && to ? `${from.version} → ${to.version}` : (to ?? from)?.version
  const verb = from && to ? '' : to ? 'now uses ' : 'no longer uses '
  return `${remote}  ${verb}${name} ${change}  ${dim(providersText(from, to))}`
}

function providersText(from: CopyName | undefined, to: CopyName | undefined): string {
  if (!from || !to || from.provider === to.provider) return `of ${(to ?? from)?.provider}`
  return `of ${from.provider} → of ${to.provider}`
}

/** What became of a planned change. */
export function formatOutcome(
  revision: { readonly revision: number; readonly forced?: true } | undefined,
  isRefused: boolean,
  { bold, green, red, bgRed, white }: Colors,
): string {
  if (isRefused) return red('Nothing was deployed. Mend what breaks, or deploy it all the same with --force.')
  if (!revision) return 'The map says this already. Nothing was changed.'
  const done = `${green('deployed')} as revision ${bold(String(revision.revision))}; take it back with \`fedmap rollback\``
  return revision.forced ? `${bgRed(white(bold(' FORCED: THE PAGE IS BROKEN NOW ')))}\n${done}` : done
}
