// A process that changes a map again and again: node change-often.mjs <store> <name> <times> [<pause>].
// It pauses up to so many milliseconds after each change, as long as a pipeline takes to begin the next deploy: without
// a pause who has just won has the next start ahead of all others.
// Prints the number of each revision once it is in force.
import { setTimeout as wait } from 'node:timers/promises'
import { changeMap } from '../../dist/deploy/history/change-map.js'
import { openStore } from '../../dist/deploy/store/open-store.js'

const [location, name, times, pause = 0] = process.argv.slice(2)
const store = await openStore(location)
for (let time = 1; time <= Number(times); time++) {
  const url = `https://cdn.example/${name}/${time}.js`
  const change = async ({ json }) => ({
    json: { ...json, imports: { ...json.imports, [`${name}-${time}`]: url } },
    action: 'deploy',
    by: name,
  })
  const revision = await changeMap(store, change)
  process.stdout.write(`${revision.revision}\n`)
  await wait(Math.random() * Number(pause))
}
