import { AsyncPipe, CurrencyPipe } from '@angular/common'
import { Component, computed, Injectable, inject, signal } from '@angular/core'
import { FormControl, ReactiveFormsModule } from '@angular/forms'
import { Router } from '@angular/router'
import { map } from 'rxjs'

@Injectable({ providedIn: 'root' })
export class Clicks {
  readonly count = signal(0)
  readonly price = computed(() => this.count() * 1.5)
}

@Component({
  selector: 'matrix-counter',
  imports: [AsyncPipe, CurrencyPipe, ReactiveFormsModule],
  template: `
    <button type="button" (click)="click()">clicked {{ clicks.count() }}</button>
    <p>{{ clicks.price() | currency }}</p>
    <input [formControl]="name" />
    <i>{{ loud | async }} {{ router.url }}</i>
  `,
})
export class Counter {
  readonly clicks = inject(Clicks)
  readonly router = inject(Router)
  readonly name = new FormControl('mug', { nonNullable: true })
  readonly loud = this.name.valueChanges.pipe(map(name => name.toUpperCase()))

  click() {
    this.clicks.count.update(count => count + 1)
  }
}
