import { FederationError } from '../../core/index.js'
import type { FailureKind } from './explain-failures.js'
import { objectStore, parseObjectLocation } from './object-store.js'
import type { Store } from './store.js'

/**
 * A store in a container of Azure Blob Storage.
 *
 * @param location `azure://container/folder/importmap.json`
 * @param connectionString of the storage account, with a key or a shared access signature
 * @throws FED-619 where `@azure/storage-blob` is not installed, FED-613 without a usable connection string
 */
export async function openAzureStore(
  location: string,
  connectionString = process.env.AZURE_STORAGE_CONNECTION_STRING,
): Promise<Store> {
  const sdk = await import('@azure/storage-blob').catch(cause => {
    throw new FederationError('FED-619', 'run `npm install @azure/storage-blob`, and the command again.', {}, cause)
  })
  const connect = () => {
    // The SDK would wait four seconds before it tries again, then twelve, then twenty-eight.
    const options = { retryOptions: { maxTries: 4, retryDelayInMs: 300 } }
    return sdk.BlobServiceClient.fromConnectionString(connectionString ?? '', options)
  }
  const container = tryTo(connect, cause => {
    const why = connectionString
      ? `AZURE_STORAGE_CONNECTION_STRING is none (${cause.message})`
      : 'who asks is not known'
    const detail = `${location}: ${why}. Set AZURE_STORAGE_CONNECTION_STRING to the one that the portal shows for the account.`
    return new FederationError('FED-613', detail, {}, cause)
  }).getContainerClient(parseObjectLocation(location).place)

  return objectStore(location, {
    get: async key => {
      try {
        const { etag = '', readableStreamBody } = await container.getBlockBlobClient(key).download()
        const chunks: Buffer[] = []
        for await (const chunk of readableStreamBody ?? []) chunks.push(Buffer.from(chunk))
        return { text: Buffer.concat(chunks).toString(), tag: etag.replaceAll('"', '') }
      } catch (error) {
        if (codeOf(error) === 'BlobNotFound') return undefined
        throw error
      }
    },
    put: (key, text, expected) =>
      container.getBlockBlobClient(key).upload(text, Buffer.byteLength(text), {
        conditions: expected === undefined ? { ifNoneMatch: '*' } : { ifMatch: `"${expected}"` },
        blobHTTPHeaders: { blobContentType: 'application/json', blobCacheControl: 'no-cache' },
      }),
    list: async function* (prefix) {
      for await (const { name } of container.listBlobsFlat({ prefix })) yield name
    },
    // 412 for a tag that is stale, 409 for a blob that is there already.
    isRefusal: error => statusOf(error) === 412 || codeOf(error) === 'BlobAlreadyExists',
    kindOf,
    reasonOf: error => codeOf(error) ?? (error as Error).message,
    advice: {
      gone: 'Create the container, or name another with --store.',
      denied: 'Give the account key or signature the right to read, write and list.',
      unknown: 'Look at the connection string, at the account and at the network.',
    },
  })
}

function tryTo<T>(task: () => T, explain: (cause: Error) => Error): T {
  try {
    return task()
  } catch (cause) {
    throw explain(cause as Error)
  }
}

function kindOf(error: unknown): FailureKind {
  if (codeOf(error) === 'ContainerNotFound' || codeOf(error) === 'ContainerBeingDeleted') return 'gone'
  return statusOf(error) === 401 || statusOf(error) === 403 ? 'denied' : 'unknown'
}

const codeOf = (error: unknown) => (error as { code?: string }).code
const statusOf = (error: unknown) => (error as { statusCode?: number }).statusCode
