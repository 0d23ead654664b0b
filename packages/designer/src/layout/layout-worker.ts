// In a worker ELK takes the messages itself.
import 'elkjs/lib/elk-worker.min.js'
