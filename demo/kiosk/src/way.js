import { h } from 'preact'

export const Way = ({ hall }) => h('p', { class: 'kiosk-way' }, `Follow the signs to the ${hall}.`)
