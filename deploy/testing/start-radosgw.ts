import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { CreateBucketCommand, PutBucketPolicyCommand, S3Client } from '@aws-sdk/client-s3'
import { freePort } from '../../testing/free-port.js'
import { installPackages } from '../../testing/install-packages.js'
import { waitForServer } from './wait-for-server.js'

const run = promisify(execFile)

/**
 * An S3 server of its own, with an empty bucket `shop`: Ceph's gateway with the smallest cluster behind it, one monitor and
 * one storage daemon in memory. From Debian's packages, which are installed where they are not here.
 */
export async function startRadosgw() {
  if (spawnSync('radosgw', ['--version']).error) installPackages(['radosgw', 'ceph-mon', 'ceph-osd'])
  const folder = await mkdtemp(join(tmpdir(), 'fedmap-ceph-'))
  const [monPort, port] = [await freePort(), await freePort()]
  const fsid = randomUUID()
  const conf = join(folder, 'ceph.conf')
  for (const name of ['mon', 'osd', 'run']) await mkdir(join(folder, name))
  const settings = {
    fsid,
    mon_host: `[v2:127.0.0.1:${monPort}]`,
    auth_cluster_required: 'none',
    auth_service_required: 'none',
    auth_client_required: 'none',
    // Without authentication there are no keys for the encrypted mode, which is the default towards monitors.
    ms_mon_client_mode: 'crc',
    osd_objectstore: 'memstore',
    memstore_device_bytes: 268_435_456,
    osd_pool_default_size: 1,
    osd_pool_default_pg_num: 1,
    osd_pool_default_pgp_num: 1,
    osd_pool_default_pg_autoscale_mode: 'off',
    mon_allow_pool_size_one: true,
    mon_data: join(folder, 'mon'),
    osd_data: join(folder, 'osd'),
    run_dir: join(folder, 'run'),
    crash_dir: join(folder, 'run'),
    // What a quota counts is otherwise some minutes old.
    rgw_bucket_quota_ttl: 0,
    rgw_data: join(folder, 'run'),
    admin_socket: join(folder, 'run/$name.asok'),
    log_file: join(folder, 'run/$name.log'),
    rgw_frontends: `beast endpoint=127.0.0.1:${port}`,
  }
  const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}`)
  await writeFile(conf, `[global]\n${lines.join('\n')}\n`)

  const daemons: ChildProcess[] = []
  const start = (command: string, ...args: string[]) => {
    const daemon = spawn(command, ['-c', conf, ...args, '-f'], { stdio: 'ignore' })
    daemons.push(daemon)
    return daemon
  }
  const monmap = join(folder, 'monmap')
  await run('monmaptool', ['--create', '--fsid', fsid, '--addv', 'a', `[v2:127.0.0.1:${monPort}]`, monmap])
  await run('ceph-mon', ['-c', conf, '-i', 'a', '--mkfs', '--monmap', monmap])
  start('ceph-mon', '-i', 'a')
  const osd = randomUUID()
  await run('ceph', ['-c', conf, '--connect-timeout', '30', 'osd', 'new', osd])
  await run('ceph-osd', ['-c', conf, '-i', '0', '--mkfs', '--osd-uuid', osd])
  start('ceph-osd', '-i', '0')
  const credentials = { accessKeyId: 'fedmap', secretAccessKey: randomUUID() }
  const user = [
    '--uid=fedmap',
    '--display-name=fedmap',
    '--access-key=fedmap',
    `--secret=${credentials.secretAccessKey}`,
  ]
  await run('radosgw-admin', ['-c', conf, 'user', 'create', ...user])
  const endpoint = `http://127.0.0.1:${port}`
  await waitForServer(endpoint, start('radosgw', '-n', 'client.rgw'))
  const client = new S3Client({ endpoint, region: 'us-east-1', forcePathStyle: true, credentials })
  await client.send(new CreateBucketCommand({ Bucket: 'shop' }))
  const reader = { accessKeyId: 'reader', secretAccessKey: randomUUID() }
  const keys = ['--access-key=reader', `--secret=${reader.secretAccessKey}`]
  await run('radosgw-admin', ['-c', conf, 'user', 'create', '--uid=reader', '--display-name=reader', ...keys])
  const policy = {
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Principal: { AWS: ['arn:aws:iam:::user/reader'] },
      Action: ['s3:GetObject', 's3:ListBucket'],
      Resource: ['arn:aws:s3:::shop', 'arn:aws:s3:::shop/*'],
    },
  }
  await client.send(new PutBucketPolicyCommand({ Bucket: 'shop', Policy: JSON.stringify(policy) }))
  client.destroy()
  return {
    location: `s3://shop/www/importmap.json?endpoint=${endpoint}`,
    env: { AWS_ACCESS_KEY_ID: credentials.accessKeyId, AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey },
    readOnly: async () => ({
      AWS_ACCESS_KEY_ID: reader.accessKeyId,
      AWS_SECRET_ACCESS_KEY: reader.secretAccessKey,
    }),
    /** From then on nothing fits in that is not there already. */
    fill: async () => {
      await run('radosgw-admin', ['-c', conf, 'user', 'stats', '--uid=fedmap', '--sync-stats']) // Or they are minutes old.
      const quota = ['-c', conf, 'quota', '--quota-scope=user', '--uid=fedmap']
      await run('radosgw-admin', [...quota, 'set', '--max-objects=1'])
      await run('radosgw-admin', [...quota, 'enable'])
    },
    close: async () => {
      for (const daemon of daemons.reverse()) daemon.kill('SIGKILL')
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
