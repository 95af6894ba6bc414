export {
  type Intercept,
  type StaticServer,
  type StaticServerOptions,
  startStaticServer,
} from './static-server/static-server.js'
