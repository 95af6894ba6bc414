import { firstValueFrom, fromEvent, of } from 'rxjs'
import { ajax } from 'rxjs/ajax'
import { map, scan, startWith } from 'rxjs/operators'

export function mount(element) {
  const button = document.createElement('button')
  fromEvent(button, 'click')
    .pipe(
      scan(count => count + 1, 0),
      startWith(0),
    )
    .subscribe(count => {
      button.textContent = `clicked ${count}`
    })
  element.append(button)
}

export const values = async () => ({
  mapped: await firstValueFrom(of(20).pipe(map(value => value + 1))),
  fetched: (await firstValueFrom(ajax({ url: 'data:application/json,{"a":1}', crossDomain: true }))).response,
})
