// Pages opened as files cannot start a worker: there the worker's script runs in the page itself.
if (location.protocol === "file:") {
  self.Worker = /** @type {any} */ (class extends EventTarget {
    constructor(url) {
      super()
      const channel = new MessageChannel()
      this.port = channel.port1
      this.port.onmessage = ({data}) => this.dispatchEvent(new MessageEvent("message", {data}))
      self.readingListPort = channel.port2
      const script = document.createElement("script")
      script.src = url
      document.head.append(script)
    }

    postMessage(message) {
      this.port.postMessage(message)
    }
  })
}
