// What the scripts of a site hand to each other, and what the theme has.

interface Words {
  (key: string, ...values: any[]): string
  number(value: number): string
  language: string
  learn(language: string, texts: Record<string, string | Record<string, string>>): void
}

declare var readingListWords: Words
declare var readingListLoad: (address: string | URL) => Promise<any>
declare var readingListGiven: any
declare var readingListMarks: any
declare var readingListFacets: any
declare var readingListPapers: () => Promise<void>
declare var readingListBox: any
declare var readingListStart: any
declare var readingListBeside: (box: any) => any
declare var readingListSearch: (source: any, words: any) => any
declare var readingListPart: (name: string, version: string, value: any) => void
declare var readingListPort: MessagePort
declare var document$: {subscribe(listener: () => void): void} | undefined
declare function importScripts(...addresses: string[]): void
