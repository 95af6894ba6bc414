export { createRemotes } from './create-remotes.js'
