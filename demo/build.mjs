import { buildMall } from './build-mall.mjs'

await buildMall(line => console.log(line)).catch(error => {
  console.error(error.message)
  process.exitCode = 1
})
