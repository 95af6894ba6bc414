import * as d3 from 'd3'
import { max, scaleLinear, select } from 'd3'

export function mount(element) {
  const counts = [0]
  const button = select(element).append('button').attr('type', 'button').text('clicked 0')
  button.on('click', () => {
    counts.push(max(counts) + 1)
    button.text(`clicked ${max(counts)}`)
  })
}

export const values = () => ({
  scaled: scaleLinear([0, 10], [0, 100])(4),
  color: d3.interpolateRgb('black', 'white')(0.5),
  hasTransition: typeof d3.selection.prototype.transition,
  names: Object.keys(d3).length > 500,
})
