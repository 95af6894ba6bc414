import { execFileSync, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { AccountSASPermissions, BlobServiceClient } from '@azure/storage-blob'
import { freePort } from '../../testing/free-port.js'
import { root } from './build-once.js'
import { waitForServer } from './wait-for-server.js'

/** The last version that runs on Node 20. It brings 370 packages, so it is no dependency, but installed when needed. */
const version = '3.35.0'

/** An Azure Blob Storage of its own, in memory, with an empty container `shop`. */
export async function startAzurite() {
  const port = await freePort()
  const key = randomBytes(64).toString('base64')
  const server = spawn(
    process.execPath,
    [
      installedMain(),
      '--blobPort',
      String(port),
      '--blobHost',
      '127.0.0.1',
      '--inMemoryPersistence',
      '--silent',
      '--skipApiVersionCheck',
    ],
    { env: { ...process.env, AZURITE_ACCOUNTS: `fedmap:${key}` }, stdio: 'ignore' },
  )
  const endpoint = `http://127.0.0.1:${port}/fedmap`
  await waitForServer(endpoint, server)
  const connectionString = `DefaultEndpointsProtocol=http;AccountName=fedmap;AccountKey=${key};BlobEndpoint=${endpoint};`
  const client = BlobServiceClient.fromConnectionString(connectionString)
  await client.createContainer('shop')
  return {
    location: 'azure://shop/www/importmap.json',
    env: { AZURE_STORAGE_CONNECTION_STRING: connectionString },
    readOnly: async () => {
      const inAnHour = new Date(Date.now() + 3_600_000)
      const url = client.generateAccountSasUrl(inAnHour, AccountSASPermissions.parse('rl'), 'sco')
      const signature = new URL(url).search.slice(1)
      return { AZURE_STORAGE_CONNECTION_STRING: `BlobEndpoint=${endpoint};SharedAccessSignature=${signature}` }
    },
    close: () => void server.kill('SIGKILL'),
  }
}

function installedMain(): string {
  const folder = join(root, '.cache/azurite')
  const main = join(folder, 'node_modules/azurite/dist/src/blob/main.js')
  if (!existsSync(main)) {
    const args = ['install', '--prefix', folder, '--no-save', '--no-audit', '--no-fund', `azurite@${version}`]
    execFileSync('npm', args, { stdio: ['ignore', 'ignore', 'inherit'] })
  }
  return main
}
