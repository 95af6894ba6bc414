import { type Command, InvalidArgumentError, Option } from 'commander'
import { isServed } from '../store/open-store.js'
import type { MapOptions } from './map-options.js'

/** The options of every command that resolves the page. */
export interface PageOptions {
  readonly mapUrl?: string
}

/** Adds `--map-url`; a map that is read where it is served needs none. */
export function withPageOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--map-url <url>', 'where the map is served; needed where it has relative addresses')
        .env('FEDMAP_MAP_URL')
        .argParser(parseUrl),
    )
    .hook('preAction', (_, action) => {
      const { store, mapUrl } = action.opts<Partial<MapOptions & PageOptions>>()
      if (store && !mapUrl && isServed(store)) action.setOptionValue('mapUrl', store)
    })
}

/** The value of an option that is where pages load something from. `localhost:9000/importmap.json` is a URL too, of the scheme `localhost:`. */
export function parseUrl(text: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return new URL(text).href
  throw new InvalidArgumentError('It is no absolute URL of https: or http:.')
}
