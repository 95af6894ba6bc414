import { h, render } from 'preact'
import { useState } from 'preact/hooks'

const halls = [
  { name: 'North hall', shops: ['Light', 'Kitchen'] },
  { name: 'South hall', shops: ['Furniture', 'Home'] },
]

function Kiosk() {
  const [open, setOpen] = useState(0)
  const [Way, setWay] = useState()
  const showWay = async () => {
    const { Way } = await import('./way.js')
    setWay(() => Way)
  }
  return h(
    'main',
    { class: 'kiosk' },
    h('h1', {}, 'Where to?'),
    halls.map(({ name }, index) =>
      h('button', { type: 'button', 'aria-pressed': index === open, onClick: () => setOpen(index) }, name),
    ),
    h('ul', {}, ...halls[open].shops.map(shop => h('li', {}, shop))),
    Way ? h(Way, { hall: halls[open].name }) : h('button', { type: 'button', id: 'way', onClick: showWay }, 'The way'),
  )
}

render(h(Kiosk), document.getElementById('kiosk'))
