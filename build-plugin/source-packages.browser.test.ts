import { beforeAll, expect, test } from 'vitest'
import { startStaticServer } from '../deploy/index.js'
import { useBrowser } from '../testing/use-browser.js'
import { buildRemote, type RemoteBuild } from './testing/build-remote.js'
import { createProject, edit } from './testing/create-project.js'
import { openFedmapPage } from './testing/open-fedmap-page.js'

const browser = useBrowser()

/** What a package of a monorepo may be before it is built. */
const ui = {
  'package.json': JSON.stringify({ name: 'ui', version: '1.2.0', type: 'module', exports: './index.ts' }),
  'index.ts': `
    import { createApp, h, ref } from 'vue'
    import picture from './picture.svg'
    import address from './notes.txt?url'
    import notes from './notes.txt?raw'
    import sheet from './sheet.css?inline'
    import data, { count } from './data.json'
    import styles, { box } from './box.module.css'
    import './theme.scss'
    import Labelled from './Labelled.vue'
    import Options from './Options.vue'
    import Plain from './Plain.vue'

    export const values = async () => ({
      picture: (await (await fetch(picture)).text()).trim(),
      address: (await (await fetch(address)).text()).trim(),
      notes: notes.trim(),
      sheet,
      data: [data.count, count],
      styles: [styles.box === box, styles['in-box'] !== undefined],
      mode: [import.meta.env.MODE, import.meta.env.DEV, import.meta.env.PROD, import.meta.env.SSR],
    })
    export const mount = (element: HTMLElement) => {
      const clicks = ref(0)
      const click = (by: number) => { clicks.value += by }
      const slot = () => h('span', 'in the slot')
      createApp(() => h('div', { class: ['theme', box] }, [
        h(Labelled, { label: 'clicked ' + clicks.value, onClicked: click }, slot), h(Options), h(Plain, null, slot),
      ])).mount(element)
    }`,
  'picture.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
  'notes.txt': 'some notes',
  'sheet.css': ':host { color: red }',
  'data.json': '{ "count": 3, "a-b": 4 }',
  'box.module.css': '.box { padding-left: 7px } .in-box { color: red }',
  'theme.scss': `@use './colors'; .theme { button { background-color: colors.$main } }`,
  '_colors.scss': '$main: rgb(1, 2, 3);',
  'props.ts': 'export interface Props { label: string; by?: number }',
  'Labelled.vue': `
    <script setup lang="ts">
    import { ref } from 'vue'
    import type { Props } from './props'
    const { label, by = 2 } = defineProps<Props>()
    const emit = defineEmits<{ clicked: [by: number] }>()
    const color = ref('rgb(4, 5, 6)')
    </script>
    <template>
      <button :class="$style.wide" @click="emit('clicked', by as number)">{{ label }}<img src="./picture.svg"></button><slot />
    </template>
    <style lang="scss" scoped>button { color: v-bind(color); img { width: 9px } }</style>
    <style module>.wide { width: 123px }</style>`,
  'Options.vue': `
    <script lang="ts">
    import { defineComponent } from 'vue'
    export default defineComponent({ data: () => ({ count: 4 as number }) })
    </script>
    <template><i class="options">{{ (count as number) + 1 }}</i></template>
    <style scoped>.options { color: rgb(7, 8, 9) }</style>`,
  'Plain.vue': `<template><b><slot /></b></template>`,
}

const inPackage = Object.entries(ui).map(([path, text]) => [`packages/ui/${path}`, text])

const createCart = (files: Readonly<Record<string, string>> = {}) =>
  createProject({
    packageJson: { dependencies: { ui: 'workspace:^', vue: '^3.5.0' } },
    files: { 'widget.ts': `export { mount, values } from 'ui'`, ...Object.fromEntries(inPackage), ...files },
    install: { 'vue-3': ['vue'] },
    links: { ui: 'packages/ui' },
    tools: ['vite', 'sass'],
  })

const build = (root: string) => buildRemote({ root, exposes: { './Widget': './widget.ts' }, shared: ['ui', 'vue'] })
const copyOf = ({ manifest }: RemoteBuild) => manifest.shared.ui!.copies[0]!

let root: string
let cart: RemoteBuild
beforeAll(async () => {
  root = createCart()
  cart = await build(root)
})

test.each(['system', 'native'] as const)('a package of the monorepo is shared as source: %s', async engine => {
  const server = await startStaticServer({ root: cart.folder })
  const { page, complaints, close } = await openFedmapPage(browser(), engine, {
    '@mall/cart': `${server.origin}/federation.json`,
  })
  await page.evaluate(`fedmap.import('@mall/cart/Widget').then(({ mount }) => mount(document.querySelector('main')))`)
  await page.getByRole('button').click()
  await page.getByText('clicked 2').waitFor()
  expect(await page.evaluate(`fedmap.import('@mall/cart/Widget').then(({ values }) => values())`)).toEqual({
    picture: ui['picture.svg'],
    address: 'some notes',
    notes: 'some notes',
    sheet: ui['sheet.css'],
    data: [3, 3],
    styles: [true, true],
    mode: ['production', false, true, false],
  })
  const styleOf = (selector: string, property: string) =>
    page.locator(selector).evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property)
  expect(await styleOf('.theme', 'padding-left')).toBe('7px')
  expect(await styleOf('button', 'background-color')).toBe('rgb(1, 2, 3)')
  expect(await styleOf('button', 'color')).toBe('rgb(4, 5, 6)')
  expect(await styleOf('button', 'width')).toBe('123px')
  expect(await styleOf('img', 'width')).toBe('9px')
  expect(await styleOf('i', 'color')).toBe('rgb(7, 8, 9)')
  expect(await page.locator('i').textContent()).toBe('5')
  expect(await page.locator('b').textContent()).toBe('in the slot')
  expect(complaints).toEqual([])
  await close()
  await server.close()
})

test('requires the Vue of its compiler, and has source maps of its components', () => {
  expect(copyOf(cart).requires.vue!.requiredVersion).toMatch(/^>=3\.5\.\d+/)
  const maps = Object.entries(cart.files).filter(([path]) => /\/shared\/ui@.*\.map$/.test(path))
  expect(maps.length).toBe(2)
  for (const [, map] of maps) expect(JSON.parse(map).sources).toContain('npm:ui@1.2.0/Labelled.vue')
})

test('is the same on every machine, and built anew where a file has changed that its sources read', async () => {
  const elsewhere = await build(createCart({ 'package-lock.json': '{}' })) // A cache of its own.
  expect(elsewhere.built).toContain('ui@1.2.0')
  expect(elsewhere.files).toEqual(cart.files)
  expect((await build(root)).built).toEqual([])

  edit(root, 'packages/ui/_colors.scss', 'rgb(1, 2, 3)', 'rgb(3, 2, 1)')
  const second = copyOf(await build(root)).build
  expect(second).not.toBe(copyOf(cart).build)
  edit(root, 'packages/ui/props.ts', 'by?: number', 'by?: number; more?: string')
  expect(copyOf(await build(root)).build).not.toBe(second)
})
