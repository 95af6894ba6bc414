import type { Mall } from './open-mall.js'

/** Deploys cart 1.1.0, by ada, and 2.0.0: revisions 2 and 3. Revision 1 is the map as it was. */
export async function deployTwice(mall: Mall): Promise<void> {
  await mall.fedmap('deploy', 'cart', mall.urlOf('cart/1.1.0'), '--by', 'ada')
  await mall.fedmap('deploy', 'cart', mall.urlOf('cart/2.0.0'), '-m', 'react 19')
}
