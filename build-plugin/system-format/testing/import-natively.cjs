// Node's own import(): what tests call by that name is Vitest's.
module.exports = url => import(url)
