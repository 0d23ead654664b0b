/** Where recordings lie, each under its id. A bridge brings them there, a runtime reads and removes them. */
export type RecordingStorage =
  | { readonly type: 'folder'; readonly folder: string }
  | {
      readonly type: 's3'
      /** Of the bucket, and what goes before each name: `https://s3.example/bucket/prefix`. */
      readonly endpoint: string
      readonly region: string
      readonly accessKeyId: string
      readonly secretAccessKey: string
    }
