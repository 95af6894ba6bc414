import { FederationError } from '../../core/errors/federation-error.js'
import { settleWrite } from './settle-write.js'
import type { Store } from './store.js'

/**
 * A store in a container of Azure Blob Storage: conditional writes make comparing and swapping one step.
 *
 * @param location `azure://container/folder/importmap.json`
 * @param connectionString of the storage account, with a key or a shared access signature
 * @throws FED-619 where `@azure/storage-blob` is not installed, FED-613 without a connection string
 */
export async function openAzureStore(
  location: string,
  connectionString = process.env.AZURE_STORAGE_CONNECTION_STRING,
): Promise<Store> {
  const sdk = await import('@azure/storage-blob').catch(cause => {
    throw new FederationError('FED-619', 'run `npm install @azure/storage-blob`, and the command again.', {}, cause)
  })
  if (!connectionString) {
    throw new FederationError('FED-613', `${location}: set AZURE_STORAGE_CONNECTION_STRING to that of the account.`)
  }
  const url = new URL(location)
  const slash = url.pathname.lastIndexOf('/')
  const folder = decodeURIComponent(url.pathname.slice(1, slash + 1))
  const mapName = decodeURIComponent(url.pathname.slice(slash + 1))
  const container = sdk.BlobServiceClient.fromConnectionString(connectionString).getContainerClient(url.hostname)
  const blobOf = (name: string) => container.getBlockBlobClient(folder + name)

  const read: Store['read'] = async name => {
    try {
      const { etag = '', readableStreamBody } = await blobOf(name).download()
      const chunks: Buffer[] = []
      for await (const chunk of readableStreamBody ?? []) chunks.push(Buffer.from(chunk))
      return { text: Buffer.concat(chunks).toString(), tag: etag.replaceAll('"', '') }
    } catch (error) {
      if (codeOf(error) === 'BlobNotFound') return undefined
      throw error
    }
  }
  const put = (name: string, text: string, expected: string | undefined) =>
    blobOf(name).upload(text, Buffer.byteLength(text), {
      conditions: expected === undefined ? { ifNoneMatch: '*' } : { ifMatch: `"${expected}"` },
      blobHTTPHeaders: { blobContentType: 'application/json', blobCacheControl: 'no-cache' },
    })
  const list = async (below: string) => {
    const names: string[] = []
    for await (const { name } of container.listBlobsFlat({ prefix: folder + below }))
      names.push(name.slice(folder.length))
    return names.sort()
  }
  const explained = <T>(task: () => Promise<T>) =>
    task().catch(error => {
      throw failureOf(location, error)
    })
  return {
    location,
    mapName,
    read: name => explained(() => read(name)),
    write: (name, text, expected) =>
      explained(() =>
        settleWrite(
          text,
          expected,
          () => put(name, text, expected),
          () => read(name),
          isRefusal,
        ),
      ),
    list: below => explained(() => list(below)),
  }
}

/** 412 for a tag that is stale, 409 for a blob that is there already. */
function isRefusal(error: unknown): boolean {
  return statusOf(error) === 412 || codeOf(error) === 'BlobAlreadyExists'
}

function failureOf(location: string, error: unknown): FederationError {
  if (error instanceof FederationError) return error
  const why = `${location} (${codeOf(error) ?? (error as Error).message})`
  if (codeOf(error) === 'ContainerNotFound') {
    return new FederationError('FED-611', `${why}. Create the container, or name another with --store.`, {}, error)
  }
  if (statusOf(error) === 403 || statusOf(error) === 401) {
    return new FederationError(
      'FED-613',
      `${why}. Give the account key or signature the right to read, write and list.`,
      {},
      error,
    )
  }
  return new FederationError('FED-614', `${why}. Look at the connection string and at the account.`, {}, error)
}

const codeOf = (error: unknown) => (error as { code?: string }).code
const statusOf = (error: unknown) => (error as { statusCode?: number }).statusCode
