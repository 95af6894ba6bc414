import { execFileSync } from 'node:child_process'
import { createHash, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Certificate {
  readonly cert: string
  readonly key: string
  /** The path of `cert`, for `NODE_EXTRA_CA_CERTS`. */
  readonly file: string
  /** Of its public key: has Chromium trust it, so that it caches what it gets. */
  readonly pin: string
}

/** Makes a certificate for `localhost`, in this folder, good for a day. */
export function makeCertificate(folder: string): Certificate {
  const [keyFile, file] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1']
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost']
  execFileSync('openssl', ['req', '-x509', ...kind, ...subject, '-keyout', keyFile, '-out', file], { stdio: 'ignore' })
  const cert = readFileSync(file, 'utf8')
  const spki = new X509Certificate(cert).publicKey.export({ type: 'spki', format: 'der' })
  return { cert, key: readFileSync(keyFile, 'utf8'), file, pin: createHash('sha256').update(spki).digest('base64') }
}
