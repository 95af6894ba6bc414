import type { Fault } from './serve-mall.js'

/** Every way in which a server or what is on it can be broken. */
export const faults: Readonly<Record<string, Fault>> = {
  'a 404': response => response.writeHead(404).end('not here'),
  'a 500': response => response.writeHead(500).end('broken'),
  // Nobody listens there; a redirect makes it the fate of one file.
  'a refused connection': response => response.writeHead(302, { Location: 'http://localhost:2/' }).end(),
  'a reset in mid-body': (response, text) => {
    response.setHeader('Content-Length', text.length).write(text.slice(0, text.length / 2), () => response.destroy())
  },
  'a hang': () => {},
  'a wrong MIME type': (response, text) => response.setHeader('Content-Type', 'image/png').end(text),
  'a page': response => response.setHeader('Content-Type', 'text/html').end('<!doctype html><title>Hello</title>'),
  'half of the file': (response, text) => response.end(text.slice(0, text.length / 2)),
  'a file that throws': response => response.end('throw Error("out of order")'),
  'a wrong hash': (response, text) => response.end(`${text} `),
  'no CORS header': (response, text) => {
    response.removeHeader('Access-Control-Allow-Origin')
    response.end(text)
  },
}
