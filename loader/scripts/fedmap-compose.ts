export { createRemotes } from '../compose/create-remotes.js'
