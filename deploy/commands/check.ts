import { Command } from 'commander'
import { readMap } from '../history/current-map.js'
import { totalsOf } from '../page/summarize-copies.js'
import { type CheckedPage, checkPage } from '../plan/check-page.js'
import { openMap } from '../store/open-store.js'
import { countOf, formatBytes } from './format-bytes.js'
import { type MapOptions, withMapOptions } from './map-options.js'
import { type PageOptions, withPageOptions } from './page-options.js'
import { withProgress } from './progress.js'
import { type Colors, exitCodes, type Report, reportAction } from './report.js'

interface CheckOptions extends PageOptions, MapOptions {
  readonly files: boolean
}

/** `fedmap check`: whether the deployed page works. */
export function checkCommand(): Command {
  return withMapOptions(withPageOptions(new Command('check')))
    .summary('check the deployed page: every remote, every file')
    .description(
      `Checks that the deployed page works: the map is well-formed, each remote's manifest and each of its files are
there and as they were built, no remote is rejected, none imports what another does not expose, and a composed part is of
the remotes that the map names. What only visitors of a variant get is looked at too. Made for a cron job: exit code 1
where something is broken.`,
    )
    .option('--no-files', 'look at the manifests only')
    .addHelpText(
      'after',
      `
Examples:
  $ fedmap check
  $ fedmap check --store s3://shop/importmap.json --json

${exitCodes}`,
    )
    .action(reportAction(check))
}

async function check({ store: location, mapUrl, files }: CheckOptions): Promise<Report> {
  const store = await openMap(location)
  return withProgress(async progress => {
    const { json, revision } = await readMap(store)
    const checked = await checkPage(json, {
      mapUrl,
      withFiles: files,
      onProgress: (done, all) => progress.show(`checked ${done} of ${all} files`),
    })
    return {
      data: { location: store.location, revision, ...checked },
      text: colors => formatChecked(checked, colors),
      exitCode: checked.broken.length > 0 ? 1 : 0,
    }
  })
}

function formatChecked(
  { broken, warnings, remotes, files, copies }: CheckedPage,
  { red, green, yellow, bold }: Colors,
): string {
  const { bytes } = totalsOf(copies)
  return [
    ...broken.map(why => red(why)),
    ...warnings.map(why => yellow(why)),
    `${countOf(remotes, 'remote', 'remotes')}, ${countOf(files, 'file', 'files')}, ${countOf(copies.length, 'copy', 'copies')} of shared packages (${formatBytes(bytes)})`,
    broken.length > 0 ? red(bold(`${broken.length} broken`)) : green('all is well'),
  ].join('\n')
}
