/** By product. Each URL is written out, so that the build sees the file and gives it its hashed name. */
export const photos: Readonly<Record<string, string>> = {
  'dome-lamp': new URL('./photos/dome-lamp.svg', import.meta.url).href,
  'pour-kettle': new URL('./photos/pour-kettle.svg', import.meta.url).href,
  'lounge-chair': new URL('./photos/lounge-chair.svg', import.meta.url).href,
  'stoneware-mugs': new URL('./photos/stoneware-mugs.svg', import.meta.url).href,
  'day-pack': new URL('./photos/day-pack.svg', import.meta.url).href,
  'studio-headphones': new URL('./photos/studio-headphones.svg', import.meta.url).href,
  'plant-pot': new URL('./photos/plant-pot.svg', import.meta.url).href,
  'wall-clock': new URL('./photos/wall-clock.svg', import.meta.url).href,
}
