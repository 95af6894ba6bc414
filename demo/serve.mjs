import { startMall } from './start-mall.mjs'

try {
  const { url } = await startMall()
  console.log(`
The mall is open: ${url}

What to try next
  Deploy: in importmap.json, change 1.4.2 of @mall/cart to 1.5.0, and reload. The bag now counts up to free shipping.
  Override: open the panel at the foot of the page, point @mall/cart at a build of your own, and reload.
  Share: look at the line under each widget. Then see in the network panel how few copies of React serve them all.
`)
} catch (error) {
  const { message } = /** @type {Error} */ (error)
  console.error(`${message} The mall's ports are those in importmap.json, and 9000 for the page.`)
  process.exit(1) // Some of its servers may listen already.
}
