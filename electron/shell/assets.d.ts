/** A picture that the build puts into the bundle as a data URL. */
declare module '*.png?inline' {
  const url: string;
  // biome-ignore lint/style/noDefaultExport: that is how Vite gives it.
  export default url;
}
