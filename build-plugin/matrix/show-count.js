/** A button that says how often it was clicked, for packages that render nothing themselves. */
export function showCount(element, next) {
  const button = document.createElement('button')
  button.type = 'button'
  let count = 0
  const show = () => {
    button.textContent = `clicked ${count}`
  }
  button.addEventListener('click', () => {
    count = next(count)
    show()
  })
  show()
  element.append(button)
}
