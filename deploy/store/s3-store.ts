import type { S3Client } from '@aws-sdk/client-s3'
import { FederationError } from '../../core/errors/federation-error.js'
import { settleWrite } from './settle-write.js'
import type { Store } from './store.js'

/**
 * A store in a bucket of S3 or of a server that speaks it: conditional writes make comparing and swapping one step.
 * Credentials and region come from where the AWS SDK looks for them (environment, profile, role of the machine).
 *
 * @param location `s3://bucket/folder/importmap.json`, with `?endpoint=https://…` and `?region=…` where needed
 * @throws FED-619 where `@aws-sdk/client-s3` is not installed
 */
export async function openS3Store(location: string): Promise<Store> {
  const sdk = await import('@aws-sdk/client-s3').catch(cause => {
    throw new FederationError('FED-619', 'run `npm install @aws-sdk/client-s3`, and the command again.', {}, cause)
  })
  const url = new URL(location)
  const bucket = url.hostname
  const slash = url.pathname.lastIndexOf('/')
  const folder = decodeURIComponent(url.pathname.slice(1, slash + 1))
  const mapName = decodeURIComponent(url.pathname.slice(slash + 1))
  const client: S3Client = new sdk.S3Client({
    ...endpointOf(url),
    // Older servers do not know the checksums that the SDK adds by itself.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  })

  const read: Store['read'] = async name => {
    try {
      const { Body, ETag } = await client.send(new sdk.GetObjectCommand({ Bucket: bucket, Key: folder + name }))
      return { text: (await Body?.transformToString()) ?? '', tag: unquote(ETag) }
    } catch (error) {
      if (nameOf(error) === 'NoSuchKey') return undefined
      throw error
    }
  }
  const put = (name: string, text: string, expected: string | undefined) =>
    client.send(
      new sdk.PutObjectCommand({
        Bucket: bucket,
        Key: folder + name,
        Body: text,
        ContentType: 'application/json',
        CacheControl: 'no-cache',
        // Unquoted: S3 takes both, Ceph's gateway only this.
        ...(expected === undefined ? { IfNoneMatch: '*' } : { IfMatch: expected }),
      }),
    )
  const list = async (below: string) => {
    const names: string[] = []
    const pages = sdk.paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: folder + below })
    for await (const { Contents = [] } of pages)
      names.push(...Contents.flatMap(({ Key }) => Key?.slice(folder.length) ?? []))
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

function endpointOf({ searchParams }: URL) {
  const endpoint = searchParams.get('endpoint')
  const region = searchParams.get('region') ?? process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION ?? 'us-east-1'
  // Servers of one's own seldom have a host name for each bucket.
  return endpoint ? { region, endpoint, forcePathStyle: true } : { region }
}

function isRefusal(error: unknown): boolean {
  const status = statusOf(error)
  return status === 412 || status === 409
}

function failureOf(location: string, error: unknown): FederationError {
  if (error instanceof FederationError) return error
  const name = nameOf(error)
  const why = `${location} (${name}: ${(error as Error).message})`
  if (name === 'NoSuchBucket') {
    return new FederationError('FED-611', `${why}. Create the bucket, or name another with --store.`, {}, error)
  }
  if (name === 'QuotaExceeded') {
    return new FederationError(
      'FED-612',
      `${why}. Nothing was deployed. Make room and run the command again.`,
      {},
      error,
    )
  }
  if (statusOf(error) === 403) {
    return new FederationError('FED-613', `${why}. Give the credentials the right to read, write and list.`, {}, error)
  }
  return new FederationError('FED-614', `${why}. Look at the endpoint, the region and the credentials.`, {}, error)
}

const nameOf = (error: unknown) => (error as Error).name
const statusOf = (error: unknown) => (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode
const unquote = (etag = '') => etag.replace(/^(W\/)?"|"$/g, '')
