import type { S3Client } from '@aws-sdk/client-s3'
import { FederationError } from '../../core/index.js'
import type { FailureKind } from './explain-failures.js'
import { objectStore, parseObjectLocation } from './object-store.js'
import type { Store } from './store.js'

/**
 * A store in a bucket of S3 or of a server that speaks it. Credentials and region come from where the AWS SDK looks for
 * them (environment, profile, role of the machine).
 *
 * @param location `s3://bucket/folder/importmap.json`, with `?endpoint=https://…` and `?region=…` where needed
 * @throws FED-619 where `@aws-sdk/client-s3` is not installed
 */
export async function openS3Store(location: string): Promise<Store> {
  const sdk = await import('@aws-sdk/client-s3').catch(cause => {
    throw new FederationError('FED-619', 'run `npm install @aws-sdk/client-s3`, and the command again.', {}, cause)
  })
  const { place: Bucket } = parseObjectLocation(location)
  const client: S3Client = new sdk.S3Client({
    ...endpointOf(new URL(location)),
    // Older servers do not know the checksums that the SDK adds by itself.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  })
  return objectStore(location, {
    get: async Key => {
      try {
        const { Body, ETag } = await client.send(new sdk.GetObjectCommand({ Bucket, Key }))
        return { text: (await Body?.transformToString()) ?? '', tag: unquote(ETag) }
      } catch (error) {
        if (nameOf(error) === 'NoSuchKey') return undefined
        throw error
      }
    },
    put: (Key, Body, expected) =>
      client.send(
        new sdk.PutObjectCommand({
          Bucket,
          Key,
          Body,
          ContentType: 'application/json',
          CacheControl: 'no-cache',
          // Unquoted: S3 takes both, Ceph's gateway only this.
          ...(expected === undefined ? { IfNoneMatch: '*' } : { IfMatch: expected }),
        }),
      ),
    list: async function* (Prefix) {
      for await (const { Contents = [] } of sdk.paginateListObjectsV2({ client }, { Bucket, Prefix }))
        for (const { Key } of Contents) if (Key !== undefined) yield Key
    },
    isRefusal: error => [409, 412].includes(statusOf(error) ?? 0),
    kindOf,
    reasonOf: error => `${nameOf(error)}: ${(error as Error).message}`,
    advice: {
      gone: 'Create the bucket, or name another with --store.',
      denied:
        'Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE, to one who may read, write and list there.',
      unknown: 'Look at the endpoint, the region and the network.',
    },
  })
}

function endpointOf({ searchParams }: URL) {
  const endpoint = searchParams.get('endpoint')
  const region = searchParams.get('region') ?? process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION ?? 'us-east-1'
  // Servers of one's own seldom have a host name for each bucket.
  return endpoint ? { region, endpoint, forcePathStyle: true } : { region }
}

function kindOf(error: unknown): FailureKind {
  const name = nameOf(error)
  if (name === 'NoSuchBucket') return 'gone'
  if (name === 'QuotaExceeded') return 'full'
  return statusOf(error) === 403 || name === 'CredentialsProviderError' ? 'denied' : 'unknown'
}

const nameOf = (error: unknown) => (error as Error).name
const statusOf = (error: unknown) => (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode
const unquote = (etag = '') => etag.replace(/^(W\/)?"|"$/g, '')
